import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import { later, type Recording } from './recording.ts';

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

/** Takes a report in: a new recording, or news of a known one. Tells what holds now and whether it became fetchable. */
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
  await tx
    .updateTable('recordings')
    .set({ status, duration_seconds: durationSeconds, channels })
    .where('tenant_id', '=', report.tenantId)
    .where('id', '=', known.id)
    .execute();
  return {
    recording: { ...known, status, durationSeconds, channels },
    startsFetching: status === 'fetching' && known.status !== 'fetching',
  };
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

export async function fetchAgain(tx: Tx, id: Id<'recording'>): Promise<void> {
  const again = { status: 'fetching' as const, failure: null, fetch_tries: 0 };
  await tx.updateTable('recordings').set(again).where('id', '=', id).where('status', '=', 'failed').execute();
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

export async function deleteRows(tx: Tx, ids: Id<'recording'>[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('recordings').where('id', 'in', ids).execute();
}

/** The oldest recordings made before a day; those on their way are left until they have arrived. */
export async function recordingsBefore(tx: Tx, before: Date, limit: number): Promise<Recording[]> {
  return tx
    .selectFrom('recordings')
    .select(columns)
    .where('created_at', '<', before)
    .where('status', 'in', ['ready', 'absent', 'failed'])
    .orderBy('created_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
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
    })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
