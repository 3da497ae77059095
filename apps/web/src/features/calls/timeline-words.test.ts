import { expect, test } from 'vitest';
import { changeWords } from './timeline-words.ts';

test.each([
  ['status', { from: 'ringing', to: 'in-progress' }, 'status: ringing → in-progress'],
  ['answered_at', { from: null, to: '2026-11-21T14:00:00Z' }, 'answered at: nothing → 2026-11-21T14:00:00Z'],
  ['tags', { from: ['a', 'b'], to: [] }, 'tags: a, b → nothing'],
  ['error', { from: '', to: { code: '1' } }, 'error: nothing → changed'],
])('a change of %s reads as a sentence', (fact, change, words) => {
  expect(changeWords(fact, change)).toBe(words);
});
