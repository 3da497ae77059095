import { dtmf } from './audio/index.ts';
import { hasEnded } from './call.ts';
import { deliver } from './callbacks.ts';
import { detect } from './callers/detection.ts';
import type { FarEnd } from './callers/far-end.ts';
import { type Exchange, inBackground, noteCall } from './exchange.ts';
import { durationMs, type Line, soundNear } from './line.ts';
import { wait } from './waiting.ts';
import { callOf } from './world.ts';

/**
 * Finds out who answered, if the call was asked to. Waits for the verdict, unless it was asked for in the background: then
 * the verdict goes to a callback of its own, with exactly four fields.
 */
export async function detectAnswer(exchange: Exchange, line: Line, farEnd: FarEnd): Promise<void> {
  const { detection } = callOf(exchange.world, line.callSid).plan;
  if (!detection) return;
  const work = async () => {
    const { answeredBy, afterMs } = await detect(exchange, farEnd, detection, line.ended.signal);
    if (hasEnded(callOf(exchange.world, line.callSid))) return;
    noteCall(exchange, line.callSid, { type: 'detected', answeredBy, afterMs });
    if (!detection.isAsync || !detection.callback) return;
    await deliver(exchange, line.callSid, detection.callback, {
      AccountSid: exchange.account.sid,
      CallSid: line.callSid,
      AnsweredBy: answeredBy,
      MachineDetectionDuration: String(afterMs),
    });
  };
  if (detection.isAsync) inBackground(exchange, work());
  else await work();
}

/** Presses keys towards the far end right after it answered, as for an extension; resolves when they have sounded. */
export async function sendDigits(exchange: Exchange, line: Line, digits: string): Promise<void> {
  const samples = dtmf(digits);
  soundNear(exchange, line, samples, { kind: 'digits', text: digits.replace(/w/gi, '') });
  await wait(exchange.clock, durationMs(samples), line.ended.signal);
}
