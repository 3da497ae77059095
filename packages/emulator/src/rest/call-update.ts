import { type Call, type CallPlan, hasEnded } from '../call.ts';
import { hangUp } from '../ending.ts';
import { type Exchange, noteCall } from '../exchange.ts';
import { limitTime } from '../ringing.ts';
import { redirectLine } from '../running.ts';
import { statusFrom, timeLimitFrom, twimlFrom } from './call-parameters.ts';
import { type Form, readForm } from './form.ts';
import { notInProgress, RestRefusal } from './refusals.ts';

const known = [
  ...['Url', 'Method', 'Twiml', 'Status', 'FallbackUrl', 'FallbackMethod', 'TimeLimit'],
  ...['StatusCallback', 'StatusCallbackMethod'],
];

/**
 * Ends a call, sends it to another document or gives it another time limit, whether it waits, rings or runs. An ended one
 * takes nothing any more (error 21220).
 *
 * @see https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource (read 2026-11-21)
 */
export function changeCall(exchange: Exchange, call: Call, params: URLSearchParams): void {
  const form = readForm(params, known);
  const status = form.word('Status', ['canceled', 'completed'] as const);
  const timeLimitSeconds = timeLimitFrom(form);
  const run = runFrom(form);
  if (!status && !run && timeLimitSeconds === undefined) {
    throw new RestRefusal(400, 20001, 'Nothing to update: give Status, Url, Twiml or TimeLimit');
  }
  if (hasEnded(call)) throw notInProgress();
  if (status) end(exchange, call, status);
  else {
    if (timeLimitSeconds !== undefined) limit(exchange, call, timeLimitSeconds);
    if (run) redirect(exchange, call, run);
  }
}

// Before the answer nothing was completed, so that either word cancels. A canceled call must not be in progress yet.
function end(exchange: Exchange, call: Call, status: 'canceled' | 'completed'): void {
  if (status === 'canceled' && call.status === 'in-progress') throw notInProgress();
  hangUp(exchange, call.sid);
}

/** Counted from the answer; a call that is longer already ends at once. */
function limit(exchange: Exchange, call: Call, timeLimitSeconds: number): void {
  noteCall(exchange, call.sid, { type: 'redirected', plan: { timeLimitSeconds } });
  const line = exchange.lines.get(call.sid);
  if (!line || call.answeredAtMs === undefined) return;
  const passedSeconds = (exchange.clock.nowMs() - call.answeredAtMs) / 1000;
  limitTime(exchange, line, Math.max(0, timeLimitSeconds - passedSeconds));
}

type Run = Pick<CallPlan, 'document' | 'twiml' | 'fallback' | 'status'>;

function runFrom(form: Form): Run | undefined {
  const document = form.target('Url', 'Method');
  const twiml = twimlFrom(form);
  const status = statusFrom(form);
  if (document && twiml !== undefined) throw new RestRefusal(400, 20001, 'Url and Twiml exclude each other');
  if (status && !document) throw new RestRefusal(400, 20001, 'StatusCallback can only be changed together with Url');
  if (!document && twiml === undefined) return undefined;
  return { document, twiml, fallback: form.target('FallbackUrl', 'FallbackMethod'), status };
}

function redirect(exchange: Exchange, call: Call, run: Run): void {
  const { document, twiml, fallback = call.plan.fallback, status = call.plan.status } = run;
  noteCall(exchange, call.sid, { type: 'redirected', plan: { document, twiml, fallback, status } });
  const line = exchange.lines.get(call.sid);
  if (call.status !== 'in-progress' || !line) return;
  redirectLine(exchange, line, document ?? { twiml: twiml ?? '', isUpdate: true });
}
