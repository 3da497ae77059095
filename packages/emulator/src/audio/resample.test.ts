import { expect, test } from 'vitest';
import { amplitudeAt } from './goertzel.ts';
import { joined, makeResampler, resample } from './resample.ts';
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

test('what came over a telephone already stays as it is', () => {
  expect(telephoneBand(sine(60, 8000), 8000)).toEqual(sine(60, 8000));
});

test('a telephone carries 1000 Hz, but neither 60 nor 3900 Hz', () => {
  const heard = (hz: number) =>
    amplitudeAt(fromUnitRange(telephoneBand(sine(hz, 16_000), 16_000)).subarray(400, 3600), hz);
  expect(heard(1000)).toBeGreaterThan(0.48);
  expect(heard(60)).toBeLessThan(0.005);
  expect(heard(3900)).toBeLessThan(0.005);
});

test.each([
  [44_100, 8000, 3400],
  [8000, 16_000, undefined],
  [11_025, 8000, undefined],
  [8000, 8000, undefined],
])('a sound that comes in pieces from %d to %d Hz becomes what it would at once', (fromHz, toHz, passHz) => {
  const whole = sine(700, fromHz);
  const resampler = makeResampler(fromHz, toHz, passHz);
  const parts: Float32Array[] = [];
  for (let at = 0, size = 1; at < whole.length; at += size, size = (size % 997) * 3 + 1) {
    parts.push(resampler.push(whole.subarray(at, at + size)));
  }
  expect(joined([...parts, resampler.end()])).toEqual(resample(whole, fromHz, toHz, passHz));
});
