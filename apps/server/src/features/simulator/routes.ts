import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { actAsFarEnd, callIn, listFarEnds, replayWebhook } from './actions.ts';

export const simulatorRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listFarEnds, async (actor) => ({ items: await listFarEnds(ctx, actor) })),
  on(contract.actAsFarEnd, (actor, { params, body }) => actAsFarEnd(ctx, actor, params.call_sid, body)),
  on(contract.callIn, (actor, { body }) => callIn(ctx, actor, body)),
  on(contract.replayWebhook, (actor, { params }) =>
    replayWebhook(ctx, actor, { callId: params.call_id, requestId: params.request_id }),
  ),
];
