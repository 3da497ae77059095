import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { changeHours, createHours, deleteHours, getHours, hoursAt, listHours } from './actions.ts';
import { importHolidays, listHolidayRegions } from './holiday-actions.ts';
import type { Surroundings } from './surroundings.ts';

export const hoursRoutes = (ctx: Context, around: Surroundings): BoundRoute[] => [
  on(contract.listHours, async (actor) => ({ items: await listHours(ctx, actor) })),
  on(contract.createHours, (actor, { body }) => createHours(ctx, actor, body)),
  on(contract.getHours, (actor, { params }) => getHours(ctx, actor, params.hours_id, around)),
  on(contract.changeHours, (actor, { params, body }) => changeHours(ctx, actor, params.hours_id, body)),
  on(contract.importHolidays, (actor, { params, body }) => importHolidays(ctx, actor, params.hours_id, body)),
  on(contract.listHolidayRegions, async (_actor, { query }) => ({ items: await listHolidayRegions(query.country) })),
  on(contract.hoursAt, (actor, { params, query }) => hoursAt(ctx, actor, params.hours_id, query.at)),
  on(contract.deleteHours, async (actor, { params }) => {
    await deleteHours(ctx, actor, params.hours_id, around);
    return undefined;
  }),
];
