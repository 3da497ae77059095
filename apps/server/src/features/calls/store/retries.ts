import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

/** What is placed anew, by the policy of whoever placed the call. */
export interface RetryRow {
  tenantId: Id<'workspace'>;
  callId: Id<'call'>;
  /** As stored; whoever wrote it reads it. */
  wish: object;
  afterSeconds: number;
  afterOutcomes: readonly string[];
}

export async function insertRetry(tx: Tx, retry: RetryRow): Promise<void> {
  await tx
    .insertInto('call_retries')
    .values({
      tenant_id: retry.tenantId,
      call_id: retry.callId,
      wish: JSON.stringify(retry.wish),
      after_seconds: retry.afterSeconds,
      after_outcomes: [...retry.afterOutcomes],
      settled_at: null,
      next_call_id: null,
    })
    .execute();
}

/** Calls that ended and after which something is to be decided now. */
export async function dueRetries(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<{ tenantId: Id<'workspace'>; callId: Id<'call'> }[]> {
  return tx
    .selectFrom('call_retries as r')
    .innerJoin('calls as c', (join) => join.onRef('c.tenant_id', '=', 'r.tenant_id').onRef('c.id', '=', 'r.call_id'))
    .select(['r.tenant_id as tenantId', 'r.call_id as callId'])
    .where('r.settled_at', 'is', null)
    .where('c.outcome', 'is not', null)
    .where(
      sql<boolean>`(c.placement <> 'placed' or not (c.outcome = any (r.after_outcomes))
        or c.ended_at + r.after_seconds * interval '1 second' <= ${now})`,
    )
    .orderBy('c.ended_at')
    .limit(limit)
    .execute();
}

/** Takes one for this transaction; undefined when it was decided, or another node is at it. */
export async function takeRetry(tx: Tx, tenantId: Id<'workspace'>, callId: Id<'call'>): Promise<RetryRow | undefined> {
  const row = await tx
    .selectFrom('call_retries')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', callId)
    .where('settled_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return (
    row && { tenantId, callId, wish: row.wish, afterSeconds: row.after_seconds, afterOutcomes: row.after_outcomes }
  );
}

/** What was ever noted of calls with the other end of this one. */
export async function dispositionsBetween(
  tx: Tx,
  { tenantId, id, to }: { tenantId: Id<'workspace'>; id: Id<'call'>; to: string },
): Promise<string[]> {
  const { rows } = await sql<{ disposition: string }>`
    select distinct disposition from calls
    where tenant_id = ${tenantId} and disposition is not null and (to_number = ${to} or from_number = ${to})
      and last_digits = (select last_digits from calls where tenant_id = ${tenantId} and id = ${id})`.execute(tx);
  return rows.map((row) => row.disposition);
}

export async function settleRetry(
  tx: Tx,
  retry: { tenantId: Id<'workspace'>; callId: Id<'call'> },
  settled: { at: Date; nextCallId: Id<'call'> | null },
): Promise<void> {
  await tx
    .updateTable('call_retries')
    .set({ settled_at: settled.at, next_call_id: settled.nextCallId })
    .where('tenant_id', '=', retry.tenantId)
    .where('call_id', '=', retry.callId)
    .execute();
}
