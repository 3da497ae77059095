import * as contract from '@offhook/contract';
import { formatId } from '@offhook/kit';
import type { FastifyReply } from 'fastify';
import { recoverCall } from '#features/calls';
import { refusalProblem } from '#runtime/http/problem';
import { Answer, type BoundRoute, on, type Wire } from '#runtime/http/routes';
import { idempotently } from '#runtime/idempotency';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import type { ClaimPowers } from './actions/claim-calls.ts';
import { placeProspect, placeSome, scheduleProspect } from './actions/place-prospect.ts';
import { previewNext } from './actions/preview-next.ts';
import { managingRoutes } from './managing-routes.ts';
import { prospectRoutes } from './prospect-routes.ts';

type PlacedProspect = contract.RouteResponse<typeof contract.placeProspect>;

export const campaignRoutes = (ctx: Context, powers: ClaimPowers): BoundRoute[] => [
  ...managingRoutes(ctx, powers),
  ...prospectRoutes(ctx),
  on(contract.placeProspect, (actor, { body: { scheduledFor, ...named } }, wire) =>
    idempotently(ctx, actor.tenantId, wire, {
      run: async (idempotencyKey): Promise<Answer<PlacedProspect>> => {
        if (scheduledFor !== undefined) {
          const scheduledCall = await scheduleProspect(ctx, actor, { ...named, scheduledFor });
          return new Answer(202, { success: true as const, scheduledCall });
        }
        const call = await placeProspect(ctx, powers, actor, { ...named, idempotencyKey });
        return new Answer(201, { success: true as const, call });
      },
      recover: async (callId): Promise<Answer<PlacedProspect>> =>
        new Answer(201, { success: true as const, call: await recoverCall(ctx, actor, callId) }),
    }).catch((error: unknown) => answerAsS4(error, wire)),
  ),
  on(contract.previewNext, (actor, { params }) => previewNext(ctx, powers, actor, params.campaign_id)),
  on(contract.placeSome, async (actor, { params, body }) => {
    const wish = { campaignId: params.campaign_id, most: body.max_calls };
    const { scheduled, failures } = await placeSome(ctx, powers, actor, wish);
    const failed = failures.map(({ prospectId, reason }) => ({
      prospect_id: formatId('prospect', prospectId),
      reason,
    }));
    return { scheduled, failed: failed.length, failures: failed };
  }),
];

/** The body that S4 documents for a call that was not placed, beside the fields of every refusal. */
function answerAsS4(error: unknown, { request, reply }: Wire): FastifyReply {
  if (!(error instanceof Refusal)) throw error;
  const problem = { ...refusalProblem(error, request.id), success: false, error: error.message };
  return reply.code(error.status).type('application/json').send(problem);
}
