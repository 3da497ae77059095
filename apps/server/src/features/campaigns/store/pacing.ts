import { earliestId, type Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

interface Key {
  tenantId: Id<'workspace'>;
  id: Id<'campaign'>;
}

/** Until the transaction ends no other campaign places calls for the people in the seats. */
export async function lockSeats(tx: Tx, tenantId: Id<'workspace'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`seats ${tenantId}`}, 0))`.execute(tx);
}

/** Calls for people in seats that nobody answered yet: of every campaign, since the seats are the same. */
export async function callsInTheAir(tx: Tx, tenantId: Id<'workspace'>): Promise<{ ringingSinceMs: number[] }> {
  const { rows } = await sql<{ at: Date }>`
    select created_at as at from calls
    where tenant_id = ${tenantId} and outcome is null and campaign_id is not null and answered_at is null
      and plan #>> '{connect,when}' = 'seat'`.execute(tx);
  return { ringingSinceMs: rows.map(({ at }) => at.getTime()) };
}

/** An ended call of a campaign, as pacing learns from it. */
export interface PacedCall {
  atMs: number;
  isAnswered: boolean;
  isAbandoned: boolean;
  ringSeconds: number;
  talkSeconds: number;
}

/** The calls of a campaign that were placed since a time and are over, the newest. */
export async function pacedCalls(tx: Tx, { tenantId, id }: Key, since: Date, limit: number): Promise<PacedCall[]> {
  const { rows } = await sql<PacedCall>`
    select extract(epoch from c.ended_at) * 1000 as "atMs", a.outcome in ('human', 'abandoned') as "isAnswered",
      a.outcome = 'abandoned' as "isAbandoned",
      extract(epoch from coalesce(c.answered_at, c.ended_at) - c.created_at)::float as "ringSeconds",
      coalesce(c.duration_seconds, 0) as "talkSeconds"
    from campaign_attempts a join calls c on c.tenant_id = a.tenant_id and c.id = a.call_id
    where a.tenant_id = ${tenantId} and a.campaign_id = ${id} and a.outcome is not null and a.outcome <> 'not-placed'
      and a.call_id >= ${earliestId('call', since)} and c.ended_at is not null
    order by a.call_id desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({ ...row, atMs: Number(row.atMs) }));
}

/** By the hours since 1970, newest first: calls that people answered, and those of them for whom nobody was there. */
export async function answersByHour(
  tx: Tx,
  { tenantId, id }: Key,
  since: Date,
): Promise<{ index: number; answered: number; abandoned: number }[]> {
  const { rows } = await sql<{ index: number; answered: number; abandoned: number }>`
    select floor(extract(epoch from created_at) / 3600)::int as index, count(*)::int as answered,
      count(*) filter (where outcome = 'abandoned')::int as abandoned
    from campaign_attempts
    where tenant_id = ${tenantId} and campaign_id = ${id} and call_id >= ${earliestId('call', since)}
      and outcome in ('human', 'abandoned')
    group by 1 order by 1 desc`.execute(tx);
  return rows;
}
