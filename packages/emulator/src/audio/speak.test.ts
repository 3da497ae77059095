import type { SsmlNode } from '@offhook/twiml';
import { afterAll, describe, expect, test } from 'vitest';
import { lengthMsOf, samplesOf } from './sound.ts';
import { lazySpeech, speak, spokenLengthMs } from './speak.ts';
import { closeSpeech, speechLengthMs, synthesise } from './speech.ts';
import { makeSpeechLengths } from './speech-lengths.ts';
import { makeTimeline } from './timeline.ts';

afterAll(closeSpeech);

const parts: SsmlNode[] = [
  'Your code is ',
  { ssml: 'say-as', 'interpret-as': 'digits', inside: ['42'] },
  { ssml: 'break', time: '1500ms' },
  { ssml: 'prosody', rate: 'slow', volume: '-6dB', inside: ['Goodbye.'] },
];

test('plain text is said as it always was', async () => {
  expect(await speak(['Good morning'], 'rms')).toBe(await synthesise('Good morning', 'rms'));
});

test('SSML is its words and its pauses, one after another', async () => {
  const code = await synthesise('Your code is four, two', 'slt');
  const goodbye = await synthesise('Goodbye.', 'slt', { rate: 0.75 });
  const said = await speak(parts, 'slt');
  expect(said).toHaveLength(code.length + 12_000 + goodbye.length);
  expect(said.subarray(0, code.length)).toEqual(code);
  expect(said.subarray(code.length, code.length + 12_000)).toEqual(new Int16Array(12_000));
  const loudest = (samples: Int16Array) => Math.max(...samples);
  expect(loudest(said.subarray(code.length + 12_000)) / loudest(goodbye)).toBeCloseTo(0.5, 1);
});

test('a persona who speaks fast speaks its SSML fast', async () => {
  const fast = await speak(['Thank you for waiting, we are ready now.'], 'awb', { rate: 2 });
  const usual = await speak(['Thank you for waiting, we are ready now.'], 'awb');
  expect(fast.length / usual.length).toBeCloseTo(0.5, 1);
});

describe('how long it takes', () => {
  test('is exact, and known at once from the second time on', async () => {
    const said = await speak(parts, 'kal16');
    expect(spokenLengthMs(parts, 'kal16')).toBe(said.length / 8);
    const unheard = spokenLengthMs(['Never said before'], 'kal16');
    expect(unheard).toBeInstanceOf(Promise);
    expect(await unheard).toBe(spokenLengthMs(['Never said before'], 'kal16'));
  });

  test('of a text is known by voice, rate and words, as they are spoken', async () => {
    const ms = await speechLengthMs('Known “words”', 'kal16', { rate: 9 });
    expect(speechLengthMs('Known  "words"', 'kal16', { rate: 4 })).toBe(ms);
    expect(speechLengthMs('Known "words"', 'kal16')).toBeInstanceOf(Promise);
    await speechLengthMs('Known "words"', 'kal16');
    const long = 'This is a sentence that is longer than what is kept word for word. '.repeat(3);
    const longMs = await speechLengthMs(long, 'kal16');
    expect(speechLengthMs(long, 'kal16')).toBe(longMs);
  });

  test('of nothing to say is none', () => {
    expect(speechLengthMs(' 😀… ', 'slt')).toBe(0);
    expect(spokenLengthMs([], 'slt')).toBe(0);
  });

  test('is forgotten for the text learnt first, when too many are known', () => {
    const lengths = makeSpeechLengths(2);
    for (const [place, key] of ['a', 'b', 'a', 'c'].entries()) lengths.remember(key, place);
    expect(['a', 'b', 'c'].map(lengths.get)).toEqual([undefined, 1, 3]);
  });
});

test('lazy speech lasts as long as it was told to and sounds when somebody listens', async () => {
  const lengthMs = await spokenLengthMs(parts, 'slt');
  const sound = lazySpeech(parts, 'slt', lengthMs);
  expect(lengthMsOf(sound)).toBe(lengthMs);
  const timeline = makeTimeline();
  timeline.add(0, sound);
  await timeline.ready(0, lengthMs);
  expect(timeline.render(0, lengthMs)).toEqual(await samplesOf(sound));
});
