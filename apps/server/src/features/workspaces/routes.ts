import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { changeWorkspace, getWorkspace } from './actions.ts';

export const workspaceRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.getWorkspace, (actor) => getWorkspace(ctx, actor)),
  on(contract.changeWorkspace, (actor, { body }) => changeWorkspace(ctx, actor, body)),
];
