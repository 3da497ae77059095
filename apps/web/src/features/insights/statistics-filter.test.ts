import { expect, test } from 'vitest';
import { callsBehind, daysOf, groupingOf, readStatisticsFilter, toStatsQuery } from './statistics-filter.ts';

// 01:30 on the 3rd in Rome, still the 2nd in UTC.
const nowMs = Date.parse('2026-11-03T00:30:00Z');

test('what makes no sense in an address is left out', () => {
  expect(
    readStatisticsFilter({
      period: 'eternity',
      group: 'colour',
      direction: 'up',
      zone: 'Mars/Base',
      from: '2026-11-01',
    }),
  ).toEqual({});
  expect(readStatisticsFilter({ period: 'custom', from: '2026-11-01', to: 'tomorrow', zone: 'Europe/Rome' })).toEqual({
    period: 'custom',
    from: '2026-11-01',
    zone: 'Europe/Rome',
  });
});

test('days are those of the zone that is shown', () => {
  expect(daysOf({ period: 'today' }, 'Europe/Rome', nowMs).from).toBe('2026-11-03');
  expect(daysOf({ period: 'today' }, 'America/New_York', nowMs).from).toBe('2026-11-02');
  expect(daysOf({}, 'Europe/Rome', nowMs)).toEqual({ from: '2026-10-28', to: undefined });
});

test('a period becomes moments; its last day is counted whole', () => {
  const filter = { period: 'custom', from: '2026-11-01', to: '2026-11-02', person: 'person_1' } as const;
  expect(toStatsQuery(filter, 'Europe/Rome', nowMs)).toEqual({
    since: '2026-10-31T23:00:00.000Z',
    until: '2026-11-02T23:00:00.000Z',
    person_id: 'person_1',
    group_by: 'hour',
    time_zone: 'Europe/Rome',
  });
});

test.each([
  [{ from: '2026-11-03', to: undefined }, 'hour'],
  [{ from: '2026-10-28', to: undefined }, 'day'],
  [{ from: '2026-08-06', to: undefined }, 'week'],
  [{ from: '2024-01-01', to: undefined }, 'month'],
  [{ from: undefined, to: undefined }, 'month'],
])('%o is grouped by %s unless somebody chose', (days, grouping) => {
  expect(groupingOf({}, days, '2026-11-03')).toBe(grouping);
  expect(groupingOf({ group: 'person' }, days, '2026-11-03')).toBe('person');
});

test('a group leads to its calls, within the period', () => {
  const of = { filter: { direction: 'inbound' } as const, days: { from: '2026-10-28', to: undefined } };
  const shared = { date: 'custom', direction: 'inbound' };
  expect(callsBehind({ key: '2026-10-30', label: '2026-10-30' }, 'day', of)).toEqual({
    ...{ ...shared, from: '2026-10-30', to: '2026-10-30' },
  });
  expect(callsBehind({ key: '2026-W44', label: 'Week of 2026-10-26' }, 'week', of)).toEqual({
    ...{ ...shared, from: '2026-10-28', to: '2026-11-01' },
  });
  expect(callsBehind({ key: '2026-12', label: '2026-12' }, 'month', of)).toMatchObject({
    ...{ from: '2026-12-01', to: '2026-12-31' },
  });
  expect(callsBehind({ key: 'busy', label: 'busy' }, 'status', of)).toEqual({
    ...{ ...shared, from: '2026-10-28', status: 'busy' },
  });
  expect(callsBehind({ key: 'none', label: 'Nobody' }, 'person', of)).toBeUndefined();
  expect(callsBehind({ key: '07', label: '07:00–07:59' }, 'hour-of-day', of)).toBeUndefined();
});
