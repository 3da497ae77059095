import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { SeatFacts } from '../seat.ts';

/** A seat as stored, with what belongs to it. */
export interface SeatRow extends SeatFacts {
  personId: Id<'person'>;
  name: string;
  phoneNumber: string | null;
  campaignIds: Id<'campaign'>[] | null;
  leavesAfter: boolean;
  callId: Id<'call'> | null;
  callWith: string | null;
  campaignId: Id<'campaign'> | null;
  campaignName: string | null;
}

/** The seats of a workspace, of one person, or those that take a campaign's calls. */
export async function readSeats(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { personId, campaignId }: { personId?: Id<'person'>; campaignId?: Id<'campaign'> } = {},
): Promise<SeatRow[]> {
  let query = tx
    .selectFrom('seats as s')
    .innerJoin('seat_presence as h', (join) =>
      join.onRef('h.tenant_id', '=', 's.tenant_id').onRef('h.person_id', '=', 's.person_id'),
    )
    .innerJoin('memberships as m', (join) =>
      join.onRef('m.tenant_id', '=', 's.tenant_id').onRef('m.person_id', '=', 's.person_id'),
    )
    .innerJoin('people as p', 'p.id', 's.person_id')
    .leftJoin('campaigns as c', (join) =>
      join.onRef('c.tenant_id', '=', 's.tenant_id').onRef('c.id', '=', 's.campaign_id'),
    )
    .select(['s.person_id as personId', 'p.name', 'm.phone_number as phoneNumber', 's.campaign_ids as campaignIds'])
    .select(['s.state', 's.reason', 's.since', 's.wrap_up_until as wrapUpUntil', 'h.heard_at as heardAt'])
    .select(['s.leaves_after as leavesAfter', 's.call_id as callId', 's.call_with as callWith'])
    .select(['s.campaign_id as campaignId', 'c.name as campaignName'])
    .where('s.tenant_id', '=', tenantId)
    .orderBy('p.name')
    .orderBy('s.person_id');
  if (personId) query = query.where('s.person_id', '=', personId);
  if (campaignId) {
    query = query.where(sql<boolean>`(s.campaign_ids is null or ${campaignId}::uuid = any(s.campaign_ids))`);
  }
  return query.execute();
}

export interface Change {
  tenantId: Id<'workspace'>;
  personId: Id<'person'>;
  now: Date;
}

/** Whoever is on a call stays on it; whoever is ready already keeps their place in the line. */
export async function makeReady(
  tx: Tx,
  { tenantId, personId, now, wrapUpSeconds }: Change & { wrapUpSeconds: number },
): Promise<void> {
  await sql`
    insert into seats as s (tenant_id, person_id, state, since, wrap_up_seconds)
    values (${tenantId}, ${personId}, 'ready', ${now}, ${wrapUpSeconds})
    on conflict (tenant_id, person_id) do update set
      since = case when s.state in ('ready', 'on-call') then s.since else least(s.wrap_up_until, excluded.since) end,
      state = case when s.state = 'on-call' then s.state else 'ready' end,
      call_id = case when s.state = 'on-call' then s.call_id end,
      campaign_id = case when s.state = 'on-call' then s.campaign_id end,
      call_with = case when s.state = 'on-call' then s.call_with end,
      reason = null, wrap_up_until = null, leaves_after = false, wrap_up_seconds = excluded.wrap_up_seconds`.execute(
    tx,
  );
}

/** Whoever is on a call leaves after it. */
export async function makeAway(tx: Tx, { tenantId, personId, now }: Change): Promise<void> {
  await sql`
    update seats s set
      leaves_after = s.state = 'on-call',
      since = case when s.state in ('away', 'on-call') then s.since else ${now} end,
      state = case when s.state = 'on-call' then s.state else 'away' end,
      call_id = case when s.state = 'on-call' then s.call_id end,
      campaign_id = case when s.state = 'on-call' then s.campaign_id end,
      call_with = case when s.state = 'on-call' then s.call_with end,
      reason = null, wrap_up_until = null
    where s.tenant_id = ${tenantId} and s.person_id = ${personId}`.execute(tx);
}

export async function serveCampaigns(
  tx: Tx,
  { tenantId, personId }: Omit<Change, 'now'>,
  campaignIds: readonly Id<'campaign'>[] | null,
): Promise<void> {
  await tx
    .updateTable('seats')
    .set({ campaign_ids: campaignIds && [...campaignIds] })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
}

/** Those of the ids that are campaigns. */
export async function campaignsAmong(tx: Tx, ids: readonly Id<'campaign'>[]): Promise<Id<'campaign'>[]> {
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom('campaigns').select('id').where('id', 'in', ids).execute();
  return rows.map(({ id }) => id);
}

export async function noteHeard(tx: Tx, { tenantId, personId, now }: Change): Promise<void> {
  await tx
    .insertInto('seat_presence')
    .values({ tenant_id: tenantId, person_id: personId, heard_at: now })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet({ heard_at: now }))
    .execute();
}

export interface ChangedSeat {
  tenantId: Id<'workspace'>;
  personId: Id<'person'>;
}

/** Writes down that free seats went silent; answers whose. Of one person, or of all workspaces. */
export async function silence(
  tx: Tx,
  { now, silentSince, of }: { now: Date; silentSince: Date; of?: ChangedSeat },
): Promise<ChangedSeat[]> {
  const { rows } = await sql<ChangedSeat>`
    update seats s set state = 'away', reason = 'silent', since = ${now}, wrap_up_until = null, call_id = null,
      campaign_id = null, call_with = null
    from seat_presence h
    where h.tenant_id = s.tenant_id and h.person_id = s.person_id and h.heard_at <= ${silentSince}
      and (s.state = 'ready' or s.state = 'wrap-up' and s.wrap_up_until <= ${now})
      and ${of ? sql`s.tenant_id = ${of.tenantId} and s.person_id = ${of.personId}` : sql`true`}
    returning s.tenant_id as "tenantId", s.person_id as "personId"`.execute(tx);
  return rows;
}
