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
  'storage_key as storageKey',
  'peaks',
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

/** Seconds recorded of each call, as far as known. */
export async function recordedSeconds(
  tx: Tx,
  calls: { tenantId: Id<'workspace'>; id: Id<'call'> }[],
): Promise<Map<string, number>> {
  if (calls.length === 0) return new Map();
  const { rows } = await sql<{ call_id: string; seconds: number }>`
    select r.call_id, sum(coalesce(r.duration_seconds, 0)) as seconds
    from recordings r
    join unnest(${calls.map((call) => call.tenantId)}::uuid[], ${calls.map((call) => call.id)}::uuid[]) as c (tenant_id, id)
      on r.tenant_id = c.tenant_id and r.call_id = c.id
    where r.status in ('fetching', 'ready')
    group by r.call_id`.execute(tx);
  return new Map(rows.map((row) => [row.call_id, Number(row.seconds)]));
}
