import * as contract from '@offhook/contract';
import { note } from '#features/audit';
import { recordingLink, serveRecording } from '#features/recordings';
import type { Actor } from '#runtime/actor';
import { Answer, type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { readyRecording } from './actions/hear.ts';
import { nameRecording, removeRecording, retryRecording, steerRecording } from './actions/keep-recording.ts';
import { noteHeard } from './actions/read.ts';

export const recordingRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.getRecording, async (actor, { params, query }, wire) => {
    const recording = await readyRecording(ctx, actor, params.call_id, query.recording_id);
    // A player asks for many parts; the first of them is the hearing.
    const isFirst = !/^bytes=[1-9]/.test(wire.request.headers.range ?? '');
    if (isFirst) await heard(ctx, actor, params.call_id, recording.callId);
    return serveRecording(ctx, recording, wire, query);
  }),
  on(contract.getPeaks, async (actor, { params, query }) => {
    const recording = await readyRecording(ctx, actor, params.call_id, query.recording_id);
    return { duration_seconds: recording.durationSeconds ?? 0, channels: recording.peaks ?? [] };
  }),
  on(contract.linkRecording, async (actor, { params, query }) => {
    const recording = await readyRecording(ctx, actor, params.call_id, query.recording_id);
    await ctx.db.asTenant(actor.tenantId, (tx) => note(ctx, tx, actor, 'recordings.linked', params.call_id));
    return new Answer(201, recordingLink(ctx, recording));
  }),
  on(contract.changeRecording, (actor, { params, query, body }) =>
    nameRecording(ctx, actor, { callId: params.call_id, recordingId: query.recording_id }, body),
  ),
  on(contract.retryRecording, (actor, { params, query }) =>
    retryRecording(ctx, actor, { callId: params.call_id, recordingId: query.recording_id }),
  ),
  on(contract.deleteRecording, async (actor, { params, query }) => {
    await removeRecording(ctx, actor, { callId: params.call_id, recordingId: query.recording_id });
    return undefined;
  }),
  on(contract.pauseRecording, (actor, { params }) => steerRecording(ctx, actor, params.call_id, 'pause')),
  on(contract.resumeRecording, (actor, { params }) => steerRecording(ctx, actor, params.call_id, 'resume')),
];

async function heard(ctx: Context, actor: Actor, callId: string, id: Parameters<typeof noteHeard>[2]): Promise<void> {
  await noteHeard(ctx, actor, id);
  await ctx.db.asTenant(actor.tenantId, (tx) => note(ctx, tx, actor, 'recordings.heard', callId));
}
