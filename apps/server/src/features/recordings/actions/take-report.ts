import type { Id } from '@offhook/kit';
import type { CarrierRecording } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import * as store from '../store.ts';

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
