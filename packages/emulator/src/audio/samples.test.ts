import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromUnitRange, mix } from './samples.ts';

const samples = fc.int16Array();

test('two sounds are added up', () => {
  expect(mix(Int16Array.of(1, 2, 3), Int16Array.of(10, -20))).toEqual(Int16Array.of(11, -18, 3));
});

test('two loud sounds are clipped and never wrap around', () => {
  expect(mix(Int16Array.of(30_000, -30_000), Int16Array.of(30_000, -30_000))).toEqual(Int16Array.of(32_767, -32_768));
});

test('it does not matter which of two sounds is named first', () => {
  fc.assert(
    fc.property(samples, samples, (a, b) => {
      expect(mix(a, b)).toEqual(mix(b, a));
    }),
  );
});

test('silence adds nothing', () => {
  fc.assert(
    fc.property(samples, (a) => {
      expect(mix(a, new Int16Array(a.length))).toEqual(a);
    }),
  );
});

test('what is not a number is silence', () => {
  expect(fromUnitRange(Float32Array.of(Number.NaN, 0.5, 2))).toEqual(Int16Array.of(0, 16_384, 32_767));
});
