const defaultPageSize = 50;
const mostPageSize = 1000;

/**
 * One page of a list, newest first, with Twilio's paging keys. A page is anchored to the SID it begins after (`PA…`) or
 * ends before (`PB…`), so that new items do not move it.
 */
export function pageOf<Item extends { sid: string }, Json>(
  items: Item[],
  { path, query, key, json }: { path: string; query: URLSearchParams; key: string; json: (item: Item) => Json },
) {
  const pageSize = pageSizeIn(query);
  const page = pageIn(query);
  const first = firstIndex(items, { token: query.get('PageToken'), page, pageSize });
  const shown = items.slice(first, first + pageSize);
  const uri = (number: number, token: string | undefined) => {
    const params = new URLSearchParams(query);
    params.set('PageSize', String(pageSize));
    params.set('Page', String(number));
    params.delete('PageToken');
    if (token) params.set('PageToken', token);
    return `${path}?${params}`;
  };
  const hasMore = first + pageSize < items.length;
  return {
    [key]: shown.map(json),
    page,
    page_size: pageSize,
    start: page * pageSize,
    end: page * pageSize + Math.max(0, shown.length - 1),
    uri: uri(page, query.get('PageToken') ?? undefined),
    first_page_uri: uri(0, undefined),
    previous_page_uri: first > 0 ? uri(Math.max(0, page - 1), `PB${shown[0]?.sid ?? items.at(-1)?.sid}`) : null,
    next_page_uri: hasMore ? uri(page + 1, `PA${shown.at(-1)?.sid}`) : null,
  };
}

/** How many items a page has. More than a thousand are never sent, whatever is asked; unconfirmed. */
export function pageSizeIn(query: URLSearchParams): number {
  return Math.min(mostPageSize, Math.max(1, Math.floor(Number(query.get('PageSize'))) || defaultPageSize));
}

function pageIn(query: URLSearchParams): number {
  return Math.max(0, Math.floor(Number(query.get('Page')) || 0));
}

/**
 * One page of a list of the newer hosts, which write whole addresses under `meta`. `key` is the name of the array.
 *
 * @see https://www.twilio.com/docs/usage/twilios-response#pagination
 */
export function metaPageOf<Item extends { sid: string }, Json>(
  items: Item[],
  { url, query, key, json }: { url: string; query: URLSearchParams; key: string; json: (item: Item) => Json },
) {
  const { origin, pathname } = new URL(url);
  const page = pageOf(items, { path: origin + pathname, query, key, json });
  return {
    [key]: page[key],
    meta: {
      key,
      page: page.page,
      page_size: page.page_size,
      url: page.uri,
      first_page_url: page.first_page_uri,
      previous_page_url: page.previous_page_uri,
      next_page_url: page.next_page_uri,
    },
  };
}

function firstIndex(
  items: { sid: string }[],
  { token, page, pageSize }: { token: string | null; page: number; pageSize: number },
): number {
  const at = token ? items.findIndex((item) => item.sid === token.slice(2)) : -1;
  if (at < 0) return Math.min(items.length, page * pageSize);
  return token?.startsWith('PB') ? Math.max(0, at - pageSize) : at + 1;
}

/** Whether a moment fits `Name`, `Name<` and `Name>` of a query: that UTC day, before, on or after. */
export function fitsDates(query: URLSearchParams, name: string, atMs: number | undefined): boolean {
  const wanted = [name, `${name}<`, `${name}>`].map((key) => query.get(key));
  if (wanted.every((text) => text === null)) return true;
  if (atMs === undefined) return false;
  const [day, before, after] = wanted.map((text) => (text === null ? undefined : Date.parse(text)));
  const dayMs = 86_400_000;
  return (
    (day === undefined || (atMs >= startOfDay(day) && atMs < startOfDay(day) + dayMs)) &&
    (before === undefined || atMs < before) &&
    (after === undefined || atMs >= after)
  );
}

function startOfDay(atMs: number): number {
  return Math.floor(atMs / 86_400_000) * 86_400_000;
}
