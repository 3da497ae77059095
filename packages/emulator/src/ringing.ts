import { type EndStatus, hasEnded } from './call.ts';
import { tellInBackground } from './callbacks.ts';
import type { FarEnd, RingOutcome } from './callers/far-end.ts';
import { moveTo } from './callers/far-end.ts';
import { startScript } from './callers/script.ts';
import { endCall } from './ending.ts';
import { type Exchange, noteCall } from './exchange.ts';
import type { Leg } from './leg.ts';
import type { Line } from './line.ts';
import { Interruption, type Task, until, wait } from './task.ts';
import { callOf } from './world.ts';

/** Dials and rings the far end of a leg. Ends with what came of it; an unanswered call has ended by then. */
export function* ring(exchange: Exchange, { line, farEnd }: Leg, timeoutMs: number): Task<RingOutcome> {
  const { callSid } = line;
  noteCall(exchange, callSid, { type: 'initiated' });
  tellInBackground(exchange, callSid, 'initiated');
  yield* wait(exchange.clock, exchange.settings.setupMs);
  if (isThere(farEnd)) {
    noteCall(exchange, callSid, { type: 'ringing' });
    tellInBackground(exchange, callSid, 'ringing');
  }
  const outcome = yield* decision(exchange, farEnd, timeoutMs);
  if (outcome === 'answered') pickUp(exchange, line, farEnd);
  else endCall(exchange, callSid, ends[outcome].status, sipCodeFor(farEnd, outcome));
  return outcome;
}

function isThere({ persona, endpoint }: FarEnd): boolean {
  return endpoint ? endpoint.absent === undefined : persona.kind !== 'invalid' && persona.kind !== 'unreachable';
}

function sipCodeFor({ persona }: FarEnd, outcome: Exclude<RingOutcome, 'answered'>): number {
  return persona.kind === 'unreachable' && outcome === 'invalid' ? persona.sipCode : ends[outcome].sipCode;
}

// Twilio reports both 486 and 600-class refusals as busy.
const ends: Record<Exclude<RingOutcome, 'answered'>, { status: EndStatus; sipCode: number }> = {
  busy: { status: 'busy', sipCode: 486 },
  declined: { status: 'busy', sipCode: 603 },
  'no-answer': { status: 'no-answer', sipCode: 487 },
  invalid: { status: 'failed', sipCode: 404 },
  // Unconfirmed: that a client without a device is reported as not answering.
  away: { status: 'no-answer', sipCode: 480 },
  // Unconfirmed: a 480 has been seen reported as failed.
  unregistered: { status: 'failed', sipCode: 480 },
};

function decision(exchange: Exchange, farEnd: FarEnd, timeoutMs: number): Task<RingOutcome> {
  return until<RingOutcome>((resolve) => {
    farEnd.decide = resolve;
    const timers = [exchange.clock.after(timeoutMs, () => resolve('no-answer'))];
    const planned = plannedOutcome(exchange, farEnd);
    if (planned) timers.push(exchange.clock.after(planned.afterMs, () => resolve(planned.outcome)));
    else farEnd.endpoint?.ring();
    return () => {
      farEnd.decide = undefined;
      for (const timer of timers) timer.cancel();
    };
  });
}

const busyToneMs = 1000;

function plannedOutcome(
  exchange: Exchange,
  { persona, rings, endpoint }: FarEnd,
): { outcome: RingOutcome; afterMs: number } | undefined {
  if (endpoint) return endpoint.absent && { outcome: endpoint.absent, afterMs: 0 };
  const ringingMs = rings * exchange.settings.ringSeconds * 1000;
  if (persona.kind === 'busy') return { outcome: 'busy', afterMs: busyToneMs };
  if (persona.kind === 'invalid' || persona.kind === 'unreachable') return { outcome: 'invalid', afterMs: 0 };
  if (persona.kind === 'declines') return { outcome: 'declined', afterMs: ringingMs };
  const picksUp = persona.kind === 'person' || persona.kind === 'voicemail' || persona.kind === 'fax';
  return picksUp ? { outcome: 'answered', afterMs: ringingMs } : undefined;
}

function pickUp(exchange: Exchange, line: Line, farEnd: FarEnd): void {
  noteCall(exchange, line.callSid, { type: 'answered' });
  tellInBackground(exchange, line.callSid, 'answered');
  connectFarEnd(exchange, line, farEnd);
}

/** Answers a call to us that still rings. Throws an {@link Interruption} when whoever called has hung up by then. */
export function answerIncoming(exchange: Exchange, line: Line): void {
  if (callOf(exchange.world, line.callSid).status !== 'ringing') return;
  const farEnd = exchange.farEnds.get(line.callSid);
  if (farEnd) pickUp(exchange, line, farEnd);
  // Another leg of ours that rang runs on at once when it is answered, and may come to its end.
  if (hasEnded(callOf(exchange.world, line.callSid))) throw new Interruption('ended');
}

/** Both sides can hear each other from now on. */
function connectFarEnd(exchange: Exchange, line: Line, farEnd: FarEnd): void {
  moveTo(exchange, farEnd, 'in-call');
  const { timeLimitSeconds } = callOf(exchange.world, line.callSid).plan;
  limitTime(exchange, line, timeLimitSeconds);
  if (farEnd.endpoint) farEnd.endpoint.connect();
  else startScript(exchange, line, farEnd, { hangUp: () => endCall(exchange, line.callSid, 'completed', 200) });
}

/** Ends the leg in so many seconds, unless its time limit was changed to a later one by then. */
export function limitTime(exchange: Exchange, line: Line, seconds: number): void {
  const timer = exchange.clock.after(seconds * 1000, () => {
    const call = callOf(exchange.world, line.callSid);
    const sinceMs = exchange.clock.nowMs() - (call.answeredAtMs ?? 0);
    if (hasEnded(call) || sinceMs < call.plan.timeLimitSeconds * 1000) return;
    endCall(exchange, line.callSid, 'completed', 200);
  });
  line.timers.add(timer);
}
