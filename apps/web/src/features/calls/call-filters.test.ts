import { expect, test } from 'vitest';
import { chipsOf, readFilters, toCallQuery } from './call-filters.ts';
import { startOfDay } from './zoned-days.ts';

const nowMs = Date.parse('2026-11-21T03:30:00Z');

test('what makes no sense in an address is left out', () => {
  const typed = { direction: 'sideways', status: 'busy,on-fire,failed', date: 'someday', q: '  ', from: '2026-99-99' };
  expect(readFilters(typed)).toEqual({ status: 'busy,failed' });
});

test('today begins at midnight of the workspace, not of the browser', () => {
  expect(toCallQuery({ date: 'today' }, 'America/New_York', nowMs).since).toBe('2026-11-20T05:00:00.000Z');
  expect(toCallQuery({ date: 'today' }, 'Pacific/Kiritimati', nowMs).since).toBe('2026-11-20T10:00:00.000Z');
});

test('yesterday ends where today begins', () => {
  expect(toCallQuery({ date: 'yesterday' }, 'UTC', nowMs)).toMatchObject({
    since: '2026-11-20T00:00:00.000Z',
    until: '2026-11-21T00:00:00.000Z',
  });
});

test('the last day of a custom period counts whole, over the change to winter time', () => {
  const query = toCallQuery({ date: 'custom', from: '2026-10-24', to: '2026-10-25' }, 'Europe/Rome', nowMs);
  expect(query).toMatchObject({ since: '2026-10-23T22:00:00.000Z', until: '2026-10-25T23:00:00.000Z' });
});

test('a day begins right after the clocks went forward too', () => {
  expect(startOfDay('2026-03-29', 'Europe/Rome')).toBe('2026-03-28T23:00:00.000Z');
});

test('each filter is one chip, and each chip can be removed alone', () => {
  const chips = chipsOf({ direction: 'inbound', status: 'busy,failed', date: '7d', q: '555', recorded: 'yes' });
  expect(chips.map(({ label }) => label)).toEqual([
    'Inbound',
    'Busy',
    'Failed',
    'Last 7 days',
    '“555”',
    'Has recording',
  ]);
  expect(chips[1]?.without.status).toBe('failed');
  expect(chips[3]?.without).toEqual({ direction: 'inbound', status: 'busy,failed', q: '555', recorded: 'yes' });
});
