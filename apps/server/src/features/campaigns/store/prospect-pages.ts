import type { AttemptOutcome, ProspectState } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type RawBuilder, sql } from 'kysely';
import { digitsOfSearch } from '#features/contacts';
import type { Tx } from '#runtime/database/database';
import type { ProspectRow } from '../prospect.ts';
import { columnsFrom } from './prospects.ts';

export interface ProspectCondition {
  state?: ProspectState | undefined;
  outcome?: AttemptOutcome | undefined;
  reason?: string | undefined;
  search?: string | undefined;
}

/** So many prospects one statement looks at, where no index serves the wish. */
export const prospectsLookedAt = 20_000;

export interface ProspectPage {
  rows: ProspectRow[];
  /** Where the next page begins; null: there is none. */
  next: Id<'prospect'> | null;
  /** The page ends because enough prospects were looked at. */
  isCut: boolean;
}

/** A page of the prospects that a condition selects, in the order of their ids, whatever number there is of others. */
export async function pageOfProspects(
  tx: Tx,
  campaignId: Id<'campaign'>,
  condition: ProspectCondition,
  { after, limit }: { after: Id<'prospect'> | undefined; limit: number },
): Promise<ProspectPage> {
  const { indexed, rest } = await planOf(tx, campaignId, condition);
  const behind = after ? sql`p.id > ${after}` : sql`true`;
  const within = sql`p.tenant_id = current_tenant() and p.campaign_id = ${campaignId} and ${indexed} and ${behind}`;
  // One more than the page has tells whether there is another; lazy to the bottom, so that it ends there.
  const most = rest ? prospectsLookedAt : limit + 1;
  const looked = sql`(select * from prospects p where ${within} order by p.id limit ${most})`;
  const { rows } = await sql<ProspectRow>`
    select ${columnsFrom(looked)} and ${rest ?? sql`true`}
    order by p.id limit ${limit + 1}`.execute(tx);
  const page = rows.slice(0, limit);
  if (rows.length > limit || !rest) {
    return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null, isCut: false };
  }
  const { rows: last } = await sql<{ id: Id<'prospect'> }>`
    select p.id from prospects p where ${within} order by p.id offset ${prospectsLookedAt - 1} limit 1`.execute(tx);
  return { rows: page, next: last[0]?.id ?? null, isCut: last.length > 0 };
}

/** What an index selects, and what is looked at one by one. */
async function planOf(
  tx: Tx,
  campaignId: Id<'campaign'>,
  { state, outcome, reason, search }: ProspectCondition,
): Promise<{ indexed: RawBuilder<unknown>; rest: RawBuilder<unknown> | undefined }> {
  const indexed: RawBuilder<unknown>[] = [];
  const rest: RawBuilder<unknown>[] = [];
  const ending = search ? await endingIn(tx, campaignId, search) : undefined;
  if (ending) indexed.push(ending);
  else if (search) rest.push(searched(search));
  const by = (condition: RawBuilder<unknown>) => (indexed.length === 0 ? indexed : rest).push(condition);
  // Those who wait, and those who are done, are nearly all of them at one time or another: no index is kept of them.
  const isFew = state === 'dialling' || state === 'skipped';
  if (outcome) by(sql`p.outcome = ${outcome}`);
  if (reason) by(sql`p.reason is not null and p.reason ->> 'code' = ${reason}`);
  if (state && isFew) by(sql`p.state = ${state}`);
  else if (state) rest.push(sql`p.state = ${state}`);
  return {
    indexed: indexed[0] ?? sql`true`,
    rest: rest.length === 0 ? undefined : sql.join(rest, sql` and `),
  };
}

const digitsForIndex = 4;

/** Operators of text_pattern_ops: LIKE is not leakproof, and no way into an index behind row level security. */
export function beginsBackwards(digits: string): RawBuilder<unknown> {
  const behind = digits.slice(0, -1) + String.fromCharCode(digits.charCodeAt(digits.length - 1) + 1);
  return sql`p.reversed_digits ~>=~ ${digits} and p.reversed_digits ~<~ ${behind}`;
}

/** The numbers that end in what is searched for, where there are such; else its digits may stand anywhere. */
async function endingIn(tx: Tx, campaignId: Id<'campaign'>, search: string): Promise<RawBuilder<unknown> | undefined> {
  const digits = digitsOfSearch(search);
  if (!digits || digits.length < digitsForIndex) return undefined;
  const ends = beginsBackwards(digits);
  const { rows } = await sql`
    select from prospects p where p.tenant_id = current_tenant() and p.campaign_id = ${campaignId} and ${ends} limit 1`.execute(
    tx,
  );
  return rows.length > 0 ? ends : undefined;
}

function searched(text: string): RawBuilder<unknown> {
  const digits = digitsOfSearch(text);
  if (digits) return sql`p.reversed_digits like ${`%${digits}%`}`;
  return sql`c.name ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;
}

/** How many of those who wait come before one in the order of the list, as far as so many are counted. */
export async function countWaitingBefore(tx: Tx, campaignId: Id<'campaign'>, id: Id<'prospect'>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) filter (where state = 'waiting')::int as n from (
      select state from prospects
      where tenant_id = current_tenant() and campaign_id = ${campaignId} and id < ${id}
      order by id desc limit ${prospectsLookedAt}
    ) before`.execute(tx);
  return rows[0]?.n ?? 0;
}
