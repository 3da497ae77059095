import { expect, test } from 'vitest';
import { readFilters, toCallQuery } from './call-filters.ts';
import { callKinds, kindOf, withKind } from './call-kinds.ts';
import { chipsOf } from './filter-words.ts';
import { startOfDay } from './zoned-days.ts';

const nowMs = Date.parse('2026-11-21T03:30:00Z');

test('what makes no sense in an address is left out', () => {
  const typed = {
    direction: 'sideways',
    status: 'busy,on-fire,failed',
    date: 'someday',
    q: '  ',
    from: '2026-99-99',
    answered: 'a parrot',
    talk: '-5',
    recorded: 'no',
  };
  expect(readFilters(typed)).toEqual({ status: 'busy,failed' });
});

test('every filter goes to the server and comes back from the address', () => {
  const filters = {
    direction: 'outbound',
    status: 'busy,failed',
    q: '555 01',
    recorded: 'yes',
    dropped: 'yes',
    disposition: 'Sale,none',
    answered: 'machine',
    by: 'person_1',
    number: '+14155550199',
    tag: 'vip',
    talk: '30',
  } as const;
  expect(readFilters(filters)).toEqual(filters);
  expect(toCallQuery(filters, 'UTC', nowMs)).toEqual({
    direction: 'outbound',
    status: 'busy,failed',
    search: '555 01',
    has_recording: 'true',
    has_voicemail_drop: 'true',
    disposition: 'Sale,none',
    answered_by: 'machine',
    person_id: 'person_1',
    number: '+14155550199',
    tag: 'vip',
    min_duration: 30,
    limit: 50,
  });
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
  const query = toCallQuery({ date: 'custom', from: '2026-10-25', to: '2026-10-25' }, 'Europe/Rome', nowMs);
  expect(query).toMatchObject({ since: '2026-10-24T22:00:00.000Z', until: '2026-10-25T23:00:00.000Z' });
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

test('the chips say dispositions, people and talk time in words', () => {
  const filters = { disposition: 'Sale,none', answered: 'machine', by: 'person_1', talk: '90' } as const;
  const chips = chipsOf(filters, () => 'Ada');
  expect(chips.map(({ label }) => label)).toEqual([
    'Disposition: Sale',
    'No disposition',
    'Answered by: a machine',
    'Placed by Ada',
    'Talked 1 min 30 s or more',
  ]);
  expect(chips[0]?.without.disposition).toBe('none');
});

test('a kind is known by its filters, whatever else is filtered by', () => {
  for (const { name } of callKinds) expect(kindOf(withKind({ q: 'ada', direction: 'inbound' }, name))).toBe(name);
  expect(kindOf({ status: 'busy' })).toBeUndefined();
  expect(withKind({ q: 'ada', status: 'failed' }, 'All')).toEqual({ q: 'ada' });
});
