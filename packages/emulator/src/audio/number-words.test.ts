import { expect, test } from 'vitest';
import { cardinalWords, ordinalWords, yearWords } from './number-words.ts';

test.each([
  [0, 'zero'],
  [13, 'thirteen'],
  [20, 'twenty'],
  [99, 'ninety nine'],
  [100, 'one hundred'],
  [1234, 'one thousand two hundred thirty four'],
  [1_000_001, 'one million one'],
  [12_345_678, 'twelve million three hundred forty five thousand six hundred seventy eight'],
  [999_999_999_999_999, expect.stringContaining('nine hundred ninety nine trillion')],
])('%d is counted as %s', (value, words) => {
  expect(cardinalWords(value)).toEqual(words);
});

test.each([
  [1, 'first'],
  [2, 'second'],
  [12, 'twelfth'],
  [20, 'twentieth'],
  [21, 'twenty first'],
  [100, 'one hundredth'],
  [1005, 'one thousand fifth'],
])('%d has the place %s', (value, words) => {
  expect(ordinalWords(value)).toBe(words);
});

test.each([
  [1999, 'nineteen ninety nine'],
  [1905, 'nineteen oh five'],
  [1900, 'nineteen hundred'],
  [2000, 'two thousand'],
  [2026, 'two thousand twenty six'],
  [2150, 'twenty one fifty'],
  [33, 'thirty three'],
])('the year %d is %s', (value, words) => {
  expect(yearWords(value)).toBe(words);
});
