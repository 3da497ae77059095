import { type EndStatus, hasEnded } from './call.ts';
import { tellEnd } from './callbacks.ts';
import { moveTo } from './callers/far-end.ts';
import { type Exchange, noteCall, spawn } from './exchange.ts';
import { forgetLater } from './forgetting.ts';
import { priceUnderMischief } from './mischief/prices.ts';
import { stopRecordings } from './recorder.ts';
import { type Task, wait } from './task.ts';
import { priceMicrosOf } from './usage/prices.ts';
import { checkTriggers } from './usage/triggers.ts';
import { callOf } from './world.ts';

/** Ends a call, once: whatever runs on it is interrupted, its recordings are kept, the application is told, a price follows. */
export function endCall(exchange: Exchange, callSid: string, status: EndStatus, sipCode: number): void {
  if (hasEnded(callOf(exchange.world, callSid))) return;
  noteCall(exchange, callSid, { type: 'ended', status, sipCode });
  const farEnd = exchange.farEnds.get(callSid);
  if (farEnd) moveTo(exchange, farEnd, 'ended');
  const line = exchange.lines.get(callSid);
  if (line) {
    for (const timer of line.timers) timer.cancel();
    line.strand?.interrupt('ended');
    for (const strand of line.background) strand.interrupt('ended');
    for (const listener of [...line.endListeners]) listener();
  }
  spawn(exchange, finish(exchange, callSid));
}

/** Ends a call as whoever hangs up does: before the answer it is canceled. Nothing when it has ended. */
export function hangUp(exchange: Exchange, callSid: string): void {
  const isInProgress = callOf(exchange.world, callSid).status === 'in-progress';
  if (isInProgress) endCall(exchange, callSid, 'completed', 200);
  else endCall(exchange, callSid, 'canceled', 487);
}

// The final callback names the recording, so the recording comes first.
function* finish(exchange: Exchange, callSid: string): Task {
  const line = exchange.lines.get(callSid);
  if (line) yield* stopRecordings(exchange, line);
  exchange.lines.delete(callSid);
  yield* tellEnd(exchange, callSid);
  yield* wait(exchange.clock, exchange.settings.priceDelayMs);
  yield* priceUnderMischief(exchange, callSid, () => priceNow(exchange, callSid));
  forgetLater(exchange, callSid);
}

export function priceNow(exchange: Exchange, callSid: string): void {
  const call = noteCall(exchange, callSid, {
    type: 'priced',
    priceMicros: priceMicrosOf(exchange.settings.prices, callOf(exchange.world, callSid)),
  });
  checkTriggers(exchange, call.accountSid, callSid);
}
