import { expect, test } from 'vitest';
import { amplitudeAt } from './goertzel.ts';
import { resample } from './resample.ts';
import { fromUnitRange } from './samples.ts';
import { telephoneBand } from './telephone-band.ts';

const sine = (hz: number, rateHz: number, seconds = 0.5) =>
  Float32Array.from({ length: rateHz * seconds }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hz * at) / rateHz));

test.each([8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])(
  'a tone at %d Hz keeps its pitch and loudness',
  (rateHz) => {
    const result = fromUnitRange(resample(sine(1000, rateHz), rateHz, 8000));
    expect(Math.abs(result.length - 4000)).toBeLessThanOrEqual(1);
    expect(amplitudeAt(result, 1000)).toBeGreaterThan(0.48);
    expect(amplitudeAt(result, 1000)).toBeLessThan(0.52);
  },
);

test('a tone too high for 8000 Hz goes away and does not come back as another', () => {
  const result = fromUnitRange(resample(sine(5000, 16_000), 16_000, 8000)).subarray(400, 3600);
  expect(amplitudeAt(result, 3000)).toBeLessThan(0.001);
});

test('a telephone carries 1000 Hz, but neither 60 nor 3900 Hz', () => {
  const heard = (hz: number) =>
    amplitudeAt(fromUnitRange(telephoneBand(sine(hz, 16_000), 16_000)).subarray(400, 3600), hz);
  expect(heard(1000)).toBeGreaterThan(0.48);
  expect(heard(60)).toBeLessThan(0.005);
  expect(heard(3900)).toBeLessThan(0.005);
});
