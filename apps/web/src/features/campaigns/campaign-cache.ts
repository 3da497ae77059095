import type { LiveMessage } from '@offhook/contract';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { callKeys } from '../calls/queries.ts';
import { campaignKeys } from './queries.ts';

const quietMs = 1000;
const waiting = new WeakMap<QueryClient, Map<string, ReturnType<typeof setTimeout>>>();

/** A socket message names the campaign only; what is shown of it is fetched again, at most once a second. */
export function applyCampaignNews(client: QueryClient, news: LiveMessage): void {
  if (news.type === 'hello' && !news.complete) void client.invalidateQueries({ queryKey: campaignKeys.all });
  if (news.type !== 'campaign.changed') return;
  const { campaign_id } = news;
  soonOnce(client, 'lists', () => void client.invalidateQueries({ queryKey: campaignKeys.lists }));
  soonOnce(client, campaign_id, () => {
    void client.invalidateQueries({ queryKey: campaignKeys.of(campaign_id), predicate: isCheap });
    void client.invalidateQueries({
      queryKey: callKeys.lists,
      predicate: (query) => isCheap(query) && filterOf(query.queryKey).campaign_id === campaign_id,
    });
  });
}

/** Somebody who scrolled through thousands of rows has them fetched anew by the button only. */
const mostPages = 3;

function isCheap({ queryKey, state: { data } }: { queryKey: QueryKey; state: { data?: unknown } }): boolean {
  // A dry run stays as it was computed.
  if (queryKey.includes('forecast-prospects')) return false;
  const pages = typeof data === 'object' && data !== null && 'pages' in data ? data.pages : [];
  return !Array.isArray(pages) || pages.length <= mostPages;
}

function filterOf(key: QueryKey): { campaign_id?: string } {
  // The third part of a list's key is always the query it was made with (callListQuery).
  return (key[2] ?? {}) as { campaign_id?: string };
}

function soonOnce(client: QueryClient, name: string, run: () => void): void {
  const timers = waiting.get(client) ?? new Map();
  waiting.set(client, timers);
  if (timers.has(name)) return;
  timers.set(
    name,
    setTimeout(() => {
      timers.delete(name);
      run();
    }, quietMs),
  );
}
