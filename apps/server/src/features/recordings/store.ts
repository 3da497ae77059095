import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import { later, messagesOn, type Recording } from './recording.ts';

const columns = [
  'id',
  'tenant_id as tenantId',
  'call_id as callId',
  'sid',
  'status',
  'duration_seconds as durationSeconds',
  'channels',
  'bytes',
  'sha256',
  'storage_key as storageKey',
  'mp3_key as mp3Key',
  'mp3_bytes as mp3Bytes',
  'peaks',
  'name',
  'description',
  'is_paused as isPaused',
  'failure',
  'fetch_tries as fetchTries',
  'created_at as createdAt',
] as const;

type Report = Pick<Recording, 'tenantId' | 'callId' | 'sid' | 'status' | 'durationSeconds' | 'channels'>;

/**
 * Takes a report in: a new recording, or news of a known one. Tells what holds now and whether it became fetchable.
 * Whoever takes reports holds the call locked.
 */
export async function takeReport(
  tx: Tx,
  report: Report & { id: Id<'recording'>; at: Date },
): Promise<{ recording: Recording; startsFetching: boolean }> {
  const inserted = await tx
    .insertInto('recordings')
    .values({
      tenant_id: report.tenantId,
      id: report.id,
      call_id: report.callId,
      sid: report.sid,
      status: report.status,
      duration_seconds: report.durationSeconds,
      channels: report.channels,
      bytes: null,
      sha256: null,
      storage_key: null,
      peaks: null,
      created_at: report.at,
      fetch_asked_at: report.status === 'fetching' ? report.at : null,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'sid']).doNothing())
    .returning(columns)
    .executeTakeFirst();
  if (inserted) return { recording: inserted, startsFetching: inserted.status === 'fetching' };
  const known = await tx
    .selectFrom('recordings')
    .select(columns)
    .where('tenant_id', '=', report.tenantId)
    .where('sid', '=', report.sid)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const status = later(known.status, report.status);
  const durationSeconds = known.durationSeconds ?? report.durationSeconds;
  const channels = known.channels ?? report.channels;
  const startsFetching = status === 'fetching' && known.status !== 'fetching';
  await tx
    .updateTable('recordings')
    .set({
      status,
      duration_seconds: durationSeconds,
      channels,
      ...(startsFetching ? { fetch_asked_at: report.at } : {}),
    })
    .where('tenant_id', '=', report.tenantId)
    .where('id', '=', known.id)
    .execute();
  return { recording: { ...known, status, durationSeconds, channels }, startsFetching };
}

/** True when the recording was deleted here: what the carrier still says of it comes too late. */
export async function wasDeleted(tx: Tx, tenantId: Id<'workspace'>, sid: string): Promise<boolean> {
  const row = await tx
    .selectFrom('deleted_recordings')
    .select('sid')
    .where('tenant_id', '=', tenantId)
    .where('sid', '=', sid)
    .executeTakeFirst();
  return row !== undefined;
}

/** Calls are locked before their recordings, by everybody: else two wait for each other. */
export async function lockCall(tx: Tx, { tenantId, callId }: Pick<Recording, 'tenantId' | 'callId'>): Promise<void> {
  await tx
    .selectFrom('calls')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', callId)
    .forNoKeyUpdate()
    .execute();
}

export async function recordingsOfCalls(tx: Tx, callIds: Id<'call'>[]): Promise<Recording[]> {
  if (callIds.length === 0) return [];
  return tx.selectFrom('recordings').select(columns).where('call_id', 'in', callIds).orderBy('id').execute();
}

/** Counts a try that failed; with a `failure` it was the last one. */
export async function noteFailedTry(tx: Tx, id: Id<'recording'>, failure: string | null): Promise<void> {
  await tx
    .updateTable('recordings')
    .set({
      fetch_tries: sql`fetch_tries + 1`,
      ...(failure === null ? {} : { status: 'failed' as const, failure }),
    })
    .where('id', '=', id)
    .where('status', '=', 'fetching')
    .execute();
}

/** Has a recording fetched again that was given up, or that nobody has been at work on since `askedBefore`. */
export async function fetchAgain(
  tx: Tx,
  id: Id<'recording'>,
  { now, askedBefore }: { now: Date; askedBefore: Date },
): Promise<boolean> {
  const again = { status: 'fetching' as const, failure: null, fetch_tries: 0, fetch_asked_at: now };
  const result = await tx
    .updateTable('recordings')
    .set(again)
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where('status', '=', 'failed'),
        where.and([where('status', '=', 'fetching'), where(askedAt, '<', askedBefore)]),
      ]),
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Of earlier versions the time is not known. */
const askedAt = sql<Date>`coalesce(fetch_asked_at, created_at)`;

/** Takes recordings whose fetch came to no end: it died more often than it is begun again by itself. */
export async function takeStuckFetches(
  tx: Tx,
  { now, askedBefore, limit }: { now: Date; askedBefore: Date; limit: number },
): Promise<Pick<Recording, 'id' | 'tenantId'>[]> {
  const { rows } = await sql<Pick<Recording, 'id' | 'tenantId'>>`
    update recordings r set fetch_asked_at = ${now}
    from (
      select tenant_id, id from recordings where status = 'fetching' and ${askedAt} < ${askedBefore}
      order by ${askedAt} limit ${limit} for update skip locked
    ) due
    where r.tenant_id = due.tenant_id and r.id = due.id
    returning r.id, r.tenant_id as "tenantId"`.execute(tx);
  return rows;
}

