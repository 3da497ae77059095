import type { Id } from '@offhook/kit';
import { note } from '#features/audit';
import { connectionIdsOfCalls, mustConnect } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { audioKeys, type Recording } from '../recording.ts';
import * as store from '../store.ts';

/** Something at the carrier that is to be deleted through the connection that it was made with. */
export interface Gone {
  sid: string;
  storageKeys: readonly string[];
  connectionId: Id<'connection'> | null;
}

/**
 * Deletes recordings of one workspace whose calls are locked: the rows now, the files and the carrier's copies by a job
 * that is tried until it is done.
 */
export async function deleteRecordings(ctx: Context, tx: Tx, recordings: readonly Recording[]): Promise<void> {
  const [first] = recordings;
  if (!first) return;
  const connections = await connectionIdsOfCalls(
    tx,
    first.tenantId,
    recordings.map(({ callId }) => callId),
  );
  for (const recording of recordings) {
    const { tenantId, callId, sid } = recording;
    const connectionId = connections.get(callId) ?? null;
    await deleteLater(ctx, tx, tenantId, { sid, storageKeys: audioKeys(recording), connectionId });
  }
  await store.deleteRows(tx, recordings);
}

/** Recordings of one workspace that the carrier has not reported yet: a report that comes now comes too late. */
export async function deleteUnreported(
  ctx: Context,
  tx: Tx,
  recordings: readonly Pick<Recording, 'tenantId' | 'callId' | 'sid'>[],
): Promise<void> {
  const [first] = recordings;
  if (!first) return;
  const callIds = recordings.map(({ callId }) => callId);
  const connections = await connectionIdsOfCalls(tx, first.tenantId, callIds);
  for (const { tenantId, callId, sid } of recordings) {
    await deleteLater(ctx, tx, tenantId, { sid, storageKeys: [], connectionId: connections.get(callId) ?? null });
  }
  await store.insertDeleted(tx, recordings);
}

export async function deleteLater(ctx: Context, tx: Tx, tenantId: Id<'workspace'>, gone: Gone): Promise<void> {
  const { sid, storageKeys, connectionId } = gone;
  const payload = { sid, storage_keys: storageKeys, connection_id: connectionId };
  await ctx.outbox.enqueue(tx, tenantId, 'recordings.delete_at_carrier', payload);
}

/** Those of calls that are being deleted. */
export async function deleteRecordingsOf(ctx: Context, tx: Tx, callIds: Id<'call'>[]): Promise<void> {
  await deleteRecordings(ctx, tx, await store.recordingsOfCalls(tx, callIds));
}

export async function deleteEverywhere(ctx: Context, tenantId: Id<'workspace'>, gone: Gone): Promise<void> {
  for (const key of gone.storageKeys) await ctx.storage.remove(key);
  const { carrier } = await mustConnect(ctx, tenantId, gone.connectionId);
  await carrier.deleteRecording(gone.sid);
}

export async function noteNotDeleted(ctx: Context, tenantId: Id<'workspace'>, sid: string): Promise<void> {
  const retention = { kind: 'system' as const, tenantId, name: 'Retention' };
  await ctx.db.asTenant(tenantId, (tx) => note(ctx, tx, retention, 'recordings.deletion_given_up', undefined, { sid }));
}

const hourMs = 3_600_000;
/** Somewhat longer than the carrier is asked for a price. */
const pricedMs = 49 * hourMs;
const copiesAtOnce = 200;

/** Deletes copies at the carrier that the workspace does not want, once they are no longer needed to learn the price. */
export async function deleteUnwantedCopies(ctx: Context): Promise<void> {
  const createdBefore = new Date(ctx.clock.nowMs() - pricedMs);
  let taken: number;
  do {
    taken = await ctx.db.asSystem(async (tx) => {
      const copies = await store.takeUnwantedCopies(tx, { createdBefore, limit: copiesAtOnce });
      for (const { tenantId, callId, sid } of copies) {
        const connectionId = (await connectionIdsOfCalls(tx, tenantId, [callId])).get(callId) ?? null;
        await deleteLater(ctx, tx, tenantId, { sid, storageKeys: [], connectionId });
      }
      return copies.length;
    });
  } while (taken === copiesAtOnce);
}
