import type { Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import { type AttemptRow, attemptRow, type CallRow, callRow, insertEvent } from './calls.ts';

/**
 * Takes calls that we heard nothing of for a while and notes that somebody is asking, so that no other node asks too:
 * live ones, and ended ones whose recording the carrier still owes us.
 */
export async function takeSilentCalls(tx: Tx, heardBefore: Date, now: Date, limit: number): Promise<CallRow[]> {
  const due = tx
    .selectFrom('calls')
    .select(['tenant_id', 'id'])
    .where('sid', 'is not', null)
    .where('heard_at', '<', heardBefore)
    .where((where) =>
      where.or([
        where('outcome', 'is', null),
        where.and([
          where('wants_recording', '=', true),
          where('answered_at', 'is not', null),
          where('ended_at', '>', new Date(now.getTime() - recordingOwedMs)),
          where.not(
            where.exists(
              where
                .selectFrom('recordings')
                .select('recordings.id')
                .whereRef('recordings.tenant_id', '=', 'calls.tenant_id')
                .whereRef('recordings.call_id', '=', 'calls.id')
                .where('recordings.status', '!=', 'in-progress'),
            ),
          ),
        ]),
      ]),
    )
    .orderBy('heard_at')
    .limit(limit)
    .forUpdate('calls')
    .skipLocked();
  const rows = await tx
    .with('due', () => due)
    .updateTable('calls')
    .from('due')
    .set({ heard_at: now })
    .whereRef('calls.tenant_id', '=', 'due.tenant_id')
    .whereRef('calls.id', '=', 'due.id')
    .returningAll('calls')
    .execute();
  return rows.map(callRow);
}

/**
 * Takes calls that ended while a leg of theirs is open for all we know: its last webhook may be lost. They are asked for
 * as long as a recording would be.
 */
export async function takeCallsWithOpenLegs(tx: Tx, heardBefore: Date, now: Date, limit: number): Promise<CallRow[]> {
  const { rows } = await sql<Selectable<Schema['calls']>>`
    update calls c set heard_at = ${now}
    from (
      select tenant_id, id from calls
      where ended_at > ${new Date(now.getTime() - recordingOwedMs)} and legs <> '[]' and heard_at < ${heardBefore}
        and exists (select from jsonb_array_elements(legs) as leg where leg ->> 'endedAt' is null)
      order by ended_at
      limit ${limit}
      for update skip locked
    ) due
    where c.tenant_id = due.tenant_id and c.id = due.id
    returning c.*`.execute(tx);
  return rows.map(callRow);
}

/** A recording is there minutes after the call, or never: so long it is asked for. */
const recordingOwedMs = 3_600_000;

const missKey = (sid: string) => `missed:${sid}`;

/** Notes that the carrier did not know a call or a leg; answers since when. */
export async function noteMiss(
  tx: Tx,
  { sid, ...miss }: { tenantId: Id<'workspace'>; callId: Id<'call'>; id: Id<'event'>; sid: string; at: Date },
): Promise<Date> {
  const key = missKey(sid);
  if (await insertEvent(tx, { ...miss, key, kind: 'missed', details: { sid } })) return miss.at;
  const first = await tx
    .selectFrom('call_events')
    .select('at')
    .where('tenant_id', '=', miss.tenantId)
    .where('call_id', '=', miss.callId)
    .where('key', '=', key)
    .executeTakeFirst();
  return first?.at ?? miss.at;
}

/** The carrier knows it after all: that it once did not was a slip, and counts no more. */
export async function forgetMiss(tx: Tx, call: Pick<CallRow, 'tenantId' | 'id'>, sid: string): Promise<void> {
  await tx
    .deleteFrom('call_events')
    .where('tenant_id', '=', call.tenantId)
    .where('call_id', '=', call.id)
    .where('key', '=', missKey(sid))
    .execute();
}

/** Intents that no live request can still be working on: the process died, so their fate is unknown. */
export async function orphanedIntents(tx: Tx, before: Date, limit: number): Promise<AttemptRow[]> {
  const rows = await tx
    .selectFrom('attempts')
    .selectAll()
    .where('state', '=', 'intended')
    .where('created_at', '<', before)
    .limit(limit)
    .execute();
  return rows.map(attemptRow);
}

/** Takes unknown attempts that were not looked for since `lookedBefore`. */
export async function takeUnknownAttempts(tx: Tx, lookedBefore: Date, now: Date, limit: number): Promise<AttemptRow[]> {
  const due = tx
    .selectFrom('attempts')
    .select(['tenant_id', 'id'])
    .where('state', '=', 'unknown')
    .where((where) => where.or([where('last_looked_at', 'is', null), where('last_looked_at', '<', lookedBefore)]))
    .orderBy('created_at')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const rows = await tx
    .with('due', () => due)
    .updateTable('attempts')
    .from('due')
    .set({ last_looked_at: now })
    .whereRef('attempts.tenant_id', '=', 'due.tenant_id')
    .whereRef('attempts.id', '=', 'due.id')
    .returningAll('attempts')
    .execute();
  return rows.map(attemptRow);
}

/** The accounts that a call was tried through. */
export async function connectionsTried(
  tx: Tx,
  tenantId: Id<'workspace'>,
  callId: Id<'call'>,
): Promise<Id<'connection'>[]> {
  const rows = await tx
    .selectFrom('attempts')
    .select('connection_id')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', callId)
    .execute();
  return rows.map((row) => row.connection_id);
}

/** Other attempts between the same two numbers whose fate is open: what is found at the carrier may be theirs. */
export async function rivalsOf(tx: Tx, attempt: AttemptRow): Promise<AttemptRow[]> {
  const rows = await tx
    .selectFrom('attempts as other')
    .innerJoin('calls as theirs', (join) =>
      join.onRef('theirs.tenant_id', '=', 'other.tenant_id').onRef('theirs.id', '=', 'other.call_id'),
    )
    .innerJoin('calls as ours', (join) =>
      join.onRef('ours.from_number', '=', 'theirs.from_number').onRef('ours.to_number', '=', 'theirs.to_number'),
    )
    .selectAll('other')
    .where('ours.id', '=', attempt.callId)
    .where('other.id', '!=', attempt.id)
    .where('other.state', 'in', ['intended', 'unknown'])
    .execute();
  return rows.map(attemptRow);
}

export async function countNotFound(tx: Tx, attempt: AttemptRow): Promise<number> {
  const row = await tx
    .updateTable('attempts')
    .set({ times_not_found: sql`times_not_found + 1` })
    .where('tenant_id', '=', attempt.tenantId)
    .where('id', '=', attempt.id)
    .returning('times_not_found')
    .executeTakeFirstOrThrow();
  return row.times_not_found;
}

/** Calls whose hanging up waits for the carrier's id, which is known now. */
export async function callsToHangUp(tx: Tx, limit: number): Promise<{ tenantId: Id<'workspace'>; id: Id<'call'> }[]> {
  return tx
    .selectFrom('calls')
    .select(['tenant_id as tenantId', 'id'])
    .where('outcome', 'is', null)
    .where('sid', 'is not', null)
    .where('hang_up_wanted_at', 'is not', null)
    .limit(limit)
    .execute();
}
