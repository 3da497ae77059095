import { detectAnswer, sendDigits } from './answering.ts';
import type { NewCall } from './call.ts';
import type { Source } from './document.ts';
import { type Exchange, spawn } from './exchange.ts';
import { addLeg, type Leg } from './leg.ts';
import { startRecording } from './recorder.ts';
import { ring } from './ringing.ts';
import { runCall } from './running.ts';
import { type Task, wait } from './task.ts';
import { callOf } from './world.ts';

/** Places a call as the REST API does: queued now, dialled when the limit of calls per second lets it. Returns its SID. */
export function placeCall(exchange: Exchange, asked: Omit<NewCall, 'sid'>): string {
  const leg = addLeg(exchange, asked);
  if (asked.plan.callerId !== undefined) leg.farEnd.from = asked.plan.callerId;
  leg.line.strand = spawn(exchange, carryCall(exchange, leg));
  return leg.line.callSid;
}

function* carryCall(exchange: Exchange, leg: Leg): Task {
  const { line } = leg;
  yield* wait(exchange.clock, dialDelayMs(exchange));
  const { plan } = callOf(exchange.world, line.callSid);
  const outcome = yield* ring(exchange, leg, plan.ringTimeoutSeconds * 1000);
  if (outcome !== 'answered') return;
  if (plan.recording) startRecording(exchange, line, 'OutboundAPI', plan.recording);
  yield* detectAnswer(exchange, leg);
  if (plan.sendDigits) yield* sendDigits(exchange, line, plan.sendDigits);
  yield* runCall(exchange, line, sourceOf(exchange, line.callSid));
}

/** How long one more call must wait under the limit of calls per second. */
export function dialDelayMs(exchange: Exchange): number {
  const nowMs = exchange.clock.nowMs();
  const startsAtMs = Math.max(nowMs, exchange.dialling.nextAtMs);
  exchange.dialling.nextAtMs = startsAtMs + 1000 / exchange.settings.callsPerSecond;
  return startsAtMs - nowMs;
}

// An update while it rang may have changed what is to be run.
function sourceOf(exchange: Exchange, callSid: string): Source {
  const { document, twiml } = callOf(exchange.world, callSid).plan;
  return document ?? { twiml: twiml ?? '<Response/>' };
}
