import { detectAnswer, sendDigits } from './answering.ts';
import type { NewCall } from './call.ts';
import type { FarEnd } from './callers/far-end.ts';
import type { Source } from './document.ts';
import { type Exchange, inBackground } from './exchange.ts';
import { addLeg } from './leg.ts';
import type { Line } from './line.ts';
import { startRecording } from './recorder.ts';
import { ring } from './ringing.ts';
import { runCall } from './running.ts';
import { wait } from './waiting.ts';
import { callOf } from './world.ts';

/** Places a call as the REST API does: queued now, dialled when the limit of calls per second lets it. Returns its SID. */
export function placeCall(exchange: Exchange, asked: Omit<NewCall, 'sid'>): string {
  const { line, farEnd } = addLeg(exchange, asked);
  inBackground(exchange, carryCall(exchange, line, farEnd));
  return line.callSid;
}

async function carryCall(exchange: Exchange, line: Line, farEnd: FarEnd): Promise<void> {
  await wait(exchange.clock, dialDelayMs(exchange), line.interruption.signal);
  const { plan } = callOf(exchange.world, line.callSid);
  const outcome = await ring(exchange, line, farEnd, plan.ringTimeoutSeconds * 1000);
  if (outcome !== 'answered') return;
  if (plan.recording) startRecording(exchange, line, 'OutboundAPI', plan.recording);
  await detectAnswer(exchange, line, farEnd);
  if (plan.sendDigits) await sendDigits(exchange, line, plan.sendDigits);
  await runCall(exchange, line, sourceOf(exchange, line.callSid));
}

function dialDelayMs(exchange: Exchange): number {
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
