import type { Problem } from '@offhook/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';

/** Answers a refusal in its public words, and a bug with nothing but a reference. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  // Whoever asked went away in mid-answer, as a player does with a long recording: there is nobody to tell.
  if (reply.raw.headersSent) return;
  const { problem, retryAfter } = errorProblem(
    tooLarge(error, request) ?? error,
    request.id,
    log,
    request.routeOptions.url,
  );
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  void reply.code(problem.status).type('application/problem+json').send(problem);
}

/** What is told of an error, and in how many seconds to come back where that may help. */
export function errorProblem(
  error: unknown,
  requestId: string,
  log: Log,
  url?: string,
): { problem: Problem; refusal: Refusal | undefined; retryAfter: number | undefined } {
  const refusal = error instanceof Refusal ? error : asRefusal(error);
  if (!refusal) log.error({ err: error, request_id: requestId, url }, 'a bug');
  const problem = refusal ? refusalProblem(refusal, requestId) : bugProblem(requestId);
  const tellsWhen = refusal !== undefined && comeBackLater.has(refusal.code);
  return { problem, refusal, retryAfter: tellsWhen ? Number(refusal.details.seconds ?? 1) : undefined };
}

const comeBackLater: ReadonlySet<string> = new Set([
  'access.too_many_tries',
  'calls.carrier_busy',
  'webhooks.too_busy',
  'webhooks.too_many_forgeries',
  'system.database_away',
]);

export function refusalProblem(refusal: Refusal, requestId: string): Problem {
  return {
    type: `urn:offhook:refusal:${refusal.code}`,
    title: refusal.message,
    status: refusal.status,
    code: refusal.code,
    message: refusal.message,
    details: { ...refusal.details },
    request_id: requestId,
  };
}

function bugProblem(requestId: string): Problem {
  const message = `Something went wrong here. Tell the operator this reference: ${requestId}`;
  return { type: 'about:blank', title: 'Bug', status: 500, code: 'bug', message, details: {}, request_id: requestId };
}

/** Lost, refused, shut down, or too slow to answer. */
const connectionLost = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '57014',
  '08003',
]);

/** How PostgreSQL refuses U+0000, in text and inside JSON. */
const unstorable = new Set(['22021', '22P02', '22P05']);

/** Fastify's own errors and a lost database, in our words. */
function asRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Refusal('request.wrong_media_type', { expected: 'application/json' });
  if (
    code === 'FST_ERR_CTP_INVALID_JSON_BODY' ||
    code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ||
    error instanceof SyntaxError
  ) {
    return new Refusal('request.not_json');
  }
  if (unstorable.has(code)) {
    return new Refusal('request.invalid', {
      field: 'text',
      problem: 'has a character that is no text (U+0000 or half of a pair)',
    });
  }
  if (
    connectionLost.has(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Query read timeout/.test(error.message)
  ) {
    return new Refusal('system.database_away');
  }
  return undefined;
}

function tooLarge(error: unknown, { routeOptions }: FastifyRequest): Refusal | undefined {
  const isTooLarge = error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  return isTooLarge ? new Refusal('request.too_large', { limit_bytes: routeOptions.bodyLimit }) : undefined;
}

/** No body of a webhook may be larger, and none of the API whose route does not say so. */
export const bodyLimitBytes = 64 * 1024;
