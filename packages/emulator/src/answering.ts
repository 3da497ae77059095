import { dtmf } from './audio/index.ts';
import { hasEnded } from './call.ts';
import { deliver } from './callbacks.ts';
import { detect } from './callers/detection.ts';
import { type Exchange, noteCall, spawn } from './exchange.ts';
import type { Leg } from './leg.ts';
import { durationMs, type Line, soundNear } from './line.ts';
import { type Task, wait } from './task.ts';
import { callOf } from './world.ts';

/**
 * Finds out who answered, if the call was asked to. Waits for the verdict, unless it was asked for in the background: then
 * the verdict goes to a callback of its own, with exactly four fields.
 */
export function* detectAnswer(exchange: Exchange, leg: Leg): Task {
  const { detection } = callOf(exchange.world, leg.line.callSid).plan;
  if (!detection) return;
  if (detection.isAsync) leg.line.background.add(spawn(exchange, reachVerdict(exchange, leg)));
  else yield* reachVerdict(exchange, leg);
}

function* reachVerdict(exchange: Exchange, { line, farEnd }: Leg): Task {
  const call = callOf(exchange.world, line.callSid);
  const { detection } = call.plan;
  if (!detection) return;
  const { answeredBy, afterMs } = yield* detect(exchange, farEnd, detection);
  if (hasEnded(callOf(exchange.world, line.callSid))) return;
  noteCall(exchange, line.callSid, { type: 'detected', answeredBy, afterMs });
  if (!detection.isAsync || !detection.callback) return;
  yield* deliver(exchange, line.callSid, detection.callback, {
    AccountSid: call.accountSid,
    CallSid: line.callSid,
    AnsweredBy: answeredBy,
    MachineDetectionDuration: String(afterMs),
  });
}

/** Presses keys towards the far end right after it answered, as for an extension; ends when they have sounded. */
export function* sendDigits(exchange: Exchange, line: Line, digits: string): Task {
  const samples = dtmf(digits);
  soundNear(exchange, line, samples, { kind: 'digits', text: digits.replace(/w/gi, '') });
  yield* wait(exchange.clock, durationMs(samples));
}
