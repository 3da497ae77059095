import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupsOf, quarterAfter, quarterBefore, rangesOf, type TimeGrouping } from './periods.ts';

const ms = (text: string) => Date.parse(text);
const zones = [
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Cairo',
  'America/St_Johns',
  'Pacific/Apia',
];
const groupings: TimeGrouping[] = ['hour', 'day', 'week', 'month', 'hour-of-day'];
const groups = (by: TimeGrouping, since: string, until: string, zone: string) =>
  groupsOf(by, { startMs: ms(since), endMs: ms(until) }, zone, 10_000) ?? [];

describe('a day', () => {
  test.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Africa/Cairo', '2026-04-24', 23],
    ['UTC', '2026-03-08', 24],
  ])('in %s on %s lasts %d hours', (zone, day, hours) => {
    const found = groups('day', '2026-01-01T12:00:00Z', '2026-12-31T12:00:00Z', zone).find(({ key }) => key === day);
    expect(((found?.endMs ?? 0) - (found?.startMs ?? 0)) / 3_600_000).toBe(hours);
  });

  test('begins at midnight of the zone, also where that is at a quarter to the hour', () => {
    const [, second] = groups('day', '2026-11-01T12:00:00Z', '2026-11-03T12:00:00Z', 'Asia/Kathmandu');
    expect(second).toMatchObject({ key: '2026-11-02', startMs: ms('2026-11-01T18:15:00Z') });
  });
});

test('weeks begin on Monday, months on the first, and the first and last group end with the period', () => {
  const weeks = groups('week', '2026-11-04T00:00:00Z', '2026-11-17T00:00:00Z', 'UTC');
  expect(weeks.map(({ key }) => key)).toEqual(['2026-W45', '2026-W46', '2026-W47']);
  expect(weeks[0]?.startMs).toBe(ms('2026-11-04T00:00:00Z'));
  expect(weeks.at(-1)?.endMs).toBe(ms('2026-11-17T00:00:00Z'));
  const months = groups('month', '2025-12-15T00:00:00Z', '2026-02-02T00:00:00Z', 'Asia/Kolkata');
  expect(months.map(({ key }) => key)).toEqual(['2025-12', '2026-01', '2026-02']);
});

test('an hour that comes twice when clocks go back is two hours of the day, and one place in it', () => {
  const night = ['2026-11-01T04:00:00Z', '2026-11-01T08:00:00Z', 'America/New_York'] as const;
  expect(groups('hour', ...night).map(({ key }) => key.slice(11))).toEqual([
    '00:00-04:00',
    '01:00-04:00',
    '01:00-05:00',
    '02:00-05:00',
  ]);
  expect(groups('hour-of-day', ...night).map(({ key }) => key)).toEqual(['00', '01', '01', '02']);
});

const period = fc
  .record({
    zone: fc.constantFrom(...zones),
    by: fc.constantFrom(...groupings),
    start: fc.integer({ min: ms('2010-01-01T00:00:00Z'), max: ms('2030-01-01T00:00:00Z') }),
    days: fc.double({ min: 0.01, max: 120, noNaN: true }),
  })
  .map(({ zone, by, start, days }) => ({
    zone,
    by,
    startMs: quarterBefore(start),
    endMs: quarterAfter(start + days * 86_400_000),
  }));

test('groups fill a period without gap or overlap, in every zone and over every change of clocks', () => {
  fc.assert(
    fc.property(period, ({ zone, by, startMs, endMs }) => {
      const found = groupsOf(by, { startMs, endMs }, zone, 10_000) ?? [];
      expect([found[0]?.startMs, found.at(-1)?.endMs]).toEqual([startMs, endMs]);
      for (const [index, group] of found.entries()) {
        expect(group.endMs).toBeGreaterThan(group.startMs);
        expect(group.startMs % 900_000).toBe(0);
        if (index > 0) expect(group.startMs).toBe(found[index - 1]?.endMs);
      }
    }),
    { numRuns: 60 },
  );
});

test('ranges read every quarter of an hour of every group exactly once, and no bucket of two groups', () => {
  fc.assert(
    fc.property(period, ({ zone, by, startMs, endMs }) => {
      const found = groupsOf(by, { startMs, endMs }, zone, 10_000) ?? [];
      const ranges = rangesOf(found).toSorted((one, other) => one.startMs - other.startMs);
      let at = startMs;
      const boundaries = found.map((group) => group.startMs);
      for (const range of ranges) {
        expect(range.startMs).toBe(at);
        at = range.endMs;
        if (range.span === 'month') continue;
        const stepMs = { quarter: 900_000, hour: 3_600_000, day: 86_400_000 }[range.span];
        expect(range.startMs % stepMs).toBe(0);
        const inside = boundaries.filter((boundary) => boundary > range.startMs && boundary < range.endMs);
        for (const boundary of inside) expect(boundary % stepMs).toBe(0);
      }
      expect(at).toBe(endMs);
    }),
    { numRuns: 60 },
  );
});

test('a year in any zone is read by few ranges', () => {
  for (const zone of zones) {
    const year = groups('month', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', zone);
    expect(rangesOf([{ startMs: year[0]?.startMs ?? 0, endMs: year.at(-1)?.endMs ?? 0 }])).toHaveLength(1);
    const days = groups('day', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', zone);
    expect(rangesOf(days).length).toBeLessThan(1500);
  }
});
