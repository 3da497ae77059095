import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

test('random flows and callers: nothing throws, nothing goes round, and every call ends in words or a message', () => {
  const total = { called: 0, refused: 0, unread: 0 };
  // A failure shrinks to the smallest flow of its kind.
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 20 }), (seed, size) => {
      const { failures, called, refused, unread } = fuzz(10, seed, { size });
      total.called += called;
      total.refused += refused;
      total.unread += unread;
      expect(failures).toEqual([]);
    }),
    { numRuns: 300, seed: 5 },
  );
  expect(total.called).toBeGreaterThan(1000);
  expect(total.refused).toBeGreaterThan(300);
  expect(total.unread).toBeGreaterThan(300);
});

test('the same seed makes the same flows and calls', () => {
  expect(fuzz(50, 7)).toEqual(fuzz(50, 7));
  expect(fuzz(50, 7)).not.toEqual(fuzz(50, 8));
});
