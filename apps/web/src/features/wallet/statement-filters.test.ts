import { expect, test } from 'vitest';
import { queryOf } from './statement-filters.ts';

test('days of the filter are whole days of the zone, across a change of its clock', () => {
  expect(queryOf({ kind: 'charge', from: '2026-11-01', until: '2026-11-01' }, 'America/New_York')).toEqual({
    kind: 'charge',
    from: '2026-11-01T04:00:00.000Z',
    until: '2026-11-02T05:00:00.000Z',
  });
});

test('what is no filter is left out', () => {
  expect(queryOf({ kind: 'gift', from: 'yesterday', until: '' }, 'UTC')).toEqual({});
});
