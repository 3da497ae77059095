import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { changeSetting, listSettings } from './actions.ts';

export const settingsRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listSettings, async (actor) => ({ items: await listSettings(ctx, actor) })),
  on(contract.changeSetting, (actor, { params, body }) => changeSetting(ctx, actor, params.key, body.value)),
];
