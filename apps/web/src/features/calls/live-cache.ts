import { type Call, type CallDetail, isFinal, type LiveMessage } from '@offhook/contract';
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { type CallPage, type CallQuery, callKeys } from './queries.ts';

const quietMs = 1000;
const waiting = new WeakMap<QueryClient, Set<string>>();

/** Patches what a socket message says into every cached list and call, so that nothing has to be fetched again. */
export function applyLiveMessage(client: QueryClient, message: LiveMessage): void {
  if (message.type === 'hello') applyHello(client, message.live_calls, message.complete);
  if (message.type === 'call.changed') applyCall(client, message.call);
  if (message.type === 'call.deleted') forgetCall(client, message.call_id);
}

function applyHello(client: QueryClient, live: Call[], complete: boolean): void {
  client.setQueryData<Call[]>(callKeys.live, live);
  for (const call of live) patchLists(client, call);
  if (!complete)
    void client.invalidateQueries({ queryKey: ['calls'], predicate: (query) => query.queryKey[1] !== 'live' });
}

export function applyCall(client: QueryClient, call: Call): void {
  client.setQueryData<Call[]>(callKeys.live, (live) => live && withLiveCall(live, call));
  patchLists(client, call);
  client.setQueryData<CallDetail>([...callKeys.details, call.id], (detail) => detail && { ...detail, ...call });
  // The timeline, the webhooks and the sums are not in the message; they follow at most once a second.
  refreshSoon(client, [...callKeys.details, call.id]);
  refreshSoon(client, callKeys.stats);
  // First steps are ticked by a call that was placed, and by what followed it.
  if (isFinal(call.status) || call.status === 'ringing') refreshSoon(client, ['workspace']);
  if (isFinal(call.status) && call.contact) refreshSoon(client, ['contacts', 'detail', call.contact.id]);
}

/** Calls that are over stay in the list with their end state; the table decides when to let them go. */
function withLiveCall(live: readonly Call[], call: Call): Call[] {
  if (live.some(({ id }) => id === call.id)) return live.map((old) => (old.id === call.id ? call : old));
  return isFinal(call.status) ? [...live] : [call, ...live];
}

function patchLists(client: QueryClient, call: Call): void {
  for (const [key, data] of client.getQueriesData<InfiniteData<CallPage>>({ queryKey: callKeys.lists }))
    if (data) client.setQueryData(key, withListedCall(data, call, filterOf(key)));
}

/** A listed call is changed in place, even when the filter no longer selects it; a new one that it selects comes first. */
export function withListedCall(data: InfiniteData<CallPage>, call: Call, filter: CallQuery): InfiniteData<CallPage> {
  const known = data.pages.some((page) => page.items.some(({ id }) => id === call.id));
  if (known) {
    const items = (page: CallPage) => page.items.map((old) => (old.id === call.id ? call : old));
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: items(page) })) };
  }
  const [first, ...rest] = data.pages;
  const newest = first?.items[0]?.created_at ?? '';
  if (!first || call.created_at < newest || !selects(filter, call)) return data;
  return { ...data, pages: [{ ...first, items: [call, ...first.items], total: first.total + 1 }, ...rest] };
}

// These the server knows better, or they come true later: such a list gets no new rows until it is fetched again.
const notForNewCalls = [
  'search',
  'has_recording',
  'has_voicemail_drop',
  'live',
  'disposition',
  'tag',
  'answered_by',
  'min_duration',
  'number',
] as const;

function selects(filter: CallQuery, call: Call): boolean {
  if (notForNewCalls.some((name) => filter[name] !== undefined)) return false;
  if (filter.person_id && filter.person_id !== call.person?.id) return false;
  if (filter.direction && filter.direction !== call.direction) return false;
  if (filter.contact_id && filter.contact_id !== call.contact?.id) return false;
  if (filter.campaign_id && filter.campaign_id !== call.campaign?.id) return false;
  if (filter.status && !filter.status.split(',').includes(call.status)) return false;
  if (filter.since && call.created_at < filter.since) return false;
  return !(filter.until && call.created_at >= filter.until);
}

export function forgetCall(client: QueryClient, callId: string): void {
  const keep = ({ id }: Call) => id !== callId;
  client.setQueryData<Call[]>(callKeys.live, (live) => live?.filter(keep));
  client.setQueriesData<InfiniteData<CallPage>>(
    { queryKey: callKeys.lists },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter(keep) })) },
  );
  refreshSoon(client, callKeys.stats);
}

function refreshSoon(client: QueryClient, queryKey: QueryKey): void {
  const pending = waiting.get(client) ?? new Set<string>();
  waiting.set(client, pending);
  const name = JSON.stringify(queryKey);
  if (pending.has(name)) return;
  pending.add(name);
  setTimeout(() => {
    pending.delete(name);
    void client.invalidateQueries({ queryKey });
  }, quietMs);
}

function filterOf(key: QueryKey): CallQuery {
  // The third part of a list's key is always the query it was made with (callListQuery).
  return (key[2] ?? {}) as CallQuery;
}
