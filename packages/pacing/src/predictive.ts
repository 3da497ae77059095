import {
  type Abandonment,
  abandonmentsOf,
  fewestAnswers,
  mayAbandonOneMore,
  stopAt,
  throttleAt,
} from './abandonment.ts';
import { answerRateOf } from './answer-rate.ts';
import { binOf } from './bins.ts';
import { type Expectations, expectationsOf } from './expectations.ts';
import type { PacingMemory } from './memory.ts';
import { progressive } from './progressive.ts';
import { shortage, type Tally } from './shortage.ts';
import { type Pacer, type PacingState, roomFor } from './state.ts';

/**
 * Places a call while the chance that it would be answered with no seat free is small enough. How small is steered by
 * the abandonment so far. Never less than progressive pacing, and no more than that before enough was seen or once too
 * many calls were abandoned.
 *
 * The ideas are old ones: weights of busy seats by how long they have been busy, matched to the calls that will be
 * answered (US 5,640,445 and 5,926,528, expired), and integral control of the allowance by the abandoned share.
 *
 * @example
 * predictive(memory)(state); // 3
 */
export function predictive(memory: PacingMemory, expectations: Expectations = expectationsOf(memory)): Pacer {
  return (state) => {
    const least = progressive(state);
    const room = roomFor(state);
    if (room <= least) return least;
    const risk = allowedRisk(memory, state.nowMs);
    if (risk <= 0) return least;
    return Math.max(least, callsWithin(risk, state, answerRateOf(memory, state.nowMs), expectations));
  };
}

export type PredictivePhase = 'learning' | 'steering' | 'throttled' | 'stopped';

/** What the predictive pacer does at present, and why: in all but `steering` it holds back. */
export function predictivePhase(memory: PacingMemory, nowMs: number): PredictivePhase {
  const both = Object.values(abandonmentsOf(memory, nowMs));
  if (both.some(({ answered }) => answered < fewestAnswers)) return 'learning';
  if (!both.every(mayAbandonOneMore)) return 'stopped';
  return both.some(({ answered, abandoned }) => abandoned >= throttleAt * answered) ? 'throttled' : 'steering';
}

// When as many calls were abandoned as there should be, and the most ever.
const riskAtBalance = 0.05;
const mostRisk = 0.5;

/** How likely an answer without a seat may be, for the next call; 0 for progressive pacing only. */
export function allowedRisk(memory: PacingMemory, nowMs: number): number {
  const { day, month } = abandonmentsOf(memory, nowMs);
  return Math.min(mostRisk, riskOf(day), riskOf(month));
}

function riskOf(counts: Abandonment): number {
  if (!mayAbandonOneMore(counts)) return 0;
  const { answered, abandoned } = counts;
  const expected = stopAt * answered;
  // What was not used so far, in the measure of chance: counts of rare things stray by their square root.
  const unused = (expected - abandoned) / (1 + 0.6 * Math.sqrt(expected));
  const throttle = Math.min(1, (stopAt - abandoned / answered) / (stopAt - throttleAt));
  return throttle * riskAtBalance * Math.exp(unused - 1);
}

function callsWithin(risk: number, state: PacingState, answerRate: number, expectations: Expectations): number {
  const { answeredLasts, unansweredLasts, talkEnds, wrapUpEnds } = expectations;
  const { nowMs, ringingSinceMs, talkingSinceMs, wrapUpSinceMs } = state;
  const room = roomFor(state);
  const free = state.ready - state.waiting;
  const releasing: Tally = { sum: 0, squares: 0 };
  const answering: Tally = { sum: 0, squares: 0 };
  for (const since of talkingSinceMs) add(releasing, talkEnds[binOf((nowMs - since) / 1000)] ?? 0);
  for (const since of wrapUpSinceMs) add(releasing, wrapUpEnds[binOf((nowMs - since) / 1000)] ?? 0);
  for (const since of ringingSinceMs) {
    const bin = binOf((nowMs - since) / 1000);
    // The longer it rings, the less likely somebody will answer (Bayes).
    const will = answerRate * (answeredLasts[bin] ?? 0);
    add(answering, will / (will + (1 - answerRate) * (unansweredLasts[bin] ?? 0)));
  }
  let calls = 0;
  for (; calls < room && shortage(answering, releasing, free) <= risk; calls += 1) add(answering, answerRate);
  return calls;
}

function add(tally: Tally, chance: number): void {
  tally.sum += chance;
  tally.squares += chance * chance;
}
