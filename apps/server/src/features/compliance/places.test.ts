import { expect, test } from 'vitest';
import { isPlace, placeName } from './places.ts';
import { builtInRules } from './rules/all-rules.ts';

test('every place that a rule names has a name', () => {
  const unnamed = builtInRules.filter(({ jurisdiction }) => placeName(jurisdiction) === jurisdiction);
  expect(unnamed).toEqual([]);
});

test.each([
  ['US-LA', true],
  ['FR', true],
  ['US-XX', false],
  ['Mars', false],
  ['*', false],
])('%s is a place: %s', (code, is) => {
  expect(isPlace(code)).toBe(is);
});
