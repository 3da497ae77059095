import type { Id } from '@offhook/kit';
import { connectionIdsOfCalls } from '#features/workspaces';
import type { CarrierRecording } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import * as store from '../store.ts';
import { deleteLater } from './delete.ts';

/** Takes in what the carrier says about a recording and, once it is complete, has it fetched. */
export async function takeRecordingReport(
  ctx: Context,
  tx: Tx,
  call: { tenantId: Id<'workspace'>; id: Id<'call'> },
  report: CarrierRecording,
): Promise<void> {
  if (await store.wasDeleted(tx, call.tenantId, report.sid)) return deleteAgain(ctx, tx, call, report);
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

// The carrier does not delete what it is still making: it is asked again once that is complete.
async function deleteAgain(
  ctx: Context,
  tx: Tx,
  { tenantId, id }: { tenantId: Id<'workspace'>; id: Id<'call'> },
  { sid, status }: CarrierRecording,
): Promise<void> {
  if (status !== 'completed') return;
  const connectionId = (await connectionIdsOfCalls(tx, tenantId, [id])).get(id) ?? null;
  await deleteLater(ctx, tx, tenantId, { sid, storageKeys: [], connectionId });
}
