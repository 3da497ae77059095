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

/**
 * The newest attempts at each of some numbers, by their reversed digits. Whatever the carrier may have dialled counts;
 * what it surely never had does not.
 */
export async function attemptsAt(
  tx: Tx,
  tenantId: Id<'workspace'>,
  reversedDigits: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, AttemptFact[]>> {
  const { rows } = await sql<AttemptRow>`
    select n.digits, c.created_at as at, c.campaign_id as "campaignId", c.outcome, c.declined
    from unnest(${reversedDigits}::text[]) as n (digits) cross join lateral (
      select id, created_at, campaign_id,
        case when placement = 'unknown' then 'unknown' when status = 'completed' and answered_by like 'machine%' then 'machine'
          when status = 'completed' then 'human' when status in ('busy', 'failed', 'canceled', 'no-answer') then status
        end as outcome,
        disposition is not null and disposition ~* '^\\s*(not interested|refused|declined)\\s*$' as declined
      from calls
      where tenant_id = ${tenantId} and last_digits = left(n.digits, 4) and id >= ${firstId(since)}::uuid
        and reversed_digits = n.digits and direction = 'outbound' and created_at > ${since}
        and placement not in ('refused', 'not-placed') and not is_sample
      order by id desc limit ${mostOfOneNumber}
    ) c
    order by n.digits, c.id desc`.execute(tx);
  const facts = rows.map(({ digits, at, ...row }) => ({ digits, fact: attemptFact({ ...row, at }) }));
  const grouped = Map.groupBy(facts, ({ digits }) => digits);
  return new Map([...grouped].map(([digits, some]) => [digits, some.map(({ fact }) => fact)]));
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
}

export async function usageOf(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { spentSince, callsSince, most }: UsageQuestion,
): Promise<{ spentMicros: number; calls: number }> {
  if (!spentSince && !callsSince) return { spentMicros: 0, calls: 0 };
  // Everybody's sums stand under nobody.
  const { rows } = await sql<{ spentMicros: number; calls: number }>`
    select
      (select coalesce(sum(micros), 0)::bigint from call_rollups
        where tenant_id = ${tenantId} and span = 'quarter' and person_id = '00000000-0000-0000-0000-000000000000'
          and bucket >= ${spentSince}::timestamptz and direction = 'outbound' and outcome = '') as "spentMicros",
      (select count(*) from (
        select from calls where tenant_id = ${tenantId} and id >= ${callsSince && firstId(callsSince)}::uuid
          and direction = 'outbound' and placement <> 'refused' and not is_sample limit ${most}
      ) c) as calls`.execute(tx);
  return rows[0] ?? { spentMicros: 0, calls: 0 };
}

// Ids begin with the time, so a stretch of time is a range of the key.
function firstId(since: Date): string {
  const hex = since.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** What was frozen with the first attempt of a call. */
export async function keptDecision(
  tx: Tx,
  tenantId: Id<'workspace'>,
  callId: Id<'call'>,
): Promise<{ facts: unknown; decision: unknown } | undefined> {
  const { rows } = await sql<{ facts: unknown; decision: unknown }>`
    select gate_facts as facts, gate_decision as decision from attempts
    where tenant_id = ${tenantId} and call_id = ${callId} and gate_facts is not null
    order by id limit 1`.execute(tx);
  return rows[0];
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
