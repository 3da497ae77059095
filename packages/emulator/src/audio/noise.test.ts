import { expect, test } from 'vitest';
import { amplitudeAt } from './goertzel.ts';
import { lineNoise } from './noise.ts';

const levelDbfs = (samples: Int16Array) =>
  10 * Math.log10(samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / samples.length);

test.each([-30, -45, -60])('noise of %d dBFS has that level', (level) => {
  const noise = lineNoise(10_000, { seed: 1, levelDbfs: level });
  expect(Math.abs(levelDbfs(noise.read(0, 80_000)) - level)).toBeLessThan(0.3);
});

test('one seed gives one noise at any position, another gives another', () => {
  const noise = lineNoise(60_000, { seed: 1, levelDbfs: -30 });
  const whole = noise.read(0, 8000);
  expect(noise.read(100, 260)).toEqual(whole.subarray(100, 260));
  expect(lineNoise(60_000, { seed: 2, levelDbfs: -30 }).read(0, 8000)).not.toEqual(whole);
});

test('noise has no pitch and does not resemble itself a little later', () => {
  const samples = lineNoise(10_000, { seed: 3, levelDbfs: -30 }).read(0, 16_000);
  for (let hz = 300; hz < 3400; hz += 100) expect(amplitudeAt(samples, hz)).toBeLessThan(0.002);
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  for (const lag of [1, 2, 160]) {
    const likeness = samples.subarray(lag).reduce((sum, sample, at) => sum + sample * (samples[at] ?? 0), 0) / energy;
    expect(Math.abs(likeness)).toBeLessThan(0.05);
  }
});
