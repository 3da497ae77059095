import type { SsmlNode } from '@offhook/twiml';
import { describe, expect, test } from 'vitest';
import { planOf } from './speech-plan.ts';

const usual = { rate: 1, pitch: 1, gain: 1 };

test('a mark around a word does not break the sentence', () => {
  const nodes: SsmlNode[] = [
    'Call ',
    { ssml: 'say-as', 'interpret-as': 'digits', inside: ['42'] },
    ' at ',
    { ssml: 'sub', alias: 'Doctor', inside: ['Dr.'] },
    { ssml: 'lang', 'xml:lang': 'fr-FR', inside: [' Dupont'] },
    { ssml: 'phoneme', ph: 'x', inside: [' now'] },
    '.',
  ];
  expect(planOf(nodes)).toEqual([{ text: 'Call four, two at Doctor Dupont now.', ...usual }]);
});

describe('a break', () => {
  test.each<[{ time?: string; strength?: 'none' | 'x-weak' | 'weak' | 'medium' | 'strong' | 'x-strong' }, number]>([
    [{ time: '3s' }, 3000],
    [{ time: '250ms' }, 250],
    [{ time: '0.5s' }, 500],
    [{ time: '60s' }, 10_000],
    [{ strength: 'x-strong' }, 1000],
    [{ strength: 'strong' }, 500],
    [{ strength: 'weak' }, 250],
    [{}, 250],
    [{ time: 'long' }, 250],
  ])('%j lasts %d ms', (attributes, pauseMs) => {
    expect(planOf(['a', { ssml: 'break', ...attributes }, 'b'])).toEqual([
      { text: 'a', ...usual },
      { pauseMs },
      { text: 'b', ...usual },
    ]);
  });

  test('of no strength lasts no time', () => {
    expect(
      planOf([
        { ssml: 'break', strength: 'none' },
        { ssml: 'break', strength: 'x-weak' },
      ]),
    ).toEqual([]);
  });

  test('after another is one longer break', () => {
    expect(
      planOf([
        { ssml: 'break', time: '9s' },
        { ssml: 'break', time: '9s' },
      ]),
    ).toEqual([{ pauseMs: 18_000 }]);
  });
});

test('paragraphs and sentences end in a pause', () => {
  const sentences: SsmlNode[] = [
    { ssml: 's', inside: ['One'] },
    { ssml: 's', inside: ['two'] },
  ];
  expect(planOf([{ ssml: 'p', inside: sentences }, 'three'])).toEqual([
    { text: 'One', ...usual },
    { pauseMs: 500 },
    { text: 'two', ...usual },
    { pauseMs: 1500 },
    { text: 'three', ...usual },
  ]);
});

describe('prosody', () => {
  test.each<[{ rate?: string; pitch?: string; volume?: string }, object]>([
    [{ rate: '50%' }, { rate: 0.5 }],
    [{ rate: '+20%' }, { rate: 1.2 }],
    [{ rate: '900%' }, { rate: 2 }],
    [{ rate: 'x-slow' }, { rate: 0.5 }],
    [{ pitch: '-20%' }, { pitch: 0.8 }],
    [{ pitch: '+12st' }, { pitch: 2 }],
    [{ volume: 'silent' }, { gain: 0 }],
    [{ volume: '+20dB' }, { gain: 4 }],
    [{ volume: '-20dB' }, { gain: 0.1 }],
    [{ rate: 'brisk', pitch: 'odd', volume: 'huge' }, {}],
  ])('%j is %j', (attributes, manner) => {
    expect(planOf([{ ssml: 'prosody', ...attributes, inside: ['a'] }])).toEqual([{ text: 'a', ...usual, ...manner }]);
  });

  test('inside prosody multiplies', () => {
    const inner: SsmlNode = { ssml: 'prosody', rate: '50%', volume: 'loud', inside: ['b'] };
    expect(planOf([{ ssml: 'prosody', rate: '50%', inside: ['a', inner] }])).toEqual([
      { text: 'a', ...usual, rate: 0.5 },
      { text: 'b', rate: 0.25, pitch: 1, gain: 1.5 },
    ]);
  });
});

test('what is stressed is slower and louder, what is reduced faster and softer', () => {
  const said = (level?: 'strong' | 'moderate' | 'reduced') => {
    const [first] = planOf([{ ssml: 'emphasis', ...(level ? { level } : {}), inside: ['a'] }]);
    return first && 'text' in first ? first : usual;
  };
  expect(said('strong').rate).toBeLessThan(said('moderate').rate);
  expect(said('moderate').rate).toBeLessThan(1);
  expect(said('reduced').rate).toBeGreaterThan(1);
  expect(said('strong').gain).toBeGreaterThan(said('moderate').gain);
  expect(said('reduced').gain).toBeLessThan(1);
  expect(said()).toEqual(said('moderate'));
});

test('nothing, and only white space, is nothing to say', () => {
  expect(planOf([])).toEqual([]);
  expect(planOf(['  \n', { ssml: 'p' }, { ssml: 'w', inside: [' '] }])).toEqual([{ pauseMs: 1000 }]);
});
