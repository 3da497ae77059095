import { hasEnded } from './call.ts';
import { type Document, fetchDocument, type Source } from './document.ts';
import { endCall } from './ending.ts';
import { type Exchange, noteCall, spawn } from './exchange.ts';
import { hushNear, type Line } from './line.ts';
import { answerIncoming } from './ringing.ts';
import { Interruption, type Task } from './task.ts';
import { WebhookFailed } from './webhook.ts';
import { callOf } from './world.ts';

/**
 * Runs documents on a leg, one leading to the next, until there is none; then hangs up. A call that rings is answered first:
 * only `<Reject>` prevents that.
 *
 * @see https://www.twilio.com/docs/voice/twiml/reject (stored copy, read 2026-11-21)
 */
export function* runCall(exchange: Exchange, line: Line, first: Source): Task {
  yield* runDocuments(exchange, line, first);
  if (hasEnded(callOf(exchange.world, line.callSid))) return;
  answerIncoming(exchange, line);
  endCall(exchange, line.callSid, 'completed', 200);
}

/** How documents come to an end: the last one ran out, or something hung up. */
export type Ending = 'exhausted' | 'hung-up';

const mostDocumentsAtOnce = 100;

/** Runs documents on a leg and leaves it as it is when they end. */
export function* runDocuments(exchange: Exchange, line: Line, first: Source): Task<Ending> {
  const wasScripted = line.isScripted;
  line.isScripted = true;
  try {
    return yield* oneAfterAnother(exchange, line, first);
  } finally {
    line.isScripted = wasScripted;
  }
}

function* oneAfterAnother(exchange: Exchange, line: Line, first: Source): Task<Ending> {
  let source: Source | Ending = (line.redirectTo && redirected(exchange, line)) ?? first;
  let isFallback = false;
  const pace = { atMs: exchange.clock.nowMs(), documents: 0 };
  while (typeof source !== 'string') {
    if (isRunningAway(exchange, pace)) return giveUp(exchange, line);
    try {
      source = yield* runDocument(exchange, line, source);
    } catch (error) {
      if (error instanceof WebhookFailed) {
        warn(exchange, line, error);
        source = isFallback ? apology : fallbackFor(exchange, line, error);
        isFallback = true;
      } else if (error instanceof Interruption && error.why === 'redirected') {
        source = redirected(exchange, line) ?? 'hung-up';
      } else throw error;
    }
  }
  return source;
}

const apology: Source = {
  twiml: '<Response><Say>We are sorry, an application error has occurred. Goodbye.</Say><Hangup/></Response>',
};

// An ended call still asks for the action of Record and Dial, but nothing in the answer is run.
function* runDocument(exchange: Exchange, line: Line, source: Source): Task<Source | Ending> {
  const document = yield* fetchDocument(exchange, line.callSid, source);
  if (hasEnded(callOf(exchange.world, line.callSid))) throw new Interruption('ended');
  return yield* runVerbs(exchange, line, document);
}

function* runVerbs(exchange: Exchange, line: Line, document: Document): Task<Source | Ending> {
  for (let at = 0; at < document.verbs.length; at += 1) {
    const verb = document.verbs[at];
    if (!verb) break;
    const outcome = yield* exchange.execute({ exchange, line, document, path: [at] }, verb);
    if (outcome.next === 'document') return outcome.source;
    if (outcome.next === 'hang-up') return 'hung-up';
  }
  return 'exhausted';
}

// Documents that lead to one another without ever taking time would never let the clock move again.
function isRunningAway(exchange: Exchange, pace: { atMs: number; documents: number }): boolean {
  const nowMs = exchange.clock.nowMs();
  pace.documents = nowMs - pace.atMs < 1000 ? pace.documents + 1 : 1;
  if (pace.documents === 1) pace.atMs = nowMs;
  return pace.documents > mostDocumentsAtOnce;
}

function giveUp(exchange: Exchange, line: Line): Ending {
  const message = `More than ${mostDocumentsAtOnce} documents within a second`;
  noteCall(exchange, line.callSid, { type: 'warned', code: 11215, message, level: 'error' });
  return 'hung-up';
}

function fallbackFor(exchange: Exchange, line: Line, error: WebhookFailed): Source {
  const call = callOf(exchange.world, line.callSid);
  if (!call.plan.fallback || hasEnded(call)) return apology;
  return { ...call.plan.fallback, extra: { ErrorCode: String(error.code), ErrorUrl: error.url } };
}

function warn(exchange: Exchange, line: Line, { code, message, url }: WebhookFailed): void {
  noteCall(exchange, line.callSid, {
    type: 'warned',
    code,
    message: `${url || 'the given TwiML'}: ${message}`,
    level: 'error',
    url,
  });
}

function redirected(exchange: Exchange, line: Line): Source | undefined {
  const source = line.redirectTo;
  line.redirectTo = undefined;
  hushNear(exchange, line);
  return source;
}

/**
 * Drops whatever runs on an answered leg and runs this instead, at once. A leg that another one dialled leaves it; one that
 * still waits for a verdict or sends digits begins with this afterwards.
 */
export function redirectLine(exchange: Exchange, line: Line, source: Source): void {
  if (line.leave) {
    line.leave();
    line.strand = spawn(exchange, runCall(exchange, line, source));
    return;
  }
  line.redirectTo = source;
  if (line.isScripted) line.strand?.interrupt('redirected');
}
