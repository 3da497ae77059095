import { ApiError, type LiveMessage, type VoicemailMessageDetail } from '@offhook/contract';
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { type Message, messageQuery, type VoicemailPage, type VoicemailQuery, voicemailKeys } from './queries.ts';

/** A socket message names the voicemail only: it is fetched when a list shows it, and the counts follow. */
export function applyVoicemailNews(client: QueryClient, news: LiveMessage): void {
  if (news.type === 'hello' && !news.complete) void client.invalidateQueries({ queryKey: voicemailKeys.all });
  if (news.type !== 'voicemail.changed') return;
  refreshCounts(client);
  const inboxIsShown = client.getQueryCache().findAll({ queryKey: voicemailKeys.lists, type: 'active' }).length > 0;
  if (inboxIsShown) return void followMessage(client, news.voicemail_id);
  void client.invalidateQueries({ queryKey: voicemailKeys.lists });
  void client.invalidateQueries({ queryKey: [...voicemailKeys.details, news.voicemail_id] });
}

async function followMessage(client: QueryClient, id: string): Promise<void> {
  try {
    applyMessage(client, await client.fetchQuery({ ...messageQuery(id), staleTime: 0 }));
  } catch (error) {
    // Somebody else's box, or gone for good.
    if (error instanceof ApiError && error.problem.status === 404) forgetMessage(client, id);
    else void client.invalidateQueries({ queryKey: voicemailKeys.lists });
  }
}

/** Patches a message into every list and into its own page. */
export function applyMessage(client: QueryClient, message: Message): void {
  patchLists(client, (data, query) => withMessage(data, message, query));
  client.setQueryData<VoicemailMessageDetail>(
    [...voicemailKeys.details, message.id],
    (detail) => detail && { ...detail, ...message },
  );
}

export function refreshCounts(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: voicemailKeys.unread });
  void client.invalidateQueries({ queryKey: voicemailKeys.boxes });
}

function forgetMessage(client: QueryClient, id: string): void {
  patchLists(client, (data) => withoutRow(data, id));
}

function patchLists(
  client: QueryClient,
  patch: (data: InfiniteData<VoicemailPage>, query: VoicemailQuery) => InfiniteData<VoicemailPage>,
): void {
  for (const [key, data] of client.getQueriesData<InfiniteData<VoicemailPage>>({ queryKey: voicemailKeys.lists }))
    if (data) client.setQueryData(key, patch(data, queryOf(key)));
}

/**
 * A message that is listed is changed in its place, also when it is no longer unread or no longer mine; once it has gone
 * to another view its row goes. A new one that the list selects comes first.
 */
export function withMessage(
  data: InfiniteData<VoicemailPage>,
  message: Message,
  query: VoicemailQuery,
): InfiniteData<VoicemailPage> {
  if (!isInView(message, query)) return withoutRow(data, message.id);
  const known = data.pages.some((page) => page.items.some(({ id }) => id === message.id));
  if (known) {
    const items = (page: VoicemailPage) => page.items.map((old) => (old.id === message.id ? message : old));
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: items(page) })) };
  }
  const [first, ...rest] = data.pages;
  if (!first || !selects(query, message)) return data;
  // Also one that was restored, which has its old place; below the rows that are loaded it is not shown yet.
  const at = first.items.findIndex(({ created_at }) => created_at <= message.created_at);
  if (at < 0 && first.next_cursor !== null) return data;
  const place = at < 0 ? first.items.length : at;
  const items = [...first.items.slice(0, place), message, ...first.items.slice(place)];
  return { ...data, pages: [{ ...first, items, total: first.total + 1 }, ...rest] };
}

function withoutRow(data: InfiniteData<VoicemailPage>, id: string): InfiniteData<VoicemailPage> {
  if (!data.pages.some((page) => page.items.some((item) => item.id === id))) return data;
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.filter((item) => item.id !== id),
    total: page.total - 1,
  }));
  return { ...data, pages };
}

function isInView(message: Message, query: VoicemailQuery): boolean {
  if (query.deleted === 'true') return message.is_deleted;
  return !message.is_deleted && message.is_archived === (query.archived === 'true');
}

function selects(query: VoicemailQuery, message: Message): boolean {
  // Names and digits the server knows better, and who is meant by `me` as well.
  if (query.q || query.assigned_to === 'me') return false;
  if (query.box_id && query.box_id !== message.box_id) return false;
  if (query.is_read === 'false' && message.is_read) return false;
  if (query.assigned_to === 'nobody') return message.assigned_to === null;
  return !query.assigned_to || query.assigned_to === message.assigned_to?.id;
}

function queryOf(key: QueryKey): VoicemailQuery {
  // The third part of a list's key is always the query it was made with (voicemailListQuery).
  return (key[2] ?? {}) as VoicemailQuery;
}
