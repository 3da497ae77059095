import { createHash } from 'node:crypto';
import type { Id } from '@offhook/kit';
import { settingOf } from '#features/settings';
import { type Connection, connectionOfCall } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { mp3Key, type Recording, wavKey } from '../recording.ts';
import * as store from '../store.ts';

/** After so many tries a person has to look: with the waits in between they take about 50 minutes. */
const mostTries = 12;

/** Copies a recording from the carrier to our storage and checks it. Running it again changes nothing. */
export async function fetchRecording(ctx: Context, tenantId: Id<'workspace'>, id: Id<'recording'>): Promise<void> {
  const { recording, connection } = await ctx.db.asTenant(tenantId, async (tx) => {
    const recording = await store.recordingById(tx, id);
    if (recording?.status !== 'fetching') return { recording };
    return { recording, connection: await connectionOfCall(ctx, tx, { tenantId, id: recording.callId }) };
  });
  // Deleted, and an earlier run may have been killed after it wrote.
  if (!recording) return removeAudio(ctx, { tenantId, id });
  if (recording.status !== 'fetching') return;
  const file = await copy(ctx, recording, connection).catch((error: unknown) => error);
  if (file instanceof Error) return tryAgain(ctx, recording, file);
  const kept = file as Awaited<ReturnType<typeof copy>>; // what is no error is what copy gave
  const isStillWanted = await ctx.db.asTenant(tenantId, async (tx) => {
    await store.lockCall(tx, recording);
    const copyIsUnwanted = !(await settingOf(tx, 'keep_recordings_at_carrier'));
    const isReady = await store.markReady(tx, id, { ...kept, copyIsUnwanted });
    if (!isReady) return false;
    await ctx.outbox.publish(tx, tenantId, {
      type: 'recording.completed',
      call_id: recording.callId,
      recording_id: id,
    });
    return true;
  });
  // The call was deleted while its recording was on the way.
  if (!isStillWanted) await removeAudio(ctx, recording);
}

async function removeAudio(ctx: Context, recording: Pick<Recording, 'tenantId' | 'id'>): Promise<void> {
  for (const key of [wavKey(recording), mp3Key(recording)]) await ctx.storage.remove(key);
}

const minuteMs = 60_000;
/** All tries with the waits in between are over by then: nobody is at work on it any more. */
const stuckMs = 120 * minuteMs;
const stuckAtOnce = 200;

/** Begins again what came to no end because servers were killed more often than a job is tried. */
export async function fetchStuckAgain(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const askedBefore = new Date(now.getTime() - stuckMs);
  await ctx.db.asSystem(async (tx) => {
    const stuck = await store.takeStuckFetches(tx, { now, askedBefore, limit: stuckAtOnce });
    for (const { tenantId, id } of stuck) {
      await ctx.outbox.enqueue(tx, tenantId, 'recordings.fetch', { recording_id: id });
    }
  });
}

const patienceMs = 10 * minuteMs;

/** What a person asks for: a fetch that was given up, or that has been under way for long, begins again. */
export async function fetchAgain(ctx: Context, tx: Tx, recording: Recording): Promise<boolean> {
  const now = ctx.clock.now();
  const askedBefore = new Date(now.getTime() - patienceMs);
  const isAsked = await store.fetchAgain(tx, recording.id, { now, askedBefore });
  if (isAsked) await ctx.outbox.enqueue(tx, recording.tenantId, 'recordings.fetch', { recording_id: recording.id });
  return isAsked;
}

async function copy(ctx: Context, recording: Recording, connection: Connection | undefined) {
  if (!connection) throw new Error('The workspace has no carrier to fetch it from.');
  const storageKey = wavKey(recording);
  const { bytes, sha256 } = await ctx.storage.write(storageKey, await connection.carrier.fetchRecording(recording.sid));
  const { hash, facts } = await readBack(ctx, storageKey);
  if ('problem' in facts) throw new Error(`The carrier gave ${bytes} bytes that are no WAV: ${facts.problem.sentence}`);
  if (hash !== sha256) throw new Error('What was stored is not what the carrier gave.');
  const { durationSeconds, channels, peaks, isComplete } = facts;
  const told = recording.durationSeconds;
  const isShort = told === null ? !isComplete : durationSeconds < told - roundingSeconds;
  if (isShort) throw new Error(`The carrier gave ${durationSeconds.toFixed(1)} of ${told ?? 'more'} seconds.`);
  return { bytes, sha256, storageKey, durationSeconds, channels, peaks };
}

/** The carrier tells whole seconds. */
const roundingSeconds = 2;

/** What lies in the storage now: its hash, its length, its waveform. */
async function readBack(ctx: Context, storageKey: string) {
  const hash = createHash('sha256');
  const stored = ctx.storage.open(storageKey);
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const piece of stored) {
      hash.update(piece);
      yield piece;
    }
  }
  const facts = await ctx.audio.inspectWav(hashed());
  return { facts, hash: hash.digest('hex') };
}

async function tryAgain(ctx: Context, recording: Recording, error: Error): Promise<void> {
  const isLast = recording.fetchTries + 1 >= mostTries;
  await ctx.db.asTenant(recording.tenantId, async (tx) => {
    await store.lockCall(tx, recording);
    await store.noteFailedTry(tx, recording.id, isLast ? error.message : null);
    if (isLast) {
      await ctx.outbox.publish(tx, recording.tenantId, { type: 'call.changed', call_id: recording.callId });
    }
  });
  if (!isLast) throw error;
  ctx.log.error({ err: error, recording: recording.id }, 'a recording could not be fetched and is given up');
}
