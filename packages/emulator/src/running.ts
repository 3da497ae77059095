import { hasEnded } from './call.ts';
import { type Document, fetchDocument, type Source } from './document.ts';
import { endCall } from './ending.ts';
import { type Exchange, Interruption, noteCall } from './exchange.ts';
import { hushNear, type Line } from './line.ts';
import { execute } from './verbs/execute.ts';
import { WebhookFailed } from './webhook.ts';
import { callOf } from './world.ts';

/** Runs documents on a leg, one leading to the next, until there is none; then hangs up. */
export async function runCall(exchange: Exchange, line: Line, first: Source): Promise<void> {
  await runThrough(exchange, line, first);
  if (!hasEnded(callOf(exchange.world, line.callSid))) endCall(exchange, line.callSid, 'completed', 200);
}

type Ending = 'exhausted' | 'hung-up';

const mostDocumentsAtOnce = 100;

async function runThrough(exchange: Exchange, line: Line, first: Source): Promise<Ending> {
  let source: Source | Ending = (line.redirectTo && redirected(exchange, line)) ?? first;
  let isFallback = false;
  const pace = { atMs: exchange.clock.nowMs(), documents: 0 };
  while (typeof source !== 'string') {
    if (isRunningAway(exchange, pace)) return giveUp(exchange, line);
    try {
      source = await runDocument(exchange, line, source);
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
  twiml: '<Response><Say>We are sorry, the application could not be reached. Goodbye.</Say><Hangup/></Response>',
};

// An ended call still asks for the action of Record and Dial, but nothing in the answer is run.
async function runDocument(exchange: Exchange, line: Line, source: Source): Promise<Source | Ending> {
  const document = await fetchDocument(exchange, line.callSid, source);
  line.interruption.signal.throwIfAborted();
  return runVerbs(exchange, line, document);
}

async function runVerbs(exchange: Exchange, line: Line, document: Document): Promise<Source | Ending> {
  const runAside = async (aside: Line, source: Source) => (await runThrough(exchange, aside, source)) === 'exhausted';
  for (const verb of document.verbs) {
    const outcome = await execute({ exchange, line, document, runAside }, verb);
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
  noteCall(exchange, line.callSid, { type: 'warned', code: 11215, message });
  return 'hung-up';
}

function fallbackFor(exchange: Exchange, line: Line, error: WebhookFailed): Source {
  const { fallback } = callOf(exchange.world, line.callSid).plan;
  if (!fallback || line.interruption.signal.aborted) return apology;
  return { ...fallback, extra: { ErrorCode: String(error.code), ErrorUrl: error.url } };
}

function warn(exchange: Exchange, line: Line, error: WebhookFailed): void {
  noteCall(exchange, line.callSid, { type: 'warned', code: error.code, message: `${error.url}: ${error.message}` });
}

function redirected(exchange: Exchange, line: Line): Source | undefined {
  const source = line.redirectTo;
  line.redirectTo = undefined;
  line.interruption = new AbortController();
  hushNear(exchange, line);
  return source;
}

/** Drops whatever runs on a leg and runs this instead, at once. */
export function redirectLine(line: Line, source: Source): void {
  line.redirectTo = source;
  line.interruption.abort(new Interruption('redirected'));
}