/**
 * Takes recordings whose copy at the carrier is not wanted and no longer needed: the carrier has told its price, is not
 * asked for it any more, or would have told it before `createdBefore`.
 */
export async function takeUnwantedCopies(
  tx: Tx,
  { createdBefore, limit }: { createdBefore: Date; limit: number },
): Promise<Pick<Recording, 'tenantId' | 'callId' | 'sid'>[]> {
  const { rows } = await sql<Pick<Recording, 'tenantId' | 'callId' | 'sid'>>`
    update recordings r set copy_is_unwanted = false
    from (
      select u.tenant_id, u.id from recordings u
      where u.copy_is_unwanted and (
        u.created_at < ${createdBefore}
        or exists (
          select from charges h
          where h.tenant_id = u.tenant_id and h.call_id = u.call_id and h.kind = 'recording' and h.sid = u.sid
            and (h.basis = 'carrier' or not exists (
              select from price_checks p where p.tenant_id = u.tenant_id and p.call_id = u.call_id
            ))
        )
      )
      order by u.id limit ${limit} for update skip locked
    ) due
    where r.tenant_id = due.tenant_id and r.id = due.id
    returning r.tenant_id as "tenantId", r.call_id as "callId", r.sid`.execute(tx);
  return rows;
}

export async function setWords(
  tx: Tx,
  id: Id<'recording'>,
  words: { name?: string | null | undefined; description?: string | null | undefined },
): Promise<void> {
  const { name, description } = words;
  if (name === undefined && description === undefined) return;
  await tx.updateTable('recordings').set({ name, description }).where('id', '=', id).execute();
}

export async function setPaused(tx: Tx, id: Id<'recording'>, isPaused: boolean): Promise<void> {
  await tx.updateTable('recordings').set({ is_paused: isPaused }).where('id', '=', id).execute();
}

export async function setMp3(tx: Tx, id: Id<'recording'>, mp3: { key: string; bytes: number }): Promise<boolean> {
  const result = await tx
    .updateTable('recordings')
    .set({ mp3_key: mp3.key, mp3_bytes: mp3.bytes })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whoever deletes holds the calls locked. */
export async function deleteRows(tx: Tx, recordings: readonly Recording[]): Promise<void> {
  if (recordings.length === 0) return;
  await insertDeleted(tx, recordings);
  const ids = recordings.map(({ id }) => id);
  await tx.deleteFrom('recordings').where('id', 'in', ids).execute();
}

/** Whether a message on a recording was deleted, and can still be restored. */
export async function holdsDeletedMessage(tx: Tx, recording: Recording): Promise<boolean> {
  const { tenantId, callId } = recording;
  const rows = await tx
    .selectFrom('voicemails')
    .select(['call_id as callId', 'recording_sid as recordingSid', 'deleted_at as deletedAt'])
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', callId)
    .execute();
  return messagesOn(recording, rows).some(({ deletedAt }) => deletedAt !== null);
}

/** Notes recordings that were deleted before they were reported: a report of them comes too late. */
export async function insertDeleted(
  tx: Tx,
  gone: readonly Pick<Recording, 'tenantId' | 'callId' | 'sid'>[],
): Promise<void> {
  if (gone.length === 0) return;
  await tx
    .insertInto('deleted_recordings')
    .values(gone.map(({ tenantId, callId, sid }) => ({ tenant_id: tenantId, call_id: callId, sid })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * The oldest recordings made before a day, their calls locked; those on their way are left until they have arrived, and
 * those whose call somebody else is writing until the next time. Those of calls in which a message was left go with it.
 */
export async function recordingsBefore(tx: Tx, before: Date, limit: number): Promise<Recording[]> {
  const due = await tx
    .selectFrom('recordings as r')
    .innerJoin('calls as c', (join) => join.onRef('c.tenant_id', '=', 'r.tenant_id').onRef('c.id', '=', 'r.call_id'))
    .select('r.id')
    .where('r.created_at', '<', before)
    .where('r.status', 'in', ['ready', 'absent', 'failed'])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('voicemails as v')
            .select('v.id')
            .whereRef('v.tenant_id', '=', 'r.tenant_id')
            .whereRef('v.call_id', '=', 'r.call_id'),
        ),
      ),
    )
    .orderBy('r.created_at')
    .limit(limit)
    .forNoKeyUpdate('c')
    .skipLocked()
    .execute();
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  // As they are now that nobody can change them: one may be on its way again, another gone.
  return tx
    .selectFrom('recordings')
    .select(columns)
    .where('id', 'in', ids)
    .where('status', 'in', ['ready', 'absent', 'failed'])
    .orderBy('created_at')
    .execute();
}

export async function recordingById(tx: Tx, id: Id<'recording'>): Promise<Recording | undefined> {
  return tx.selectFrom('recordings').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function markReady(
  tx: Tx,
  id: Id<'recording'>,
  file: {
    bytes: number;
    sha256: string;
    storageKey: string;
    durationSeconds: number;
    channels: number;
    peaks: number[][];
    copyIsUnwanted: boolean;
  },
): Promise<boolean> {
  const result = await tx
    .updateTable('recordings')
    .set({
      status: 'ready',
      failure: null,
      is_paused: false,
      bytes: file.bytes,
      sha256: file.sha256,
      storage_key: file.storageKey,
      duration_seconds: Math.round(file.durationSeconds),
      channels: file.channels,
      peaks: JSON.stringify(file.peaks),
      copy_is_unwanted: file.copyIsUnwanted,
    })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
