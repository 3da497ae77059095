import type { Id } from '@offhook/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Sums } from './counts.ts';
import type { Range, Span } from './periods.ts';
import { nobody } from './store.ts';

/** Whose calls: everybody's together, or of some people each by themselves. */
export interface Selection {
  tenantId: Id<'workspace'>;
  people: readonly string[] | 'everybody';
  direction: 'inbound' | 'outbound' | undefined;
  /** Each outcome by itself. */
  byOutcome: boolean;
}

/** Sums of the group with this index, the first being 1. */
export interface GroupSums extends Sums {
  group: number;
  personId: string;
}

export async function readSums(
  tx: Tx,
  selection: Selection,
  ranges: readonly Range[],
  starts: readonly number[],
): Promise<GroupSums[]> {
  return ranges.length === 0 ? [] : (await sumsQuery(selection, ranges, starts).execute(tx)).rows;
}

/**
 * Adds up sums by groups that begin at `starts`. Each range is read by itself through the index: a join might read
 * all of a workspace instead, which `offset 0` forbids.
 */
export function sumsQuery(
  selection: Selection,
  ranges: readonly Range[],
  starts: readonly number[],
): RawBuilder<GroupSums> {
  const branches = [...Map.groupBy(ranges, ({ span }) => span)].map(([span, some]) => branch(selection, span, some));
  return sql<GroupSums>`
    select width_bucket(b.bucket, ${starts.map((ms) => new Date(ms))}::timestamptz[]) as group,
      b.person_id as "personId", b.direction, b.outcome, sum(b.calls)::bigint as calls,
      sum(b.answered)::bigint as answered, sum(b.failed)::bigint as failed, sum(b.humans)::bigint as humans, sum(b.machines)::bigint as machines,
      sum(b.drops)::bigint as drops, sum(b.seconds)::bigint as seconds, sum(b.micros)::bigint as micros
    from (${sql.join(branches, sql` union all `)}) b
    group by 1, 2, 3, 4`;
}

function branch(selection: Selection, span: Span, ranges: readonly Range[]): RawBuilder<unknown> {
  const { tenantId, people, direction, byOutcome } = selection;
  const kind = people === 'everybody' ? '' : 'person-';
  const name = `${byOutcome ? 'status-' : kind}${span}`;
  const ids = people === 'everybody' ? [nobody] : people;
  return sql`
    select s.*
    from unnest(
      ${ranges.map(({ startMs }) => new Date(startMs))}::timestamptz[],
      ${ranges.map(({ endMs }) => new Date(endMs))}::timestamptz[]
    ) as r (start_at, end_at)
    cross join unnest(${ids}::uuid[]) as p (person_id)
    cross join lateral (
      select * from call_rollups u
      where u.tenant_id = ${tenantId} and u.span = ${sql.lit(name)} and u.person_id = p.person_id
        and u.bucket >= r.start_at and u.bucket < r.end_at
        ${direction ? sql`and u.direction = ${direction}` : sql``}
      offset 0
    ) s`;
}

/** Everybody who ever had a call here, and nobody; one step of the index for each. */
export async function peopleWithCalls(tx: Tx, tenantId: Id<'workspace'>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive found (id) as (
      (select person_id from call_rollups where tenant_id = ${tenantId} and span = 'person-month'
        order by person_id limit 1)
      union all
      select (select person_id from call_rollups u where u.tenant_id = ${tenantId} and u.span = 'person-month'
        and u.person_id > found.id order by person_id limit 1)
      from found where found.id is not null
    )
    select id from found where id is not null`.execute(tx);
  return rows.map(({ id }) => id);
}

/** When the first call of the workspace took place; to the month. */
export async function firstMonth(tx: Tx, tenantId: Id<'workspace'>): Promise<Date | undefined> {
  const { rows } = await sql<{ bucket: Date }>`
    select bucket from call_rollups where tenant_id = ${tenantId} and span = 'month' and person_id = ${nobody}
    order by bucket limit 1`.execute(tx);
  return rows[0]?.bucket;
}

export interface LiveCall {
  createdAt: Date;
  direction: 'inbound' | 'outbound';
  personId: string;
  status: string;
  isAnswered: boolean;
}

/** Calls under way: few, whatever the number of calls. */
export async function liveCallsOf(tx: Tx, { tenantId, people, direction }: Selection): Promise<LiveCall[]> {
  const { rows } = await sql<LiveCall>`
    select created_at as "createdAt", direction, coalesce(person_id, ${nobody}::uuid) as "personId", status,
      answered_at is not null as "isAnswered"
    from calls
    where tenant_id = ${tenantId} and outcome is null
      ${direction ? sql`and direction = ${direction}` : sql``}
      ${people === 'everybody' ? sql`` : sql`and coalesce(person_id, ${nobody}::uuid) = any (${people}::uuid[])`}`.execute(
    tx,
  );
  return rows;
}
