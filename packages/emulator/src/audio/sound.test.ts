import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lengthMsOf, repeated, samplesOf } from './sound.ts';

test('a pattern goes on for as long as it is asked to', async () => {
  expect(await samplesOf(repeated(Int16Array.of(1, 2, 3), 1))).toEqual(Int16Array.of(1, 2, 3, 1, 2, 3, 1, 2));
});

test('any stretch of a pattern is what stands there', () => {
  const position = fc.integer({ min: 0, max: 500 });
  fc.assert(
    fc.property(fc.int16Array({ minLength: 1, maxLength: 40 }), position, position, (pattern, from, length) => {
      const expected = Int16Array.from({ length }, (_, at) => pattern[(from + at) % pattern.length] ?? 0);
      expect(repeated(pattern, 1000).read(from, from + length)).toEqual(expected);
    }),
  );
});

test('a pattern of nothing is silence', () => {
  expect(repeated(new Int16Array(0), 1).read(0, 8)).toEqual(new Int16Array(8));
});

test('the length of a sound is known without making it', () => {
  const never = () => {
    throw new Error('nobody listens');
  };
  expect(lengthMsOf({ lengthMs: 7, render: never })).toBe(7);
  expect(lengthMsOf({ lengthMs: 8, read: never })).toBe(8);
  expect(lengthMsOf(new Int16Array(12))).toBe(1.5);
});
