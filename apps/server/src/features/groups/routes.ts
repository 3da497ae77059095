import * as contract from '@offhook/contract';
import type { Surroundings } from '#features/hours';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { changeGroup, createGroup, deleteGroup, getGroup, listGroups } from './actions.ts';

export const groupRoutes = (ctx: Context, around: Surroundings): BoundRoute[] => [
  on(contract.listGroups, async (actor) => ({ items: await listGroups(ctx, actor) })),
  on(contract.createGroup, (actor, { body }) => createGroup(ctx, actor, body, around)),
  on(contract.getGroup, (actor, { params }) => getGroup(ctx, actor, params.group_id, around)),
  on(contract.changeGroup, (actor, { params, body }) => changeGroup(ctx, actor, params.group_id, body, around)),
  on(contract.deleteGroup, async (actor, { params }) => {
    await deleteGroup(ctx, actor, params.group_id, around);
    return undefined;
  }),
];
