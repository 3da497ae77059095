import type { listCalls, RouteResponse } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { readCursor } from '#runtime/page';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { CallFilter } from '../store/filter.ts';
import { type CallPage, callsLookedAt, countCalls, type PageWish, pageOfCalls } from '../store/listing.ts';
import { presentCalls } from './present.ts';
import { type FilterQuery, readFilter } from './read-filter.ts';

interface ListQuery extends FilterQuery {
  cursor?: string | undefined;
  limit: number;
  offset?: number | undefined;
  count?: boolean | undefined;
}

export async function listLog(ctx: Context, actor: Actor, query: ListQuery): Promise<RouteResponse<typeof listCalls>> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const filter = await readFilter(tx, actor, query);
    const { rows, next_cursor, notice } = await readPage(tx, filter, query);
    const items = await presentCalls(tx, actor, rows);
    const counted = query.count ?? query.cursor === undefined;
    const { total, isExact } = counted ? await countAll(tx, filter) : { total: items.length, isExact: false };
    return { items, next_cursor, total, total_is_exact: isExact, ...(notice === undefined ? {} : { notice }) };
  });
}

interface ReadPage {
  rows: CallPage['rows'];
  next_cursor: string | null;
  notice?: string | undefined;
}

async function readPage(tx: Tx, filter: CallFilter, query: ListQuery): Promise<ReadPage> {
  const { search } = filter;
  const { limit, offset } = query;
  const inTwoParts = search?.kind === 'digits' && search.ending !== undefined && offset === undefined;
  const { part, before } = readPlace(query.cursor);
  if (!inTwoParts) {
    if (part === 'elsewhere') throw new Refusal('request.bad_cursor');
    return shown(await pageOfCalls(tx, filter, { before, limit, offset }), '');
  }
  const inPart = async (of: typeof part, wish: PageWish) =>
    pageOfCalls(tx, { ...filter, search: { ...search, part: of } }, wish);
  if (part === 'ending') {
    const page = await inPart('ending', { before, limit });
    if (page.next !== null) return shown(page, '');
    const notice = `Numbers that end in ${search.digits} come first; next_cursor goes on with numbers that have it elsewhere.`;
    if (page.rows.length > 0) return { rows: page.rows, next_cursor: elsewhere, notice };
  }
  return shown(await inPart('elsewhere', { before: part === 'elsewhere' ? before : undefined, limit }), elsewhere);
}

/** Begins the cursors of the second part of a search. */
const elsewhere = 'elsewhere_';

function readPlace(cursor: string | undefined): { part: 'ending' | 'elsewhere'; before: Id<'call'> | undefined } {
  if (!cursor?.startsWith(elsewhere)) return { part: 'ending', before: readCursor('call', cursor) };
  return { part: 'elsewhere', before: readCursor('call', cursor.slice(elsewhere.length) || undefined) };
}

function shown({ rows, next, lookedBackTo }: CallPage, prefix: string): ReadPage {
  const next_cursor = next && prefix + formatId('call', next);
  if (!lookedBackTo) return { rows, next_cursor };
  const looked = callsLookedAt.toLocaleString('en');
  return {
    rows,
    next_cursor,
    notice: `Looked at ${looked} calls, back to ${lookedBackTo.toISOString()}; next_cursor goes on from there.`,
  };
}

/** Of a search in two parts both are counted as they are shown. */
async function countAll(tx: Tx, filter: CallFilter): Promise<{ total: number; isExact: boolean }> {
  const { search } = filter;
  if (search?.kind !== 'digits' || !search.ending) return countCalls(tx, filter);
  const ending = await countCalls(tx, { ...filter, search: { ...search, part: 'ending' } });
  const others = await countCalls(tx, { ...filter, search: { ...search, part: 'elsewhere' } });
  return { total: ending.total + others.total, isExact: ending.isExact && others.isExact };
}
