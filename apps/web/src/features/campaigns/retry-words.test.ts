import { expect, test } from 'vitest';
import { delayInWords, retryDelays } from './retry-words.ts';

test.each([
  [5, '5 min'],
  [90, '1 h 30 min'],
  [1440, '1 day'],
  [4320, '3 days'],
  [1500, '1 day 1 h'],
])('%d minutes are %s', (minutes, words) => {
  expect(delayInWords(minutes)).toBe(words);
});

test('a delay that was set by the API is among the choices, once', () => {
  expect(retryDelays(77)).toContain(77);
  expect(retryDelays(60).filter((minutes) => minutes === 60)).toHaveLength(1);
});
