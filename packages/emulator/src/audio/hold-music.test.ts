import { expect, test } from 'vitest';
import { detectBeeps } from './detect-beep.ts';
import { holdMusic } from './hold-music.ts';

const loop = 24_000 * 8;
const music = holdMusic(600_000);

test('the music goes on after 24 seconds as it began, and not before', () => {
  const first = music.read(0, loop);
  expect(music.read(loop * 3, loop * 4)).toEqual(first);
  expect(music.read(loop / 2, loop)).not.toEqual(first.subarray(0, loop / 2));
});

test('any stretch of it is a stretch of the whole', () => {
  const whole = music.read(0, loop * 2);
  for (const [from, to] of [
    [0, 160],
    [23_900, 24_100],
    [loop - 80, loop + 80],
  ] as const) {
    expect(music.read(from, to)).toEqual(whole.subarray(from, to));
  }
});

test('it is as loud as speech, never clips and never falls silent', () => {
  const samples = music.read(0, loop);
  for (let at = 0; at < loop; at += 8000) {
    const second = samples.subarray(at, at + 8000);
    const level = Math.sqrt(second.reduce((sum, sample) => sum + sample * sample, 0) / 8000) / 32_768;
    expect(level).toBeGreaterThan(0.02);
    expect(level).toBeLessThan(0.2);
  }
  expect(samples.every((sample) => Math.abs(sample) < 32_000)).toBe(true);
});

test('nowhere does it jump, not even where it begins again', () => {
  const samples = music.read(0, loop + 8000);
  for (let at = 1; at < samples.length; at += 1) {
    expect(Math.abs((samples[at] ?? 0) - (samples[at - 1] ?? 0))).toBeLessThan(9000);
  }
});

test('no note of it is taken for the beep of a voicemail', () => {
  expect(detectBeeps(music.read(0, loop))).toEqual([]);
});
