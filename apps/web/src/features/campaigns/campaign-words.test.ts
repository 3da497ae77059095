import { expect, test } from 'vitest';
import { canRetry, percent, progressOf, roughMoney, standingOf, underWayInWords } from './campaign-words.ts';

const running = {
  ...({ status: 'running', calling: 'calling', paused_because: null, next_call_at: null } as const),
  settings: { starts_at: null },
};

test('a campaign says what it does, why, and what comes next', () => {
  expect(standingOf(running)).toMatchObject({ label: 'Running', why: '', next: null });
  const waits = { ...running, calling: 'outside-hours' as const, next_call_at: '2026-11-03T14:00:00.000Z' };
  expect(standingOf(waits)).toMatchObject({ label: 'Outside hours', next: '2026-11-03T14:00:00.000Z' });
  const paused = { ...running, status: 'paused' as const, paused_because: 'Out of credit' };
  expect(standingOf(paused)).toMatchObject({ label: 'Paused', why: 'Out of credit' });
  const later = { ...running, status: 'scheduled' as const, settings: { starts_at: '2026-11-03T14:00:00.000Z' } };
  expect(standingOf(later)).toMatchObject({ label: 'Scheduled', why: 'starts', next: '2026-11-03T14:00:00.000Z' });
});

test('progress counts whoever is finished with, and never says 100 % before the last one', () => {
  expect(progressOf({ total: 0, waiting: 0, dialling: 0, done: 0, skipped: 0 })).toEqual({ done: 0, percent: 0 });
  expect(progressOf({ total: 1000, waiting: 1, dialling: 0, done: 990, skipped: 9 }).percent).toBe(99);
});

test('only somebody who was called and not reached can be retried', () => {
  expect(canRetry({ state: 'done', outcome: 'busy', attempts: 2 })).toBe(true);
  expect(canRetry({ state: 'done', outcome: 'human', attempts: 2 })).toBe(false);
  expect(canRetry({ state: 'waiting', outcome: 'busy', attempts: 2 })).toBe(false);
});

test('words for calls, shares and estimates', () => {
  expect([0, 1, 5].map(underWayInWords)).toEqual([
    'No call is under way.',
    '1 call under way goes on to its end.',
    '5 calls under way go on to their end.',
  ]);
  expect([percent(0.314), percent(0.5), percent(null)]).toEqual(['31.4 %', '50 %', '–']);
  expect([roughMoney('0.25919', 'USD'), roughMoney('7.129', 'USD')]).toEqual(['$0.259', '$7.13']);
});
