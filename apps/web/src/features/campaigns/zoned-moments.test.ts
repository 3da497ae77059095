import { expect, test } from 'vitest';
import { clockAt, clockThere, localOf, momentOf, zoneName } from './zoned-moments.ts';

test.each([
  ['2026-11-21T23:00:00.000Z', 'Europe/Rome', '2026-11-22T00:00'],
  ['2026-07-01T12:30:00.000Z', 'America/New_York', '2026-07-01T08:30'],
  ['2026-12-31T10:00:00.000Z', 'Pacific/Kiritimati', '2027-01-01T00:00'],
])('%s in %s is %s, and back', (at, zone, local) => {
  expect(localOf(at, zone)).toBe(local);
  expect(momentOf(local, zone)).toBe(at);
});

test('an hour that summer time leaves out is read as what the clock shows afterwards', () => {
  const at = momentOf('2026-03-08T02:30', 'America/New_York');
  expect(at).toBe('2026-03-08T07:30:00.000Z');
  expect(localOf(at ?? '', 'America/New_York')).toBe('2026-03-08T03:30');
});

test('of an hour that comes twice the first one is meant', () => {
  expect(momentOf('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
});

test.each(['', '2026-11-01', 'tomorrow', '2026-13-01T10:00'])('"%s" is no moment', (local) => {
  expect(momentOf(local, 'UTC')).toBeUndefined();
});

test('near moments are named by their weekday, others by their date as well', () => {
  const now = Date.parse('2026-11-02T12:00:00Z');
  expect(clockAt('2026-11-03T14:00:00Z', 'America/New_York', now)).toBe('Tue 09:00');
  expect(clockAt('2026-12-01T14:00:00Z', 'America/New_York', now)).toBe('Tue 1 Dec, 09:00');
  expect(zoneName('2026-11-03T14:00:00Z', 'America/New_York')).toBe('EST');
});

test('the clock at somebody says the place, or the span of all places where they may be', () => {
  const now = Date.parse('2026-11-02T12:00:00Z');
  const at = '2026-11-03T16:00:00Z';
  expect(clockThere(at, ['America/Denver'], now)).toBe('Tue 09:00 in Denver');
  expect(clockThere(at, ['America/New_York', 'America/Chicago'], now)).toBe('between Tue 10:00 and Tue 11:00 there');
  expect(clockThere(at, ['America/New_York', 'America/Toronto'], now)).toBe('Tue 11:00 there');
  expect(clockThere(at, [], now)).toBe('');
});
