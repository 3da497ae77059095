import { expect, test } from 'vitest';
import { absoluteTime, byteSize, clockDuration, money, relativeTime, spokenDuration, wordDuration } from './formats.ts';

test.each([
  [0, '00:00', '0 s', '0 seconds'],
  [61, '01:01', '1 min 1 s', '1 minute 1 second'],
  [133, '02:13', '2 min 13 s', '2 minutes 13 seconds'],
  [3733, '1:02:13', '1 h 2 min 13 s', '62 minutes 13 seconds'],
])('%d seconds read %s in a table, %s in prose', (seconds, table, prose, words) => {
  expect(clockDuration(seconds)).toBe(table);
  expect(spokenDuration(seconds)).toBe(prose);
  expect(wordDuration(seconds)).toBe(words);
});

test.each([
  ['0.014', '$0.014'],
  ['1.50', '$1.50'],
  ['0.00', '$0.00'],
])('%s dollars read %s', (amount, shown) => {
  expect(money(amount, 'USD')).toBe(shown);
});

test('a full time names its zone', () => {
  expect(absoluteTime('2026-11-21T14:02:31Z', 'Europe/Rome', 'full')).toBe('21 Nov 2026, 15:02:31 CET');
  expect(absoluteTime('2026-11-21T14:02:31Z', 'America/New_York', 'short')).toBe('21 Nov, 09:02:31');
});

test.each([
  [5, 'just now'],
  [59, '59 sec. ago'],
  [180, '3 min. ago'],
  [7200, '2 hr. ago'],
  [432_000, '5 days ago'],
])('%d seconds back is %s', (seconds, words) => {
  const nowMs = Date.parse('2026-11-21T14:00:00Z');
  expect(relativeTime('2026-11-21T14:00:00Z', nowMs + seconds * 1000)).toBe(words);
});

test('sizes are read in the next larger unit', () => {
  expect([byteSize(999), byteSize(64_000), byteSize(1_234_567)]).toEqual(['999 B', '64.0 kB', '1.2 MB']);
});
