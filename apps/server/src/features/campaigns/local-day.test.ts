import { expect, test } from 'vitest';
import { dayIn, nextDayIn } from './local-day.ts';

const next = (zone: string, at: string) => nextDayIn(zone, new Date(at)).toISOString();

test('a day ends where the next date begins, also where that is one o’clock or comes twice', () => {
  // tzdata 2026: Cairo skips 00:00–01:00 on 2027-04-30, Havana repeats it on 2026-11-01, New York has 25 hours then.
  expect(next('Africa/Cairo', '2027-04-29T12:00:00Z')).toBe('2027-04-29T22:00:00.000Z');
  expect(next('America/Havana', '2026-10-31T16:00:00Z')).toBe('2026-11-01T04:00:00.000Z');
  expect(next('America/New_York', '2026-11-01T04:00:00Z')).toBe('2026-11-02T05:00:00.000Z');
  expect(next('Asia/Kolkata', '2026-11-02T18:29:59Z')).toBe('2026-11-02T18:30:00.000Z');
});

test('the date is that of the zone, to the last second', () => {
  expect(dayIn('America/New_York', new Date('2026-11-03T04:59:59Z'))).toBe('2026-11-02');
  expect(dayIn('America/New_York', new Date('2026-11-03T05:00:00Z'))).toBe('2026-11-03');
});
