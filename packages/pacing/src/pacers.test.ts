import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectationsOf } from './expectations.ts';
import { emptyMemory, fold, type PacingEvent, type PacingMemory } from './memory.ts';
import { power } from './power.ts';
import { allowedRisk, predictive, predictivePhase } from './predictive.ts';
import { progressive } from './progressive.ts';
import type { PacingState } from './state.ts';

const nowMs = 1_000_000_000;
const idle: PacingState = {
  nowMs,
  ready: 0,
  talkingSinceMs: [],
  wrapUpSinceMs: [],
  ringingSinceMs: [],
  waiting: 0,
  callsPerSeat: 3,
};
const since = (secondsAgo: readonly number[]) => secondsAgo.map((seconds) => nowMs - 1000 * seconds);
const seconds = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 40 });
const states = fc
  .record({
    ready: fc.nat(40),
    talkingSinceMs: seconds.map(since),
    wrapUpSinceMs: seconds.map(since),
    ringingSinceMs: seconds.map(since),
    waiting: fc.nat(5),
    callsPerSeat: fc.integer({ min: 1, max: 100 }).map((tenths) => tenths / 10),
  })
  .map((some): PacingState => ({ ...idle, ...some }));

/** Somebody who called all day: one of three answered after 8 s, talked for 90 s; `abandoned` of 900 were. */
const experienced = remember(900, 9);

function remember(answers: number, abandoned: number): PacingMemory {
  const atMs = (index: number) => nowMs - 1000 * (index % 3600);
  const all = Array.from({ length: answers }, (_, index): PacingEvent[] => [
    { type: 'answered', atMs: atMs(index), seconds: 4 + (index % 9) },
    { type: 'unanswered', atMs: atMs(index), seconds: 25 },
    { type: 'unanswered', atMs: atMs(index), seconds: 25 },
    { type: 'talked', atMs: atMs(index), seconds: 30 + (index % 120) },
    ...(index < abandoned ? [{ type: 'abandoned' as const, atMs: atMs(index) }] : []),
  ]).flat();
  return all.reduce(fold, emptyMemory);
}

describe('every pacer', () => {
  const learnt = expectationsOf(experienced);
  test.each([
    ['progressive', progressive],
    ['power', power(2.7)],
    ['predictive', predictive(experienced, learnt)],
    ['predictive without a memory', predictive(emptyMemory)],
  ])('%s keeps to the cap of calls per seat, in whole calls', (_name, pacer) => {
    fc.assert(
      fc.property(states, (state) => {
        const calls = pacer(state);
        const seats = state.ready + state.talkingSinceMs.length + state.wrapUpSinceMs.length;
        expect(Number.isInteger(calls) && calls >= 0).toBe(true);
        const most = Math.max(state.callsPerSeat * seats + 1e-6, state.ringingSinceMs.length + state.waiting);
        expect(calls + state.ringingSinceMs.length + state.waiting).toBeLessThanOrEqual(most);
      }),
      { seed: 1 },
    );
  });
});

test('progressive keeps exactly one call in the air for each ready seat that nobody waits for', () => {
  fc.assert(
    fc.property(states, (state) => {
      const wanted = Math.max(0, state.ready - state.waiting - state.ringingSinceMs.length);
      expect(progressive({ ...state, callsPerSeat: 100 })).toBe(wanted);
    }),
    { seed: 1 },
  );
});

// The first: docs.genesys.com/Documentation/CXC/latest/CXCHelp/PacingOptions, read 2026-11-21.
test.each([
  { ratio: 0.7, ready: 4, waiting: 0, ringing: 1, calls: 1 },
  { ratio: 2.5, ready: 3, waiting: 0, ringing: 2, calls: 5 },
  { ratio: 3, ready: 4, waiting: 1, ringing: 9, calls: 0 },
  { ratio: 1.15, ready: 100, waiting: 0, ringing: 0, calls: 115 },
  { ratio: 2, ready: 0, waiting: 0, ringing: 0, calls: 0 },
])('power $ratio with $ready ready, $waiting waiting and $ringing ringing places $calls', (given) => {
  const ringingSinceMs = since(Array.from({ length: given.ringing }, () => 3));
  expect(power(given.ratio)({ ...idle, ...given, ringingSinceMs })).toBe(given.calls);
});

describe('predictive', () => {
  test('never places less than progressive', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(predictive(experienced)(state)).toBeGreaterThanOrEqual(progressive(state));
      }),
      { seed: 1 },
    );
  });

  test('places none while no seat is ready and none is expected to be soon', () => {
    expect(predictive(experienced)({ ...idle, talkingSinceMs: since([1, 2, 3]) })).toBe(0);
    expect(predictive(experienced)(idle)).toBe(0);
  });

  test('dials ahead of seats that are about to be free', () => {
    const long = since(Array.from({ length: 30 }, () => 140));
    expect(predictive(experienced)({ ...idle, talkingSinceMs: long })).toBeGreaterThan(0);
  });

  test('takes a call that has rung for long as one that nobody will answer', () => {
    const ringing = (secondsAgo: number) => since(Array.from({ length: 12 }, () => secondsAgo));
    const some = { ...idle, ready: 4, callsPerSeat: 20 };
    const pacer = predictive(experienced);
    expect(pacer({ ...some, ringingSinceMs: ringing(20) })).toBeGreaterThan(
      pacer({ ...some, ringingSinceMs: ringing(1) }),
    );
  });

  test.each([
    ['before 34 people have answered', remember(33, 0), 'learning'],
    ['when one more abandoned call would pass 3 %', remember(900, 27), 'stopped'],
    ['with one abandoned call of 40', remember(40, 1), 'stopped'],
  ] as const)('is progressive %s', (_when, memory, phase) => {
    const state = { ...idle, ready: 10, talkingSinceMs: since([140, 140, 140]) };
    expect(predictive(memory)(state)).toBe(10);
    expect(predictivePhase(memory, nowMs)).toBe(phase);
  });

  test('holds back more and more from 2.5 % on', () => {
    const risks = [18, 22, 23, 24, 25, 26].map((abandoned) => allowedRisk(remember(900, abandoned), nowMs));
    expect(risks).toEqual(risks.toSorted((one, other) => other - one));
    expect(predictivePhase(remember(900, 22), nowMs)).toBe('steering');
    expect(predictivePhase(remember(900, 23), nowMs)).toBe('throttled');
    expect(risks.at(-1)).toBeLessThan((risks[0] ?? 0) / 20);
  });

  test('does not pay for a bad day with the good ones before it', () => {
    const dayMs = 24 * 3600 * 1000;
    const bad: PacingEvent[] = Array.from({ length: 5 }, () => ({ type: 'abandoned', atMs: nowMs + dayMs }));
    const answered: PacingEvent[] = Array.from({ length: 100 }, () => ({
      type: 'answered',
      atMs: nowMs + dayMs,
      seconds: 5,
    }));
    const memory = [...bad, ...answered].reduce(fold, remember(900, 0));
    expect(predictivePhase(memory, nowMs + dayMs)).toBe('stopped');
  });
});
