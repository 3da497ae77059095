import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { changeMyself, changePerson, listPeople, removePerson } from './actions.ts';

export const peopleRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listPeople, async (actor) => ({ items: await listPeople(ctx, actor) })),
  on(contract.changeMyself, (actor, { body }) => changeMyself(ctx, actor, body)),
  on(contract.changePerson, (actor, { params, body }) => changePerson(ctx, actor, params.person_id, body)),
  on(contract.removePerson, async (actor, { params }) => {
    await removePerson(ctx, actor, params.person_id);
    return undefined;
  }),
];
