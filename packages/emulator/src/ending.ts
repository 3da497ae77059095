import { billedMinutes, type EndStatus, hasEnded } from './call.ts';
import { tellEnd } from './callbacks.ts';
import { moveTo } from './callers/far-end.ts';
import { type Exchange, Interruption, inBackground, noteCall } from './exchange.ts';
import { stopRecording } from './recorder.ts';
import { wait } from './waiting.ts';
import { callOf } from './world.ts';

/** Ends a call, once: whatever runs on it is interrupted, its recordings are kept, the application is told, a price follows. */
export function endCall(exchange: Exchange, callSid: string, status: EndStatus, sipCode: number): void {
  const before = callOf(exchange.world, callSid);
  if (hasEnded(before)) return;
  noteCall(exchange, callSid, { type: 'ended', status, sipCode });
  const farEnd = exchange.farEnds.get(callSid);
  if (farEnd) moveTo(exchange, farEnd, 'ended');
  const line = exchange.lines.get(callSid);
  line?.interruption.abort(new Interruption('ended'));
  line?.ended.abort(new Interruption('ended'));
  for (const timer of line?.timers ?? []) timer.cancel();
  inBackground(exchange, finish(exchange, callSid));
}

// The final callback names the recording, so the recording comes first.
async function finish(exchange: Exchange, callSid: string): Promise<void> {
  const line = exchange.lines.get(callSid);
  for (const open of [...(line?.recordings ?? [])]) await stopRecording(exchange, open);
  exchange.lines.delete(callSid);
  await tellEnd(exchange, callSid);
  await settlePrice(exchange, callSid);
}

// US list prices per minute on 2026-07-01, https://www.twilio.com/en-us/voice/pricing/us; an unanswered call is free.
const outboundMicrosPerMinute = 14_000;
const inboundMicrosPerMinute = 8_500;

async function settlePrice(exchange: Exchange, callSid: string): Promise<void> {
  await wait(exchange.clock, exchange.settings.priceDelayMs, exchange.stopping.signal);
  priceNow(exchange, callSid);
}

export function priceNow(exchange: Exchange, callSid: string): void {
  const call = callOf(exchange.world, callSid);
  const rate = call.direction === 'inbound' ? inboundMicrosPerMinute : outboundMicrosPerMinute;
  noteCall(exchange, callSid, { type: 'priced', priceMicros: 0 - billedMinutes(call) * rate });
}
