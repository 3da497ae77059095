import { expect, test } from 'vitest';
import { earliestId, formatId, makeIds, manualClock, parseId, seededRandom } from './index.ts';

test('ids carry their kind outside, are bare inside, and sort by time', async () => {
  const clock = manualClock(new Date('2026-01-01T00:00:00Z'));
  const ids = makeIds(clock, seededRandom(7));
  const first = ids.next('call');
  await clock.passes(5);
  const second = ids.next('call');
  expect(first < second).toBe(true);
  expect(parseId('call', formatId('call', first))).toBe(first);
  expect(parseId('call', first)).toBe(first);
  expect(parseId('call', formatId('contact', first))).toBeUndefined();
  expect(parseId('call', 'call_nonsense')).toBeUndefined();
});

test('ids of the same millisecond come in the order of their making', () => {
  const ids = makeIds(manualClock(new Date('2026-01-01T00:00:00Z')), seededRandom(7));
  const made = Array.from({ length: 10_000 }, () => ids.next('call'));
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test('an id for a thing of the past sorts before the present', () => {
  const ids = makeIds(manualClock(new Date('2026-01-01T00:00:00Z')), seededRandom(7));
  const now = ids.next('call');
  expect(ids.next('call', new Date('2025-12-31T23:59:59Z')) < now).toBe(true);
});

test('the earliest id of a time comes before all made then and after all made before', () => {
  const ids = makeIds(manualClock(new Date('2026-11-02T15:00:00Z')), seededRandom(7));
  const at = (offsetMs: number) => new Date(Date.UTC(2026, 10, 2, 12) + offsetMs);
  for (const offsetMs of [0, 1, 86_400_000]) {
    expect(ids.next('call', at(offsetMs)) >= earliestId('call', at(offsetMs))).toBe(true);
    expect(ids.next('call', at(offsetMs - 1)) < earliestId('call', at(offsetMs))).toBe(true);
  }
});
