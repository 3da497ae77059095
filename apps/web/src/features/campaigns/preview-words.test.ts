import { expect, test } from 'vitest';
import { whyNoCall } from './preview-words.ts';

const facts = {
  seat: 'ready',
  hasPhone: true,
  prospect: { state: 'waiting', now: { allowed: true } },
} as const;

test('whoever is ready may call somebody who may be called, and is told nothing while they do', () => {
  expect(whyNoCall(facts)).toBeUndefined();
  expect(whyNoCall({ ...facts, seat: 'on-call', prospect: { ...facts.prospect, state: 'dialling' } })).toBeUndefined();
});

test.each([
  ['being away', { seat: 'away' }, /be ready first/, true],
  ['having no phone', { seat: 'away', hasPhone: false }, /your profile has none/, true],
  ['wrap-up', { seat: 'wrap-up' }, /wrapping up/, true],
  ['another call', { seat: 'on-call' }, /on a call/, false],
  ['the law', { seat: 'away', prospect: { state: 'waiting', now: { allowed: false } } }, /may not be called/, false],
  ['the end of the call', { prospect: { state: 'done', now: { allowed: true } } }, /over/, false],
] as const)('%s is said as what keeps from calling', (_what, change, words, isOwnSeat) => {
  expect(whyNoCall({ ...facts, ...change })).toEqual({ words: expect.stringMatching(words), isOwnSeat });
});
