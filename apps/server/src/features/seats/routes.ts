import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { changeMySeat, keepMySeat, listSeats, mySeat } from './actions/seats.ts';

export const seatRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listSeats, async (actor) => ({ items: await listSeats(ctx, actor) })),
  on(contract.getMySeat, (actor) => mySeat(ctx, actor)),
  on(contract.changeMySeat, (actor, { body }) => changeMySeat(ctx, actor, body)),
  on(contract.keepMySeat, (actor) => keepMySeat(ctx, actor)),
];
