import type { Call } from '@offhook/contract';
import * as contract from '@offhook/contract';
import { readRange } from '#features/recordings';
import { Answer, type BoundRoute, on } from '#runtime/http/routes';
import { idempotently } from '#runtime/idempotency';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { changeCall, removeCall } from './actions/change.ts';
import { hangUp } from './actions/hang-up.ts';
import { placeCall } from './actions/place-call.ts';
import { getCallDetail, listLog, noteHeard, readyRecording, summary } from './actions/read.ts';
import { answerAsS3, clickToCallView } from './click-to-call-routes.ts';

export const callRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.placeCall, (actor, { body }, wire) => {
    const answer = (call: Call) => new Answer(call.placement === 'unknown' ? 202 : 201, call);
    return idempotently(ctx, actor.tenantId, wire, {
      run: async (idempotencyKey) => answer(await placeCall(ctx, actor, { ...body, idempotencyKey })),
      recover: async (callId) => answer(await getCallDetail(ctx, actor, callId)),
    });
  }),
  on(contract.listCalls, (actor, { query }) => listLog(ctx, actor, query)),
  on(contract.callStats, (actor, { query }) => summary(ctx, actor, query)),
  on(contract.getCall, (actor, { params }) => getCallDetail(ctx, actor, params.call_id)),
  on(contract.changeCall, (actor, { params, body }) => changeCall(ctx, actor, params.call_id, body)),
  on(contract.setDisposition, (actor, { params, body }) => changeCall(ctx, actor, params.call_id, body)),
  on(contract.deleteCall, async (actor, { params }) => {
    await removeCall(ctx, actor, params.call_id);
    return undefined;
  }),
  on(contract.hangUpCall, (actor, { params }) => hangUp(ctx, actor, params.call_id)),
  on(contract.getRecording, async (actor, { params }, { request, reply }) => {
    const recording = await readyRecording(ctx, actor, params.call_id);
    const range = readRange(request.headers.range, recording.bytes);
    reply.type('audio/wav').header('accept-ranges', 'bytes');
    reply.header('content-disposition', `inline; filename="${params.call_id}.wav"`);
    if (range === null) return reply.code(416).header('content-range', `bytes */${recording.bytes}`).send();
    const { start, end } = range ?? { start: 0, end: recording.bytes - 1 };
    if (start === 0) await noteHeard(ctx, actor, recording.callId);
    if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${recording.bytes}`);
    return reply.header('content-length', end - start + 1).send(ctx.storage.open(recording.storageKey, { start, end }));
  }),
  on(contract.getPeaks, async (actor, { params }) => {
    const recording = await readyRecording(ctx, actor, params.call_id);
    return { duration_seconds: recording.durationSeconds ?? 0, channels: recording.peaks ?? [] };
  }),
  on(contract.clickToCall, (actor, { body }, wire) =>
    idempotently(ctx, actor.tenantId, wire, {
      run: async (idempotencyKey) => {
        if (body.mode !== 'simple') throw modeUnavailable(body.mode);
        const { to, from, lead_id: contact_id, message } = body;
        const wish = { to, from, contact_id, message, hold: true, idempotencyKey };
        return new Answer(200, clickToCallView(await placeCall(ctx, actor, wish)));
      },
      recover: async (callId) => new Answer(200, clickToCallView(await getCallDetail(ctx, actor, callId))),
    }).catch((error: unknown) => answerAsS3(error, wire)),
  ),
];

function modeUnavailable(mode: 'bridge' | 'webrtc'): Refusal {
  const modes = {
    bridge: { mode: 'Voice Bridge', reason: 'bridging to your own phone comes with call handling.' },
    webrtc: { mode: 'WebRTC (Full)', reason: 'calls in the browser come with the softphone.' },
  };
  return new Refusal('calls.mode_unavailable', modes[mode]);
}
