import type { Id } from '@offhook/kit';
import { connectionFor } from '#features/workspaces';
import type { CarrierRecording } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../context.ts';
import * as store from './store.ts';
import { peaksOf, readWave } from './wave.ts';

/** Enough for a waveform on the widest screen. */
const peakSteps = 1200;

/** Takes in what the carrier says about a recording and, once it is complete, has it fetched. */
export async function takeRecordingReport(
  ctx: Context,
  tx: Tx,
  call: { tenantId: Id<'workspace'>; id: Id<'call'> },
  report: CarrierRecording,
): Promise<void> {
  const statuses = { 'in-progress': 'in-progress', completed: 'fetching', absent: 'absent' } as const;
  const { recording, startsFetching } = await store.takeReport(tx, {
    id: ctx.ids.next('recording'),
    tenantId: call.tenantId,
    callId: call.id,
    sid: report.sid,
    status: statuses[report.status],
    durationSeconds: report.durationSeconds ?? null,
    channels: report.channels ?? null,
    at: ctx.clock.now(),
  });
  if (startsFetching) await ctx.outbox.enqueue(tx, call.tenantId, 'recordings.fetch', { recording_id: recording.id });
}

/** Copies a recording from the carrier to our storage, checks it and draws its peaks. Running it again changes nothing. */
export async function fetchRecording(ctx: Context, tenantId: Id<'workspace'>, id: Id<'recording'>): Promise<void> {
  const { recording, connection } = await ctx.db.asTenant(tenantId, async (tx) => ({
    recording: await store.recordingById(tx, id),
    connection: await connectionFor(ctx, tx, tenantId),
  }));
  if (!recording || recording.status === 'ready') return;
  if (!connection) throw new Error('The workspace has no carrier to fetch the recording from.');
  const storageKey = `${tenantId}/${id}.wav`;
  const { bytes, sha256 } = await ctx.storage.write(storageKey, await connection.carrier.fetchRecording(recording.sid));
  const wave = readWave(await ctx.storage.read(storageKey));
  if (!wave) throw new Error(`The carrier gave ${bytes} bytes for ${recording.sid} that are no 16-bit WAV.`);
  const { durationSeconds, channels } = wave;
  const file = { bytes, sha256, storageKey, durationSeconds, channels, peaks: peaksOf(wave, peakSteps) };
  const isStillWanted = await ctx.db.asTenant(tenantId, async (tx) => {
    const isReady = await store.markReady(tx, id, file);
    const event = { type: 'recording.completed' as const, call_id: recording.callId, recording_id: id };
    if (isReady) await ctx.outbox.publish(tx, tenantId, event);
    return isReady;
  });
  // The call was deleted while its recording was on the way.
  if (!isStillWanted) await ctx.storage.remove(storageKey);
}

/** Removes the files of calls that are being deleted and has the carrier delete its copies. */
export async function deleteRecordingsOf(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  callIds: Id<'call'>[],
): Promise<void> {
  for (const { sid, storageKey } of await store.recordingsOfCalls(tx, callIds)) {
    await ctx.outbox.enqueue(tx, tenantId, 'recordings.delete_at_carrier', { sid, storage_key: storageKey });
  }
}

export async function deleteEverywhere(
  ctx: Context,
  tenantId: Id<'workspace'>,
  recording: { sid: string; storageKey: string | null },
): Promise<void> {
  if (recording.storageKey) await ctx.storage.remove(recording.storageKey);
  const connection = await ctx.db.asTenant(tenantId, (tx) => connectionFor(ctx, tx, tenantId));
  await connection?.carrier.deleteRecording(recording.sid);
}
