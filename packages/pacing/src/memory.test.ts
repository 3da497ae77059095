import fc from 'fast-check';
import { expect, test } from 'vitest';
import { abandonmentsOf } from './abandonment.ts';
import { answerRateOf } from './answer-rate.ts';
import { emptyMemory, fold, type PacingEvent } from './memory.ts';

const dayMs = 24 * 3600 * 1000;
const seconds = fc.integer({ min: 0, max: 6000 });
const times = fc.integer({ min: 0, max: 40 * 24 * 60 }).map((minute) => minute * 60_000);
const events: fc.Arbitrary<PacingEvent> = fc.oneof(
  fc.record({ type: fc.constantFrom('answered', 'unanswered', 'talked', 'wrapped-up'), atMs: times, seconds }),
  fc.record({ type: fc.constant('abandoned' as const), atMs: times }),
);

test('events in any order make the same memory', () => {
  const orders = fc
    .array(events, { maxLength: 60 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  fc.assert(
    fc.property(orders, ([list, shuffled]) => {
      expect(shuffled.reduce(fold, emptyMemory)).toEqual(list.reduce(fold, emptyMemory));
    }),
    { seed: 1 },
  );
});

test('the memory is plain JSON, and stays small', () => {
  const many = Array.from(
    { length: 5000 },
    (_, index): PacingEvent => ({
      type: index % 2 === 0 ? 'answered' : 'talked',
      atMs: index * 600_000,
      seconds: index,
    }),
  );
  const memory = many.reduce(fold, emptyMemory);
  expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
  expect(JSON.stringify(memory).length).toBeLessThan(60_000);
});

test('what is told is not changed', () => {
  const before = fold(emptyMemory, { type: 'answered', atMs: 0, seconds: 3 });
  const copy = structuredClone(before);
  fold(before, { type: 'answered', atMs: 1, seconds: 3 });
  expect(before).toEqual(copy);
});

test('abandoned calls are counted over 24 hours and over 30 days', () => {
  const told: PacingEvent[] = [
    { type: 'answered', atMs: 0, seconds: 3 },
    { type: 'answered', atMs: 20 * dayMs, seconds: 3 },
    { type: 'abandoned', atMs: 20 * dayMs },
    { type: 'answered', atMs: 31 * dayMs, seconds: 3 },
  ];
  expect(abandonmentsOf(told.reduce(fold, emptyMemory), 31 * dayMs)).toEqual({
    day: { answered: 1, abandoned: 0 },
    month: { answered: 2, abandoned: 1 },
  });
});

test('the answer rate follows the latest minutes when there are many calls, and hardly when there are few', () => {
  const minute = (index: number, answered: number, unanswered: number) => ({ index, answered, unanswered });
  const hour = (calls: number) => ({
    minutes: Array.from({ length: 60 }, (_, age) =>
      age < 10 ? minute(60 - age, 0.1 * calls, 0.9 * calls) : minute(60 - age, 0.4 * calls, 0.6 * calls),
    ),
  });
  const nowMs = 60 * 60_000;
  expect(answerRateOf(hour(1000), nowMs)).toBeLessThan(0.18);
  expect(answerRateOf(hour(10), nowMs)).toBeGreaterThan(0.22);
  expect(answerRateOf({ minutes: [] }, nowMs)).toBe(0.25);
});
