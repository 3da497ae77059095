import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { countSeats, type SeatCounts, silentSince } from '../seat.ts';
import { readSeats, silence } from '../store/seats.ts';
import {
  freeLeftSeats,
  freeSeat,
  type Release,
  type SeatWish,
  type TakenSeat,
  takeNextSeat,
  takeSeatOf,
} from '../store/taking.ts';
import { tell } from './seats.ts';

/** Gives an answered call to whoever has been ready longest; undefined when nobody is. For the system, too. */
export async function reserveSeat(ctx: Context, tx: Tx, wish: SeatWish): Promise<TakenSeat | undefined> {
  const taken = await takeNextSeat(tx, wish, ctx.clock.now());
  if (taken) await tell(ctx, tx, [{ tenantId: wish.tenantId, personId: taken.personId }]);
  return taken;
}

/** Gives a call that is about to be placed to the person who asked for it: preview. Refuses unless they are free. */
export async function reserveOwnSeat(ctx: Context, tx: Tx, wish: SeatWish, personId: Id<'person'>): Promise<TakenSeat> {
  const taken = await takeSeatOf(tx, wish, personId, ctx.clock.now());
  if (!taken) throw new Refusal('seats.not_free');
  await tell(ctx, tx, [{ tenantId: wish.tenantId, personId }]);
  return taken;
}

/** Frees the seat that has a call; nothing happens where none has. For the system, too. */
export async function releaseSeat(
  ctx: Context,
  tx: Tx,
  call: { tenantId: Id<'workspace'>; callId: Id<'call'> },
  how: Release,
): Promise<void> {
  const freed = await freeSeat(tx, call, how, ctx.clock.now());
  if (freed) await tell(ctx, tx, [freed]);
}

/** The seats that take calls of a campaign, for pacing and for people who look. */
export async function seatCounts(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  campaignId: Id<'campaign'>,
): Promise<SeatCounts> {
  return countSeats(await readSeats(tx, tenantId, { campaignId }), ctx.clock.now());
}

/** Writes down who went silent, and frees seats whose call is gone. */
export async function tidySeats(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.asSystem(async (tx) => {
    const silent = await silence(tx, { now, silentSince: silentSince(now) });
    await tell(ctx, tx, [...silent, ...(await freeLeftSeats(tx, now))]);
  });
}
