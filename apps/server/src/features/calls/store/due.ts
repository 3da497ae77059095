import type { Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import { type AttemptRow, attemptRow } from './attempts.ts';
import { type CallRow, callRow, insertEvent } from './calls.ts';

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
export async function orphanedIntents(tx: Tx, before: Date, now: Date, limit: number): Promise<AttemptRow[]> {
  const rows = await tx
    .selectFrom('attempts')
    .selectAll()
    .where('state', '=', 'intended')
    .where((where) => where(where.fn.coalesce('asked_at', 'created_at'), '<', before))
    .where((where) => where.or([where('last_looked_at', 'is', null), where('last_looked_at', '<', now)]))
    .orderBy('last_looked_at', (order) => order.nullsFirst())
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(attemptRow);
}

/** Notes that one was tried: the others come before it. */
export async function noteLook(tx: Tx, { tenantId, id }: AttemptRow, at: Date): Promise<void> {
  await tx
    .updateTable('attempts')
    .set({ last_looked_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** Takes unknown attempts that were not looked for since `lookedBefore`, of each workspace in turn. */
export async function takeUnknownAttempts(tx: Tx, lookedBefore: Date, now: Date, limit: number): Promise<AttemptRow[]> {
  const { rows } = await sql<Selectable<Schema['attempts']>>`
    update attempts set last_looked_at = ${now}
    from (
      select a.tenant_id, a.id
      from (
        select tenant_id, id,
          row_number() over (partition by tenant_id order by last_looked_at nulls first, created_at) as place
        from attempts
        where state = 'unknown' and (last_looked_at is null or last_looked_at < ${lookedBefore})
      ) ranked
      join attempts a on a.tenant_id = ranked.tenant_id and a.id = ranked.id
      where a.state = 'unknown'
      order by ranked.place
      limit ${limit}
      for update of a skip locked
    ) due
    where attempts.tenant_id = due.tenant_id and attempts.id = due.id
    returning attempts.*`.execute(tx);
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

/**
 * Other attempts between the same two numbers through the same account, of whatever workspace, whose fate is open: what is
 * found at the carrier may be theirs. For the system.
 */
export async function rivalsOf(tx: Tx, attempt: AttemptRow): Promise<AttemptRow[]> {
  const rows = await tx
    .selectFrom('calls as ours')
    .innerJoin('carrier_connections as own', 'own.tenant_id', 'ours.tenant_id')
    .innerJoin('attempts as other', (join) =>
      join.on('other.state', 'in', ['intended', 'unknown']).on('other.id', '!=', attempt.id),
    )
    .innerJoin('calls as theirs', (join) =>
      join
        .onRef('theirs.tenant_id', '=', 'other.tenant_id')
        .onRef('theirs.id', '=', 'other.call_id')
        .onRef('theirs.from_number', '=', 'ours.from_number')
        .onRef('theirs.to_number', '=', 'ours.to_number'),
    )
    .innerJoin('carrier_connections as through', (join) =>
      join
        .onRef('through.tenant_id', '=', 'other.tenant_id')
        .onRef('through.id', '=', 'other.connection_id')
        .onRef('through.account_sid', '=', 'own.account_sid'),
    )
    .selectAll('other')
    .where('ours.tenant_id', '=', attempt.tenantId)
    .where('ours.id', '=', attempt.callId)
    .where('own.id', '=', attempt.connectionId)
    .execute();
  return rows.map(attemptRow);
}

/** Which of these calls of an account are known, to whatever workspace of the account. For the system. */
export async function boundAmong(
  tx: Tx,
  { accountSid, sids }: { accountSid: string; sids: readonly string[] },
): Promise<Set<string>> {
  if (sids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('carrier_connections as through')
    .innerJoin('calls', 'calls.tenant_id', 'through.tenant_id')
    .select('calls.sid')
    .where('through.account_sid', '=', accountSid)
    .where('calls.sid', 'in', sids)
    .execute();
  return new Set(rows.flatMap(({ sid }) => (sid === null ? [] : [sid])));
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

/**
 * Takes calls whose hanging up waits for the carrier's id, which is known now, or for the carrier to answer: those first
 * that nobody tried for longest. Trying asks about them, too.
 */
export async function takeCallsToHangUp(
  tx: Tx,
  now: Date,
  most: { all: number; ofOneWorkspace: number },
): Promise<Pick<CallRow, 'tenantId' | 'id'>[]> {
  const { rows } = await sql<Pick<CallRow, 'tenantId' | 'id'>>`
    update calls set heard_at = ${now}
    from (
      select c.tenant_id, c.id
      from (
        select tenant_id, id, row_number() over (partition by tenant_id order by heard_at) as place
        from calls
        where outcome is null and sid is not null and hang_up_wanted_at is not null
      ) ranked
      join calls c on c.tenant_id = ranked.tenant_id and c.id = ranked.id
      where ranked.place <= ${most.ofOneWorkspace}
      order by ranked.place
      limit ${most.all}
      for update of c skip locked
    ) due
    where calls.tenant_id = due.tenant_id and calls.id = due.id
    returning calls.tenant_id as "tenantId", calls.id`.execute(tx);
  return rows;
}
