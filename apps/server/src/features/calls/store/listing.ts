import type { Id } from '@offhook/kit';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import { type CallRow, callRow } from './calls.ts';
import { allOf, type CallFilter, idsWithin, type Lead, type LeadWish, planOf } from './filter.ts';

/** So many calls one statement looks at, when the filter has a part that no index serves. */
export const callsLookedAt = 20_000;
export const countedTo = 10_000;

export interface CallPage {
  rows: CallRow[];
  /** Where the next page begins; null: there is none. */
  next: Id<'call'> | null;
  /** Set when the page ends because enough calls were looked at: the time of the last one. */
  lookedBackTo: Date | null;
}

export interface PageWish {
  before: Id<'call'> | undefined;
  limit: number;
  offset?: number | undefined;
}

/** A page of the calls that a filter selects, newest first. */
export async function pageOfCalls(tx: Tx, filter: CallFilter, wish: PageWish): Promise<CallPage> {
  const { rows } = await pageStatement(filter, wish).execute(tx);
  const selected = rows.filter((row) => row.is_selected);
  const last = rows.at(-1);
  const page = selected.slice(0, wish.limit).map(callRow);
  if (selected.length > wish.limit) return { rows: page, next: page.at(-1)?.id ?? null, lookedBackTo: null };
  const isEnough = last?.number === callsLookedAt;
  return { rows: page, next: isEnough ? last.id : null, lookedBackTo: isEnough ? last.created_at : null };
}

type PageRow = Selectable<Schema['calls']> & { is_selected: boolean; number: number | null };

/** One row more than the page has, so that it is known whether there is another. */
export function pageStatement(filter: CallFilter, { before, limit, offset = 0 }: PageWish): RawBuilder<PageRow> {
  const { leads, rest } = planOf(filter);
  const most = rest.length === 0 ? limit + 1 + offset : callsLookedAt;
  const source = unionOf(leads, { columns: 'all', within: idsWithin(filter, before), most });
  if (rest.length === 0) {
    return sql`select *, true as is_selected, null::bigint as number from (${source}) as calls
      order by id desc limit ${limit + 1} offset ${offset}`;
  }
  // Lazy to the bottom: stops at the page's end. The last call that may be looked at comes along, selected or not, and
  // tells where to go on.
  return sql`select *, ${allOf(rest)} as is_selected from (
      select *, row_number() over (order by id desc) as number
      from (select * from (${source}) as led order by id desc limit ${most}) as bounded
    ) as calls
    where ${allOf(rest)} or number = ${most}
    order by id desc limit ${limit + 1} offset ${offset}`;
}

/** How many calls a filter selects; at least so many when not exact. */
export async function countCalls(tx: Tx, filter: CallFilter): Promise<{ total: number; isExact: boolean }> {
  const { leads, rest } = planOf(filter);
  const isServed = rest.length === 0;
  const most = isServed ? countedTo + 1 : callsLookedAt;
  const source = unionOf(leads, { columns: isServed ? 'id' : 'all', within: idsWithin(filter), most });
  const { rows } = await sql<{ selected: number; looked_at: number }>`
    select count(*) filter (where ${allOf(rest)}) as selected, count(*) as looked_at
    from (select * from (${source}) as led order by id desc limit ${most}) as calls`.execute(tx);
  const { selected, looked_at } = rows[0] ?? { selected: 0, looked_at: 0 };
  return { total: Math.min(selected, countedTo), isExact: looked_at < most && selected <= countedTo };
}

// Each part has its own order and end, so that the whole is merged and no part is read further than it is needed.
function unionOf(leads: readonly Lead[], wish: LeadWish): RawBuilder<unknown> {
  return sql.join(
    leads.map((lead) => lead(wish)),
    sql` union all `,
  );
}
