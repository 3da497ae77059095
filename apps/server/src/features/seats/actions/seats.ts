import { roleIsAtLeast, type Seat } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { membershipOf } from '#features/people';
import { settingOf } from '#features/settings';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { seatAt, silentSince } from '../seat.ts';
import * as store from '../store/seats.ts';

export interface SeatWish {
  state: 'ready' | 'away';
  campaign_ids?: string[] | null | undefined;
}

export async function listSeats(ctx: Context, actor: Actor): Promise<Seat[]> {
  const rows = await ctx.db.asTenant(actor.tenantId, (tx) => store.readSeats(tx, actor.tenantId));
  return rows.map((row) => seatView(row, ctx.clock.now()));
}

export async function mySeat(ctx: Context, actor: Actor): Promise<Seat> {
  const personId = own(actor);
  return ctx.db.asTenant(actor.tenantId, (tx) => seatOf(ctx, tx, actor.tenantId, personId));
}

export async function changeMySeat(ctx: Context, actor: Actor, wish: SeatWish): Promise<Seat> {
  const { tenantId } = actor;
  const personId = own(actor);
  return ctx.db.asTenant(tenantId, async (tx) => {
    const change = { tenantId, personId, now: ctx.clock.now() };
    if (wish.state === 'ready') {
      const member = found(await membershipOf(tx, tenantId, personId));
      if (!roleIsAtLeast(member.role, 'agent')) throw new Refusal('access.not_allowed', { needed: 'agent' });
      if (!member.phoneNumber) throw new Refusal('seats.no_phone');
      await store.silence(tx, { ...change, silentSince: silentSince(change.now), of: change });
      await store.noteHeard(tx, change);
      await store.makeReady(tx, { ...change, wrapUpSeconds: await settingOf(tx, 'wrap_up_seconds') });
    } else {
      await store.makeAway(tx, change);
    }
    if (wish.campaign_ids !== undefined) {
      await store.serveCampaigns(tx, change, await campaignIds(tx, wish.campaign_ids));
    }
    await tell(ctx, tx, [change]);
    return seatOf(ctx, tx, tenantId, personId);
  });
}

/** A page that comes back after a silence finds its seat away: nobody may be at the phone. */
export async function keepMySeat(ctx: Context, actor: Actor): Promise<Seat> {
  const { tenantId } = actor;
  const personId = own(actor);
  const now = ctx.clock.now();
  return ctx.db.asTenant(tenantId, async (tx) => {
    const change = { tenantId, personId, now };
    await tell(ctx, tx, await store.silence(tx, { now, silentSince: silentSince(now), of: change }));
    await store.noteHeard(tx, change);
    return seatOf(ctx, tx, tenantId, personId);
  });
}

/** Tells pages that are open. */
export async function tell(ctx: Context, tx: Tx, changed: readonly store.ChangedSeat[]): Promise<void> {
  for (const { tenantId, personId } of changed) {
    await ctx.outbox.publish(tx, tenantId, { type: 'seat.changed', person_id: formatId('person', personId) });
  }
}

function own(actor: Actor): Id<'person'> {
  if (actor.kind !== 'person') throw new Refusal('access.not_allowed', { needed: 'a person, not a key' });
  return actor.personId;
}

async function campaignIds(tx: Tx, given: readonly string[] | null): Promise<Id<'campaign'>[] | null> {
  if (given === null) return null;
  const ids = [...new Set(given)].map((id) => parseId('campaign', id));
  const known = await store.campaignsAmong(
    tx,
    ids.flatMap((id) => id ?? []),
  );
  if (known.length < ids.length) {
    throw new Refusal('request.invalid', { field: 'campaign_ids', problem: 'There is no such campaign.' });
  }
  return known;
}

async function seatOf(ctx: Context, tx: Tx, tenantId: Id<'workspace'>, personId: Id<'person'>): Promise<Seat> {
  const [row] = await store.readSeats(tx, tenantId, { personId });
  if (row) return seatView(row, ctx.clock.now());
  const { name, phoneNumber } = found(await membershipOf(tx, tenantId, personId));
  return {
    person: { id: formatId('person', personId), name },
    phone_number: phoneNumber,
    state: 'away',
    since: null,
    wrap_up_until: null,
    away_because: null,
    leaves_after: false,
    campaign_ids: null,
    call: null,
  };
}

function seatView(row: store.SeatRow, now: Date): Seat {
  const { state, reason, since } = seatAt(row, now);
  const hasCall = state === 'on-call' || state === 'wrap-up';
  return {
    person: { id: formatId('person', row.personId), name: row.name },
    phone_number: row.phoneNumber,
    state,
    since: since.toISOString(),
    wrap_up_until: state === 'wrap-up' ? (row.wrapUpUntil?.toISOString() ?? null) : null,
    away_because: reason,
    leaves_after: row.leavesAfter,
    campaign_ids: row.campaignIds?.map((id) => formatId('campaign', id)) ?? null,
    call:
      hasCall && row.callId && row.campaignId
        ? {
            id: formatId('call', row.callId),
            with: row.callWith ?? '',
            campaign: { id: formatId('campaign', row.campaignId), name: row.campaignName ?? '' },
          }
        : null,
  };
}
