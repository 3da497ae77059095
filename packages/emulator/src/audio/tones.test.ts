import { expect, test } from 'vitest';
import { amplitudeAt } from './goertzel.ts';
import { beep, ringback } from './tones.ts';

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

test('ringback sounds 440 and 480 Hz for two of every six seconds', () => {
  const rings = ringback(9000);
  expect(rings).toHaveLength(72_000);
  for (const burst of [rings.subarray(0, 16_000), rings.subarray(48_000, 64_000)]) {
    expect(amplitudeAt(burst, 440)).toBeCloseTo(0.15, 2);
    expect(amplitudeAt(burst, 480)).toBeCloseTo(0.15, 2);
  }
  expect(rings.subarray(16_000, 48_000).every((sample) => sample === 0)).toBe(true);
});

test('ringback stops where it is told to, even within a ring', () => {
  for (const ms of [0, 1, 1999, 2001, 6000.06, 6001]) expect(ringback(ms)).toHaveLength(Math.round(ms * 8));
});
