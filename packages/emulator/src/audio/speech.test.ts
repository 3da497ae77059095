import { afterAll, describe, expect, test } from 'vitest';
import { amplitudeAt } from './goertzel.ts';
import type { Samples } from './samples.ts';
import { closeSpeech, synthesise } from './speech.ts';
import type { Voice } from './voices.ts';

const greeting = 'Hello, you have reached the office. Please leave a message after the tone.';
const voices: Voice[] = ['slt', 'rms', 'awb', 'kal16'];

afterAll(closeSpeech);

describe.each(voices)('the voice %s', (voice) => {
  test('takes three to six seconds for fourteen words', async () => {
    const seconds = (await synthesise(greeting, voice)).length / 8000;
    expect(seconds).toBeGreaterThan(3);
    expect(seconds).toBeLessThan(6);
  });

  test('speaks at the loudness of a telephone call and never clips', async () => {
    const samples = await synthesise(greeting, voice);
    expect(decibels(samples)).toBeGreaterThan(-23);
    expect(decibels(samples)).toBeLessThan(-19);
    expect(samples.every((sample) => Math.abs(sample) < 32_000)).toBe(true);
  });

  // Not all of it: the second harmonic of a man's voice, at 200 to 250 Hz, is on the skirt of the filter.
  test('has most of its energy where a telephone and a recogniser listen, between 300 and 3400 Hz', async () => {
    const samples = await synthesise(greeting, voice);
    const inBand = energyBetween(samples, 300, 3400);
    expect(inBand / (inBand + energyBetween(samples, 20, 280) + energyBetween(samples, 3500, 3980))).toBeGreaterThan(
      0.75,
    );
  });

  test('makes words, not a hum: loud and quiet moments alternate', async () => {
    const frames = framesOf(await synthesise(greeting, voice)).map(decibels);
    expect(frames.filter((level) => level > -26).length / frames.length).toBeGreaterThan(0.25);
    expect(frames.filter((level) => level < -40).length / frames.length).toBeGreaterThan(0.05);
  });
});

test('the same words give the same samples, without being spoken twice', async () => {
  const first = await synthesise('Good morning', 'rms');
  expect(await synthesise('Good  morning \u{1f600}', 'rms', { rate: 1, pitch: 1 })).toBe(first);
});

test('a faster rate takes less time, a higher pitch does not', async () => {
  const usual = (await synthesise(greeting, 'awb')).length;
  expect((await synthesise(greeting, 'awb', { rate: 2 })).length / usual).toBeCloseTo(0.5, 1);
  for (const voice of voices) {
    const ratio =
      (await synthesise(greeting, voice, { pitch: 1.2 })).length / (await synthesise(greeting, voice)).length;
    expect(ratio).toBeCloseTo(1, 1);
  }
});

test('voices and pitches differ from one another', async () => {
  const said = await Promise.all([
    ...voices.map((voice) => synthesise('Hello', voice)),
    ...voices.map((voice) => synthesise('Hello', voice, { pitch: 1.2 })),
  ]);
  expect(new Set(said.map((samples) => Buffer.from(samples.buffer).toString('base64'))).size).toBe(8);
});

test('a text with nothing to say gives no samples', async () => {
  expect(await synthesise('', 'slt')).toHaveLength(0);
  expect(await synthesise(' 😀… ', 'slt')).toHaveLength(0);
});

test('a text that looks like an option is spoken', async () => {
  expect((await synthesise('--help', 'kal16')).length).toBeGreaterThan(1000);
});

test('the 4096 characters that Twilio allows are spoken to the end', async () => {
  const text = 'Please hold the line. '.repeat(187).slice(0, 4096);
  expect((await synthesise(text, 'kal16')).length / 8000).toBeGreaterThan(180);
});

test('many requests at once are all answered with their own words', async () => {
  const words = ['one', 'two hundred', 'three hundred thousand', 'four million five hundred thousand'];
  const lengths = (await Promise.all(words.map((text) => synthesise(text, 'kal16')))).map(({ length }) => length);
  expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
});

function decibels(samples: Samples): number {
  const energy = samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0);
  return 10 * Math.log10(energy / samples.length + 1e-12);
}

function framesOf(samples: Samples): Samples[] {
  return Array.from({ length: Math.floor(samples.length / 160) }, (_, at) =>
    samples.subarray(at * 160, at * 160 + 160),
  );
}

function energyBetween(samples: Samples, fromHz: number, toHz: number): number {
  let energy = 0;
  for (const frame of framesOf(samples)) {
    for (let hz = fromHz; hz <= toHz; hz += 50) energy += amplitudeAt(frame, hz) ** 2;
  }
  return energy;
}
