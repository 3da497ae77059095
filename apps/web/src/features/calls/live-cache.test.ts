import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { sampleCall } from './call.test-data.ts';
import { applyCall, applyLiveMessage, withListedCall } from './live-cache.ts';
import { callKeys } from './queries.ts';

const page = (...items: ReturnType<typeof sampleCall>[]) => ({
  items,
  next_cursor: null,
  total: items.length,
  total_is_exact: true,
});
const list = (...items: ReturnType<typeof sampleCall>[]) => ({ pages: [page(...items)], pageParams: [undefined] });
const old = sampleCall({ id: 'call_old', created_at: '2026-11-21T13:00:00Z' });

test('a listed call is changed where it stands, even when the filter no longer selects it', () => {
  const ended = { ...old, status: 'completed' as const };
  expect(withListedCall(list(old), ended, { status: 'in-progress' }).pages[0]?.items).toEqual([ended]);
});

test('a new call that the filter selects comes first and is counted', () => {
  const fresh = sampleCall({ id: 'call_new' });
  const changed = withListedCall(list(old), fresh, { direction: 'outbound' }).pages[0];
  expect(changed?.items.map(({ id }) => id)).toEqual(['call_new', 'call_old']);
  expect(changed?.total).toBe(2);
});

test.each([
  { direction: 'inbound' as const },
  { status: 'busy,failed' },
  { search: 'ada' },
  { disposition: 'none' },
  { tag: 'vip' },
  { min_duration: 30 },
  { person_id: 'person_2' },
  { campaign_id: 'campaign_2' },
  { until: '2026-11-21T13:30:00Z' },
])('a new call stays out of a list filtered by %o', (filter) => {
  expect(withListedCall(list(old), sampleCall({ id: 'call_new' }), filter)).toEqual(list(old));
});

test('an older call does not jump to the top of a list that has not loaded it', () => {
  const older = sampleCall({ id: 'call_older', created_at: '2026-11-20T00:00:00Z' });
  expect(withListedCall(list(old), older, {})).toEqual(list(old));
});

test('a hello replaces the live calls; a later change is patched into them and into the call', () => {
  const client = new QueryClient();
  const call = sampleCall({ status: 'ringing' });
  client.setQueryData([...callKeys.details, call.id], { ...call, events: [], webhooks: [], cost_lines: [] });
  applyLiveMessage(client, { type: 'hello', seq: 1, complete: true, live_calls: [call], time: '2026-11-21T14:00:00Z' });
  applyCall(client, { ...call, status: 'in-progress' });
  expect(client.getQueryData(callKeys.live)).toMatchObject([{ id: call.id, status: 'in-progress' }]);
  expect(client.getQueryData([...callKeys.details, call.id])).toMatchObject({ status: 'in-progress', events: [] });
});

test('a deleted call leaves every list', () => {
  const client = new QueryClient();
  client.setQueryData([...callKeys.lists, {}], list(old));
  applyLiveMessage(client, { type: 'call.deleted', seq: 2, call_id: old.id });
  expect(client.getQueryData([...callKeys.lists, {}])).toMatchObject({ pages: [{ items: [] }] });
});
