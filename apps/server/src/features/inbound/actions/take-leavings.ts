import type { Id } from '@offhook/kit';
import { type NotedPassage, notePassages } from '#features/flows';
import { takeRecordingReport } from '#features/recordings';
import { takeMessage } from '#features/voicemail';
import type { CarrierEvent, FlowStep } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';

/** News of a call, and the call. */
export interface Leaving {
  call: {
    id: Id<'call'>;
    tenantId: Id<'workspace'>;
    from: string;
    to: string;
    contactId: Id<'contact'> | null;
  };
  event: CarrierEvent;
}

/**
 * What flows and voicemail make of news, in the transaction that takes the news in: counts of nodes, messages. A message
 * is told twice, by the document after it and by the report of its recording: whichever comes first puts it into its box.
 */
export async function takeLeavings(ctx: Context, tx: Tx, leavings: readonly Leaving[]): Promise<void> {
  const passages = leavings.flatMap(({ call, event }) =>
    event.kind === 'flow-step' ? passagesOf(call.tenantId, event.step, event.at) : [],
  );
  if (passages.length > 0) await notePassages(tx, passages);
  for (const { call, event } of leavings) {
    const message = messageIn(event);
    if (!message) continue;
    const { boxId, recordingSid, seconds } = message;
    const { tenantId, id: callId, from, to, contactId } = call;
    await takeMessage(ctx, tx, { tenantId, callId, boxId, recordingSid, seconds, from, to, contactId, at: event.at });
    // Its own report may be lost; the fetch asks until the carrier has it.
    if (event.kind === 'flow-step') {
      const recording = { sid: recordingSid, status: 'completed' as const, durationSeconds: seconds, channels: 1 };
      await takeRecordingReport(ctx, tx, call, recording);
    }
  }
}

function messageIn(event: CarrierEvent): { boxId: string; recordingSid: string; seconds: number } | null {
  if (event.kind === 'flow-step') return event.step.message;
  if (event.kind !== 'recording' || event.boxId === undefined || event.recording.status !== 'completed') return null;
  const { sid, durationSeconds } = event.recording;
  return { boxId: event.boxId, recordingSid: sid, seconds: durationSeconds ?? 0 };
}

function passagesOf(tenantId: Id<'workspace'>, { path, heard, waitedSeconds }: FlowStep, at: Date): NotedPassage[] {
  return path.flatMap(({ version, nodeId, exit }, index) => ({
    tenantId,
    versionId: version ?? '',
    nodeId,
    // A node that waited was counted when the call came to it.
    arrived: index > 0 || heard === null,
    exit,
    seconds: index === 0 ? waitedSeconds : 0,
    at,
  }));
}
