import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { removeSampleData } from './actions.ts';

export const sampleDataRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.removeSampleData, async (actor) => {
    await removeSampleData(ctx, actor);
    return undefined;
  }),
];
