import type { Id } from '@offhook/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import { silentSince } from '../seat.ts';
import type { ChangedSeat } from './seats.ts';

/** Who takes a call, and at which phone. */
export interface TakenSeat {
  personId: Id<'person'>;
  phone: string;
  name: string;
}

/** The call that a seat is wanted for. */
export interface SeatWish {
  tenantId: Id<'workspace'>;
  campaignId: Id<'campaign'>;
  callId: Id<'call'>;
  /** As the person is told whom they talk to. */
  callWith: string;
  /** Numbers that cannot be the phone of whoever takes it: those of the call itself. */
  numbers: readonly string[];
}

/**
 * Gives the call to whoever has been ready longest, in one statement. A seat that another call is just being given to is
 * passed over, so that two calls never wait for each other; its own condition is looked at again under its lock.
 */
export function takeNextSeat(tx: Tx, wish: SeatWish, now: Date): Promise<TakenSeat | undefined> {
  return take(
    tx,
    wish,
    now,
    sql`(c.state = 'ready' or c.state = 'wrap-up' and c.wrap_up_until <= ${now})
      and (c.campaign_ids is null or ${wish.campaignId}::uuid = any(c.campaign_ids)) and h.heard_at > ${silentSince(now)}`,
  );
}

/** Gives the call to one person, who asked for it: they need not wait for the end of their wrap-up. */
export function takeSeatOf(tx: Tx, wish: SeatWish, personId: Id<'person'>, now: Date): Promise<TakenSeat | undefined> {
  return take(tx, wish, now, sql`c.state in ('ready', 'wrap-up') and c.person_id = ${personId}::uuid`);
}

async function take(
  tx: Tx,
  { tenantId, campaignId, callId, callWith, numbers }: SeatWish,
  now: Date,
  isFree: RawBuilder<unknown>,
): Promise<TakenSeat | undefined> {
  const { rows } = await sql<TakenSeat>`
    with next as materialized (
      select c.person_id, m.phone_number, p.name
      from seats c
        join seat_presence h on h.tenant_id = c.tenant_id and h.person_id = c.person_id
        join memberships m on m.tenant_id = c.tenant_id and m.person_id = c.person_id
        join people p on p.id = c.person_id
      where c.tenant_id = ${tenantId} and ${isFree}
        and m.phone_number is not null and not m.phone_number = any(${[...numbers]}::text[])
      order by coalesce(c.wrap_up_until, c.since), c.person_id
      limit 1
      for no key update of c skip locked
    )
    update seats s set state = 'on-call', reason = null, since = ${now}, wrap_up_until = null, leaves_after = false,
      call_id = ${callId}::uuid, campaign_id = ${campaignId}::uuid, call_with = ${callWith}
    from next
    where s.tenant_id = ${tenantId} and s.person_id = next.person_id
    returning s.person_id as "personId", next.phone_number as phone, next.name`.execute(tx);
  return rows[0];
}

/** How the seat's part in a call ended. `not-needed`: nobody talked there. */
export type Release = 'talked' | 'not-picked-up' | 'not-needed';

/** Frees the seat of a call; undefined when it has none. */
export async function freeSeat(
  tx: Tx,
  { tenantId, callId }: { tenantId: Id<'workspace'>; callId: Id<'call'> },
  how: Release,
  now: Date,
): Promise<ChangedSeat | undefined> {
  const talked = how === 'talked';
  const missed = how === 'not-picked-up';
  const { rows } = await sql<ChangedSeat>`
    update seats s set
      state = case when s.leaves_after or ${missed} then 'away'
        when ${talked} and s.wrap_up_seconds > 0 then 'wrap-up' else 'ready' end,
      reason = case when ${missed} and not s.leaves_after then 'not-picked-up' end,
      wrap_up_until = case when ${talked} and s.wrap_up_seconds > 0 and not s.leaves_after
        then ${now}::timestamptz + make_interval(secs => s.wrap_up_seconds) end,
      call_id = case when ${talked} then s.call_id end,
      campaign_id = case when ${talked} then s.campaign_id end,
      call_with = case when ${talked} then s.call_with end,
      since = ${now}, leaves_after = false
    where s.tenant_id = ${tenantId} and s.call_id = ${callId} and s.state = 'on-call'
    returning s.tenant_id as "tenantId", s.person_id as "personId"`.execute(tx);
  return rows[0];
}

/** Frees seats whose call ended without anybody telling them: it was never placed, or is deleted. */
export async function freeLeftSeats(tx: Tx, now: Date): Promise<ChangedSeat[]> {
  const { rows } = await sql<ChangedSeat>`
    update seats s set state = case when s.leaves_after then 'away' else 'ready' end, since = ${now}, call_id = null,
      campaign_id = null, call_with = null, leaves_after = false
    where s.state = 'on-call' and not exists (
      select from calls c where c.tenant_id = s.tenant_id and c.id = s.call_id and c.outcome is null
    )
    returning s.tenant_id as "tenantId", s.person_id as "personId"`.execute(tx);
  return rows;
}
