import { expect, test } from 'vitest';
import { trimSilence } from './recorder.ts';

test('trimming cuts what is silent in all channels, at both ends only', () => {
  const left = Int16Array.of(0, 0, 500, 0, 500, 0, 0, 0);
  const right = Int16Array.of(0, 0, 0, 0, 0, 0, 900, 0);
  expect(trimSilence([left, right])).toEqual([Int16Array.of(500, 0, 500, 0, 0), Int16Array.of(0, 0, 0, 0, 900)]);
  expect(trimSilence([new Int16Array(5)])).toEqual([new Int16Array(0)]);
});
