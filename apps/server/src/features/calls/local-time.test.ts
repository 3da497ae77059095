import { expect, test } from 'vitest';
import { isoIn } from './local-time.ts';

test.each([
  ['UTC', '2026-11-01T05:30:00.250Z', '2026-11-01T05:30:00.250+00:00'],
  ['America/New_York', '2026-11-01T05:30:00.000Z', '2026-11-01T01:30:00.000-04:00'],
  ['America/New_York', '2026-11-01T06:30:00.000Z', '2026-11-01T01:30:00.000-05:00'],
  ['Asia/Kathmandu', '2026-01-01T00:00:00.000Z', '2026-01-01T05:45:00.000+05:45'],
  ['America/St_Johns', '2026-01-01T00:00:00.000Z', '2025-12-31T20:30:00.000-03:30'],
  ['Pacific/Kiritimati', '2026-01-01T12:00:00.000Z', '2026-01-02T02:00:00.000+14:00'],
])('in %s %s is written %s, and is the same moment', (zone, at, text) => {
  const write = isoIn(zone);
  expect(write(new Date(at))).toBe(text);
  expect(write(new Date(at))).toBe(text);
  expect(new Date(text).toISOString()).toBe(at);
});

test('a zone that does not exist is an error', () => {
  expect(() => isoIn('Mars/Olympus')).toThrow(RangeError);
});
