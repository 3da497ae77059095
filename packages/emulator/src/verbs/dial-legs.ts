import type { Dial } from '@offhook/twiml';
import { detectAnswer, sendDigits } from '../answering.ts';
import type { RingOutcome } from '../callers/far-end.ts';
import { hangUp } from '../ending.ts';
import { spawn } from '../exchange.ts';
import { addLeg, type Leg } from '../leg.ts';
import type { Line } from '../line.ts';
import { ring } from '../ringing.ts';
import { runDocuments } from '../running.ts';
import { type Task, until } from '../task.ts';
import type { DialStatus } from './dial-result.ts';
import { type DialTarget, targetsOf } from './dial-targets.ts';
import type { Stage } from './outcome.ts';

/** What came of ringing. */
export interface Rung {
  status: DialStatus;
  /** The leg that the result is about; with several it is the one that answered, or the last to give up. */
  childSid?: string;
  /** The leg that answered and is ready to be connected. */
  child?: Line;
  /** Whether the leg that answered was redirected on its own before it was connected. */
  hasLeft?: boolean;
}

/** Rings everybody, together or one after another; the first to answer wins and the others are canceled. */
export function* ringAll(stage: Stage, verb: Dial, timeoutMs: number): Task<Rung> {
  const targets = targetsOf(stage, verb);
  if (targets.length === 0) return { status: 'failed' };
  if (!verb.sequential) return yield* firstToAnswer(stage, targets, timeoutMs);
  let result: Rung = { status: 'failed' };
  for (const target of targets) {
    result = yield* firstToAnswer(stage, [target], timeoutMs);
    if (result.status === 'completed') break;
  }
  return result;
}

interface ChildLeg extends Leg {
  target: DialTarget;
}

function* firstToAnswer(stage: Stage, targets: DialTarget[], timeoutMs: number): Task<Rung> {
  const legs = targets.map((target) => ({ target, ...addLeg(stage.exchange, target.leg, target.endpoint) }));
  try {
    const { answered, ...result } = yield* untilAnswered(stage, legs, timeoutMs);
    cancelOthers(stage, legs, answered?.line);
    if (!answered) return result;
    const state = yield* untilReady(stage, answered);
    return state === 'ready' ? { ...result, child: answered.line } : { ...result, hasLeft: state === 'left' };
  } catch (error) {
    cancelOthers(stage, legs, undefined);
    throw error;
  }
}

function untilAnswered({ exchange }: Stage, legs: ChildLeg[], timeoutMs: number): Task<Rung & { answered?: ChildLeg }> {
  return until((resolve) => {
    let ringing = legs.length;
    for (const leg of legs) {
      const { callSid: childSid } = leg.line;
      const settle = (outcome: RingOutcome | 'canceled') => {
        ringing -= 1;
        if (outcome === 'answered') resolve({ status: 'completed', childSid, answered: leg });
        else if (ringing === 0) resolve({ status: statusOf[outcome], childSid });
      };
      // Hung up through the API while it rang.
      const interrupted = () => settle('canceled');
      leg.line.strand = spawn(exchange, ring(exchange, leg, timeoutMs), { done: settle, interrupted });
    }
    return () => undefined;
  });
}

// Keys and the whisper come before the two can hear each other.
function untilReady({ exchange }: Stage, leg: ChildLeg): Task<'ready' | 'gone' | 'left'> {
  const { line } = leg;
  return until((resolve) => {
    const ready = (isReady: boolean) => resolve(isReady ? 'ready' : 'gone');
    const strand = spawn(exchange, prepare(exchange, leg), { done: ready, interrupted: () => resolve('gone') });
    line.strand = strand;
    line.leave = () => {
      resolve('left');
      strand.interrupt('taken-over');
    };
    return () => {
      line.leave = undefined;
      line.isWhispering = undefined;
    };
  });
}

function* prepare(exchange: Stage['exchange'], leg: ChildLeg): Task<boolean> {
  const { line, target } = leg;
  yield* detectAnswer(exchange, leg);
  if (target.sendDigits) yield* sendDigits(exchange, line, target.sendDigits);
  if (!target.whisper) return true;
  line.isWhispering = true;
  if ((yield* runDocuments(exchange, line, target.whisper)) === 'exhausted') return true;
  hangUp(exchange, line.callSid);
  return false;
}

const statusOf: Record<Exclude<RingOutcome, 'answered'> | 'canceled', DialStatus> = {
  canceled: 'canceled',
  busy: 'busy',
  declined: 'busy',
  'no-answer': 'no-answer',
  invalid: 'failed',
  away: 'no-answer',
  unregistered: 'failed',
};

function cancelOthers({ exchange }: Stage, legs: { line: Line }[], winner: Line | undefined): void {
  for (const { line } of legs) if (line !== winner) hangUp(exchange, line.callSid);
}
