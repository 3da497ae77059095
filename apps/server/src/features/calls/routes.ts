import type { Call } from '@offhook/contract';
import * as contract from '@offhook/contract';
import type { SettlePowers } from '#features/insights';
import { Answer, type BoundRoute, on } from '#runtime/http/routes';
import { idempotently } from '#runtime/idempotency';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { hangUp } from './actions/hang-up.ts';
import { placeCall } from './actions/place-call.ts';
import { getCallDetail } from './actions/read.ts';
import { recoverCall } from './actions/recover-call.ts';
import { tellStory } from './actions/tell-story.ts';
import { answerAsS3, clickToCallView } from './click-to-call-routes.ts';
import { recordingRoutes } from './recording-routes.ts';
import { workRoutes } from './work-routes.ts';

export const callRoutes = (ctx: Context, powers: SettlePowers): BoundRoute[] => [
  on(contract.placeCall, (actor, { body }, wire) => {
    const answer = (call: Call) =>
      new Answer(call.placement === 'unknown' || call.placement === 'intended' ? 202 : 201, call);
    return idempotently(ctx, actor.tenantId, wire, {
      run: async (idempotencyKey) => answer(await placeCall(ctx, actor, { ...body, idempotencyKey })),
      recover: async (callId) => answer(await recoverCall(ctx, actor, callId)),
    });
  }),
  on(contract.getCall, (actor, { params }) => getCallDetail(ctx, actor, params.call_id)),
  on(contract.getTimeline, (actor, { params }) => tellStory(ctx, actor, params.call_id)),
  on(contract.hangUpCall, (actor, { params }) => hangUp(ctx, actor, params.call_id)),
  ...recordingRoutes(ctx),
  ...workRoutes(ctx, powers),
  on(contract.clickToCall, (actor, { body }, wire) =>
    idempotently(ctx, actor.tenantId, wire, {
      run: async (idempotencyKey) => {
        if (body.mode === 'webrtc') throw webrtcUnavailable();
        const { to, from, lead_id: contact_id, message, agent_phone: phone } = body;
        const connect = body.mode === 'bridge' ? { phone, when: 'always' as const } : undefined;
        const wish = { to, from, contact_id, message, connect, hold: true, idempotencyKey };
        return new Answer(200, clickToCallView(await placeCall(ctx, actor, wish)));
      },
      recover: async (callId) => new Answer(200, clickToCallView(await recoverCall(ctx, actor, callId))),
    }).catch((error: unknown) => answerAsS3(error, wire)),
  ),
];

function webrtcUnavailable(): Refusal {
  const reason = 'calls in the browser come with the softphone.';
  return new Refusal('calls.mode_unavailable', { mode: 'WebRTC (Full)', reason });
}
