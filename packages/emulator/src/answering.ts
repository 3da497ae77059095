import { dtmf } from './audio/index.ts';
import type { DetectionPlan } from './call.ts';
import { deliver } from './callbacks.ts';
import { detect } from './callers/detection.ts';
import type { Verdict } from './callers/verdict.ts';
import { type Exchange, noteCall, spawn } from './exchange.ts';
import type { Leg } from './leg.ts';
import { durationMs, type Line, soundNear } from './line.ts';
import { Interruption, type Task, wait } from './task.ts';
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

function* reachVerdict(exchange: Exchange, leg: Leg): Task {
  const { detection } = callOf(exchange.world, leg.line.callSid).plan;
  if (!detection) return;
  const answeredAtMs = exchange.clock.nowMs();
  try {
    yield* tellVerdict(exchange, leg, detection, yield* detect(exchange, leg, detection));
  } catch (error) {
    const isHungUp = error instanceof Interruption && error.why === 'ended';
    // Unconfirmed what Twilio says of somebody who hangs up first: nothing at all, or that it does not know.
    if (isHungUp && exchange.settings.verdictOnHangUp === 'unknown') {
      const afterMs = Math.round(exchange.clock.nowMs() - answeredAtMs);
      yield* tellVerdict(exchange, leg, detection, { answeredBy: 'unknown', afterMs });
    }
    throw error;
  }
}

function* tellVerdict(
  exchange: Exchange,
  { line: { callSid } }: Leg,
  detection: DetectionPlan,
  { answeredBy, afterMs }: Verdict,
): Task {
  const { accountSid, answeredBy: before } = callOf(exchange.world, callSid);
  if (before) return;
  noteCall(exchange, callSid, { type: 'detected', answeredBy, afterMs });
  if (!detection.isAsync || !detection.callback) return;
  yield* deliver(exchange, callSid, detection.callback, {
    AccountSid: accountSid,
    CallSid: callSid,
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
