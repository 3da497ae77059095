import type { Call, clickToCall, RouteResponse } from '@offhook/contract';
import type { FastifyReply } from 'fastify';
import { refusalProblem } from '#runtime/http/problem';
import type { Wire } from '#runtime/http/routes';
import { Refusal } from '#runtime/refusal';

/** The body that S3 documents for a call that was started. */
export function clickToCallView(call: Call): RouteResponse<typeof clickToCall> {
  return {
    status: 'success',
    call_id: call.id,
    call_sid: call.call_sid,
    message: `Call initiated successfully! Calling ${call.to_number} from ${call.from_number}`,
    call_status: call.status,
    from_number: call.from_number,
    to_number: call.to_number,
    simulated: call.simulated,
  };
}

/** The body that S3 documents for one that was not: `status` is the word "error", the rest is our problem body. */
export function answerAsS3(error: unknown, { request, reply }: Wire): FastifyReply {
  if (!(error instanceof Refusal)) throw error;
  const problem = { ...refusalProblem(error, request.id), status: 'error' };
  return reply.code(error.status).type('application/json').send(problem);
}
