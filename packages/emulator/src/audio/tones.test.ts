import { expect, test } from 'vitest';
import { amplitudeAt } from './goertzel.ts';
import { beep } from './tones.ts';

test('a beep is half a second of 1000 Hz', () => {
  expect(beep()).toHaveLength(4000);
  expect(amplitudeAt(beep(), 1000)).toBeCloseTo(0.4, 1);
  expect(amplitudeAt(beep(), 2000)).toBeLessThan(0.001);
});

test('a beep fades in and out, so that it does not click', () => {
  const loudest = (part: Int16Array) => Math.max(...part.map(Math.abs));
  expect(loudest(beep().subarray(0, 4))).toBeLessThan(loudest(beep()) / 5);
  expect(loudest(beep().subarray(-4))).toBeLessThan(loudest(beep()) / 5);
});

test('a beep may last no time at all', () => {
  expect(beep(0)).toHaveLength(0);
  expect(beep(0.2)).toHaveLength(2);
});
