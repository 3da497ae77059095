import type { Target } from './call.ts';
import { accountOf, type Exchange, noteCall } from './exchange.ts';
import { arrival, type Task } from './task.ts';
import { WebhookFailed } from './webhooks/failure.ts';
import { newIdempotencyToken } from './webhooks/idempotency-token.ts';
import {
  type Answer,
  type Asking,
  type Prepared,
  prepare,
  type Signing,
  signingWith,
  visit,
  type WebhookRequest,
} from './webhooks/visit.ts';
import { callOf } from './world.ts';

export type { Answer, WebhookRequest } from './webhooks/visit.ts';
export { WebhookFailed };

/** An application in the same process: what it returns at once costs no promise. */
export type Application = (
  request: WebhookRequest,
) =>
  | { status: number; contentType: string; body: string }
  | Promise<{ status: number; contentType: string; body: string }>;

/** What may be unusual about a request. */
export interface HowToAsk {
  signing?: Signing;
  idempotencyToken?: string;
}

/** The longest TwiML document: 64 kB. */
export const mostDocumentBytes = 64 * 1024;
const mostAudioBytes = 64 * 1024 * 1024;
const mostBytes = (contentType: string) => (contentType.startsWith('audio/') ? mostAudioBytes : mostDocumentBytes);

/** Asks the application, as {@link visit} does. What was asked and answered is noted on the call. */
export function* ask(
  exchange: Exchange,
  callSid: string,
  target: Target,
  parameters: Record<string, string>,
  how: HowToAsk = {},
): Task<Answer> {
  const startedAtMs = exchange.clock.nowMs();
  const asking = askingFor(exchange, callSid, target, parameters, how);
  const prepared = prepare(exchange, asking);
  const { request } = prepared;
  const note = (answer: Answer | undefined, problem?: string) =>
    noteAsked(exchange, { callSid, request, startedAtMs }, answer, problem);
  const answering = begin(exchange, asking, prepared, note);
  if (!(answering instanceof Promise)) {
    note(answering);
    return answering;
  }
  const arriving = exchange.clock.inTurn(answering);
  // Noted also when the call has gone on meanwhile and nobody waits any more.
  arriving.then(note, (error: unknown) => note(undefined, error instanceof Error ? error.message : String(error)));
  return yield* arrival(arriving);
}

function askingFor(
  exchange: Exchange,
  callSid: string,
  target: Target,
  given: Record<string, string>,
  how: HowToAsk,
): Asking {
  const { authToken } = accountOf(exchange, callOf(exchange.world, callSid).accountSid);
  const parameters = exchange.settings.addsUnknownParameter ? { ...given, ...unknownParameter(exchange) } : given;
  return {
    ...{ callSid, target, parameters, mostBytes },
    idempotencyToken: how.idempotencyToken ?? newIdempotencyToken(exchange),
    signing: how.signing ?? signingWith(authToken),
  };
}

// "New parameters may appear without notice": https://www.twilio.com/docs/voice/twiml (read 2026-11-21).
function unknownParameter({ random }: Exchange): Record<string, string> {
  return { [`Unannounced${Buffer.from(random.bytes(2)).toString('hex').toUpperCase()}`]: String(random.next()) };
}

function begin(
  exchange: Exchange,
  asking: Asking,
  prepared: Prepared,
  note: (answer: undefined, problem: string) => void,
): Answer | Promise<Answer> {
  if (!exchange.application) return visit(exchange, asking, prepared);
  const { request } = prepared;
  const failed = (error: unknown) =>
    new WebhookFailed(
      11200,
      request.url,
      `The application failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  try {
    const answer = exchange.application(request);
    if (!(answer instanceof Promise)) return answerFrom(answer, request.url);
    return answer.then(
      (given) => answerFrom(given, request.url),
      (error) => {
        throw failed(error);
      },
    );
  } catch (error) {
    const failure = failed(error);
    note(undefined, failure.message);
    throw failure;
  }
}

function answerFrom({ status, contentType, body }: { status: number; contentType: string; body: string }, url: string) {
  return { status, contentType, body, url };
}

function noteAsked(
  exchange: Exchange,
  { callSid, request, startedAtMs }: { callSid: string; request: WebhookRequest; startedAtMs: number },
  answer: Answer | undefined,
  problem?: string,
): void {
  // An answer may come after its call was forgotten.
  if (!exchange.world.calls.has(callSid)) return;
  const { method, url, parameters, headers } = request;
  const durationMs = exchange.clock.nowMs() - startedAtMs;
  noteCall(exchange, callSid, {
    type: 'asked',
    request: { method, url, parameters, signature: headers['x-twilio-signature'] ?? '' },
    ...(answer ? { response: { ...responseOf(answer), durationMs } } : {}),
    ...(problem === undefined ? {} : { problem }),
  });
}

function responseOf({ status, contentType, body, isTooLong }: Answer) {
  if (isTooLong) return { status, contentType, body: `(longer than ${mostDocumentBytes} bytes)` };
  if (contentType.startsWith('audio/')) return { status, contentType, body: `(${body.length} bytes of sound)` };
  return { status, contentType, body: textOf(body) };
}

/** What an answer says; bytes are read as UTF-8. */
export function textOf(body: Uint8Array | string): string {
  if (typeof body === 'string') return body;
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}
