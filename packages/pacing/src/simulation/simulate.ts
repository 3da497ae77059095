import { power } from '../power.ts';
import { predictive } from '../predictive.ts';
import { progressive } from '../progressive.ts';
import type { PacingState } from '../state.ts';
import { type Day, figuresOf, type Kind, kindCount, kinds, later, makeDay, minuteMs, passUntil } from './day.ts';
import { happenings } from './happenings.ts';
import { type Outcome, type Scenario, sumOf } from './scenario.ts';
import { staff } from './seats-of-day.ts';

/**
 * Plays a day of calling, event by event. The same scenario always has the same outcome.
 *
 * @example
 * utilisationOf(simulate({ ...usualScenario, mode: { mode: 'progressive' } })); // about 0.66
 */
export function simulate(scenario: Scenario): Outcome {
  const day = makeDay(scenario);
  const endMs = scenario.hours * 60 * minuteMs;
  const dial = dialing(day);
  staff(day, scenario.seats);
  for (const [index, { atHours }] of scenario.changes.entries()) later(day, atHours * 3600, kinds.change, index);
  later(day, 0, kinds.tick, 0);
  while (day.heap.nextAt < endMs) {
    passUntil(day, day.heap.nextAt);
    const event = day.heap.take();
    // The remainder is the kind that `later` put there.
    const kind = (event % kindCount) as Kind;
    happenings[kind](day, (event - kind) / kindCount);
    // An answer takes a seat or waits for one: it never makes room.
    if (kind !== kinds.answers) dial();
  }
  passUntil(day, endMs);
  const minutes = day.minutes.slice(0, Math.ceil(endMs / minuteMs));
  return { ...sumOf(minutes), minutes };
}

/** Asks the pacer of the day, and places what it says. */
function dialing(day: Day): () => void {
  const { mode, callsPerSeat } = day.scenario;
  const fixed = mode.mode === 'power' ? power(mode.ratio) : progressive;
  const state = {
    nowMs: 0,
    ready: 0,
    talkingSinceMs: day.talking.instants,
    wrapUpSinceMs: day.wrappingUp.instants,
    ringingSinceMs: day.inAir.instants,
    waiting: 0,
    callsPerSeat,
  } satisfies PacingState;
  return () => {
    state.nowMs = day.nowMs;
    state.ready = day.freeSeats.length;
    state.waiting = day.queue.length;
    const pacer = mode.mode === 'predictive' ? predictive(day.memory, day.expectations) : fixed;
    for (let calls = pacer(state); calls > 0; calls -= 1) place(day);
  };
}

function place(day: Day): void {
  const { answerSeconds, noAnswerSeconds } = day.scenario;
  const call = day.freeCalls.pop() ?? day.placedMs.length;
  day.placedMs[call] = day.nowMs;
  day.inAir.add(call, day.nowMs);
  figuresOf(day).placed += 1;
  if (day.draws.who.chance() <= day.answerRate)
    later(day, day.draws.ringing.duration('erlang-4', answerSeconds), kinds.answers, call);
  else later(day, noAnswerSeconds, kinds.rangOut, call);
}
