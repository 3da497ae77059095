import type { Id } from '@offhook/kit';
import { connectionFor } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { Recording } from '../recording.ts';
import * as store from '../store.ts';

/** Deletes recordings: the rows now, the files and the carrier's copies by a job that is tried until it is done. */
export async function deleteRecordings(ctx: Context, tx: Tx, recordings: readonly Recording[]): Promise<void> {
  for (const { tenantId, sid, storageKey, mp3Key } of recordings) {
    const gone = { sid, storage_keys: [storageKey, mp3Key].filter((key) => key !== null) };
    await ctx.outbox.enqueue(tx, tenantId, 'recordings.delete_at_carrier', gone);
  }
  await store.deleteRows(
    tx,
    recordings.map(({ id }) => id),
  );
}

/** Those of calls that are being deleted. */
export async function deleteRecordingsOf(ctx: Context, tx: Tx, callIds: Id<'call'>[]): Promise<void> {
  await deleteRecordings(ctx, tx, await store.recordingsOfCalls(tx, callIds));
}

export async function deleteEverywhere(
  ctx: Context,
  tenantId: Id<'workspace'>,
  gone: { sid: string; storageKeys: readonly string[] },
): Promise<void> {
  for (const key of gone.storageKeys) await ctx.storage.remove(key);
  const connection = await ctx.db.asTenant(tenantId, (tx) => connectionFor(ctx, tx, tenantId));
  await connection?.carrier.deleteRecording(gone.sid);
}
