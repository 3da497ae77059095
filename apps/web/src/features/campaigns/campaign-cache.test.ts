import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callListQuery } from '../calls/queries.ts';
import { applyCampaignNews } from './campaign-cache.ts';
import { campaignListQuery, campaignQuery, prospectListQuery } from './queries.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const page = { items: [], next_cursor: null };
const pages = (count: number) => ({ pages: Array(count).fill(page), pageParams: Array(count).fill(undefined) });
const keys = {
  mine: campaignQuery('campaign_1').queryKey,
  other: campaignQuery('campaign_2').queryKey,
  list: campaignListQuery({}).queryKey,
  short: prospectListQuery('campaign_1', {}).queryKey,
  long: prospectListQuery('campaign_1', { state: 'waiting' }).queryKey,
  calls: callListQuery({ campaign_id: 'campaign_1' }).queryKey,
  allCalls: callListQuery({}).queryKey,
};

function filledClient(): QueryClient {
  const client = new QueryClient();
  for (const [name, key] of Object.entries(keys)) client.setQueryData<unknown>(key, pages(name === 'long' ? 40 : 1));
  return client;
}

const stale = (client: QueryClient) =>
  Object.entries(keys)
    .filter(([, key]) => client.getQueryState(key)?.isInvalidated)
    .map(([name]) => name);

test('news of a campaign renew what is shown of it, and nothing else', () => {
  const client = filledClient();
  applyCampaignNews(client, { type: 'campaign.changed', seq: 1, campaign_id: 'campaign_1' });
  expect(stale(client)).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(stale(client)).toEqual(['mine', 'list', 'short', 'calls']);
});

test('many news within a second are one', () => {
  const client = filledClient();
  const invalidate = vi.spyOn(client, 'invalidateQueries');
  for (let seq = 1; seq <= 50; seq += 1)
    applyCampaignNews(client, { type: 'campaign.changed', seq, campaign_id: 'campaign_1' });
  vi.advanceTimersByTime(1000);
  expect(invalidate).toHaveBeenCalledTimes(3);
});

test('after news were missed everything of campaigns is renewed', () => {
  const client = filledClient();
  const hello = { seq: 9, complete: false, live_calls: [], time: '2026-11-02T15:00:00.000Z' };
  applyCampaignNews(client, { type: 'hello', ...hello });
  expect(stale(client)).toEqual(['mine', 'other', 'list', 'short', 'long']);
});
