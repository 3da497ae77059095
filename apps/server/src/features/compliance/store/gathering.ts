import type { AttemptOutcome } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { AttemptFact } from '../facts.ts';

interface AttemptRow {
  digits: string;
  at: Date;
  campaignId: string | null;
  outcome: AttemptOutcome | null;
  declined: boolean;
}

const mostOfOneNumber = 50;

/** A number that is asked about: its calls are found by its digits read backwards, those that were deleted by its hash. */
export interface AskedNumber {
  digits: string;
  hash: Buffer;
}

/**
 * The newest attempts at each of some numbers, by their reversed digits. Whatever the carrier may have dialled counts;
 * what it surely never had does not.
 */
export async function attemptsAt(
  tx: Tx,
  tenantId: Id<'workspace'>,
  numbers: readonly AskedNumber[],
  since: Date,
): Promise<ReadonlyMap<string, AttemptFact[]>> {
  const { rows } = await sql<AttemptRow>`
    select n.digits, c.at, c.campaign_id as "campaignId", c.outcome, c.declined
    from unnest(${numbers.map(({ digits }) => digits)}::text[], ${numbers.map(({ hash }) => hash)}::bytea[])
      as n (digits, hash) cross join lateral (
      (select id, created_at as at, campaign_id, outcome_of_attempt(placement, status, answered_by, plan) as outcome,
        declines(disposition) as declined
      from calls
      where tenant_id = ${tenantId} and last_digits = left(n.digits, 4) and id >= ${firstId(since)}::uuid
        and reversed_digits = n.digits and direction = 'outbound' and created_at > ${since}
        and placement not in ('refused', 'not-placed') and not is_sample
      order by id desc limit ${mostOfOneNumber})
      union all
      (select call_id, at, campaign_id, outcome, declined from kept_attempts
      where tenant_id = ${tenantId} and number_hash = n.hash and at > ${since}
      order by at desc limit ${mostOfOneNumber})
      order by at desc, id desc limit ${mostOfOneNumber}
    ) c
    order by n.digits, c.at desc, c.id desc`.execute(tx);
  const facts = rows.map(({ digits, at, ...row }) => ({ digits, fact: attemptFact({ ...row, at }) }));
  const grouped = Map.groupBy(facts, ({ digits }) => digits);
  return new Map([...grouped].map(([digits, some]) => [digits, some.map(({ fact }) => fact)]));
}

/**
 * Until the end of the transaction nobody else decides about calls to these numbers in order to place them. In one order
 * for all, so that no two wait for each other.
 */
export async function lockNumbers(tx: Tx, hashes: readonly Buffer[]): Promise<void> {
  const keys = BigInt64Array.from(hashes, (hash) => hash.readBigInt64BE(0)).toSorted();
  await sql`select pg_advisory_xact_lock(key) from unnest(${[...keys].map(String)}::bigint[]) as key`.execute(tx);
}

/** The same for all calls of a workspace that has limits on them together. Before the numbers, always. */
export async function lockLimits(tx: Tx, tenantId: Id<'workspace'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`dial_limits ${tenantId}`}, 0))`.execute(tx);
}

function attemptFact({ at, campaignId, outcome, declined }: Omit<AttemptRow, 'digits'>): AttemptFact {
  return { at: at.toISOString(), campaignId, outcome, ...(declined && { declined }) };
}

/** What is asked about the calls of a workspace; what has no limit is not. */
export interface UsageQuestion {
  /** What ended calls have cost since then, by the sums that statistics read. */
  spentSince: Date | null;
  /** Outbound calls since then, counted up to `most`. */
  callsSince: Date | null;
  most: number;
  now: Date;
}

export interface Usage {
  spentMicros: number;
  /** What calls that are under way or not settled cost at least: the minutes they have begun. */
  reservedMicros: number;
  calls: number;
}

export async function usageOf(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { spentSince, callsSince, most, now }: UsageQuestion,
): Promise<Usage> {
  const nothing = { spentMicros: 0, reservedMicros: 0, calls: 0 };
  if (!spentSince && !callsSince) return nothing;
  // Everybody's sums stand under nobody.
  const { rows } = await sql<Usage>`
    select
      (select coalesce(sum(micros), 0)::bigint from call_rollups
        where tenant_id = ${tenantId} and span = 'quarter' and person_id = '00000000-0000-0000-0000-000000000000'
          and bucket >= ${spentSince}::timestamptz and direction = 'outbound' and outcome = '') as "spentMicros",
      (select coalesce(sum((a.gate_facts ->> 'pricePerMinuteMicros')::bigint * case
          when c.outcome is not null then ceil(coalesce(c.duration_seconds, 0) / 60.0)
          else greatest(1, ceil(
            least(extract(epoch from ${now}::timestamptz - coalesce(c.answered_at, ${now})), a.time_limit_seconds) / 60.0))
        end), 0)::bigint
        from (
          select id from calls where tenant_id = ${tenantId} and outcome is null and ${spentSince}::timestamptz is not null
          union select call_id from calls_to_settle
            where tenant_id = ${tenantId} and ${spentSince}::timestamptz is not null
        ) u join calls c on c.tenant_id = ${tenantId} and c.id = u.id and c.direction = 'outbound'
          join attempts a on a.tenant_id = c.tenant_id and a.call_id = c.id and a.state in ('intended', 'placed', 'unknown')
      ) as "reservedMicros",
      (select count(*) from (
        select from calls where tenant_id = ${tenantId} and id >= ${callsSince && firstId(callsSince)}::uuid
          and direction = 'outbound' and placement <> 'refused' and not is_sample limit ${most}
      ) c) as calls`.execute(tx);
  return rows[0] ?? nothing;
}

// Ids begin with the time, so a stretch of time is a range of the key.
function firstId(since: Date): string {
  const hex = since.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** What was frozen with the first attempt of a call, be the call still there or not. */
export async function keptDecision(
  tx: Tx,
  tenantId: Id<'workspace'>,
  callId: Id<'call'>,
): Promise<{ facts: unknown; decision: unknown } | undefined> {
  const { rows } = await sql<{ facts: unknown; decision: unknown }>`
    select gate_facts as facts, gate_decision as decision from (
      select id, gate_facts, gate_decision from attempts where tenant_id = ${tenantId} and call_id = ${callId}
      union all select attempt_id, gate_facts, gate_decision from kept_attempts
        where tenant_id = ${tenantId} and call_id = ${callId}
    ) a where gate_facts is not null order by id limit 1`.execute(tx);
  return rows[0];
}

/** Answers how many were as old as that. */
export async function forgetAttempts(tx: Tx, tenantId: Id<'workspace'>, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from kept_attempts k using (
      select attempt_id from kept_attempts where tenant_id = ${tenantId} and at < ${before} order by at limit ${limit}
    ) old
    where k.tenant_id = ${tenantId} and k.attempt_id = old.attempt_id`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export async function callExists(tx: Tx, tenantId: Id<'workspace'>, callId: Id<'call'>): Promise<boolean> {
  const row = await tx
    .selectFrom('calls')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', callId)
    .executeTakeFirst();
  return row !== undefined;
}
