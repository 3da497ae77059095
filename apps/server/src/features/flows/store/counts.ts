import { type Id, parseId } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { NodeCount } from '../flow.ts';

/** What one step of a call tells of one node. */
export interface NotedPassage {
  tenantId: Id<'workspace'>;
  /** As the session has it. */
  versionId: string;
  nodeId: string;
  /** The call came to the node with this step; false where the node had been waiting. */
  arrived: boolean;
  /** By which exit it left; null while it stays, and where it ended. */
  exit: string | null;
  /** That went by at the node before this step. */
  seconds: number;
  at: Date;
}

/** Notes how calls came through flows, in one statement; `foldPassages` counts it. Also as the system. */
export async function notePassages(tx: Tx, passages: readonly NotedPassage[]): Promise<void> {
  const known = passages.flatMap((each) => {
    const versionId = parseId('version', each.versionId);
    return versionId ? [{ ...each, versionId }] : [];
  });
  if (known.length === 0) return;
  const of = <Value>(value: (each: (typeof known)[number]) => Value) => known.map(value);
  await sql`
    insert into flow_passages (tenant_id, version_id, node_id, arrived, exit, seconds, at)
    select * from unnest(
      ${of((each) => each.tenantId)}::uuid[], ${of((each) => each.versionId)}::uuid[],
      ${of((each) => each.nodeId)}::text[], ${of((each) => each.arrived)}::boolean[],
      ${of((each) => each.exit ?? '')}::text[], ${of((each) => Math.round(each.seconds))}::int[],
      ${of((each) => each.at)}::timestamptz[]
    )`.execute(tx);
}

/** Adds up to `most` passages to the counts and takes them away; answers how many. As the system. */
export async function foldPassages(tx: Tx, most: number): Promise<number> {
  // One at a time: two that add at once would wait for each other in a circle.
  const { rows: locks } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('flow_counts', 0)) as mine`.execute(tx);
  if (!locks[0]?.mine) return 0;
  const { rows } = await sql<{ folded: number }>`
    with taken as (
      delete from flow_passages p using (
        select tenant_id, id from flow_passages order by id limit ${most}
      ) k where p.tenant_id = k.tenant_id and p.id = k.id
      returning p.*
    ), counted as (
      insert into flow_counts (tenant_id, version_id, day, node_id, exit, calls, seconds)
      select t.tenant_id, t.version_id, (t.at at time zone 'UTC')::date, t.node_id, e.exit, sum(e.calls), sum(e.seconds)
      from taken t cross join lateral (values
        ('', t.arrived::int, t.seconds), (nullif(t.exit, ''), 1, 0)
      ) as e (exit, calls, seconds)
      where e.exit is not null
      group by 1, 2, 3, 4, 5
      on conflict (tenant_id, version_id, day, node_id, exit) do update set
        calls = flow_counts.calls + excluded.calls, seconds = flow_counts.seconds + excluded.seconds
    ), begun as (
      select t.tenant_id, t.version_id, t.node_id, count(*) as calls, max(t.at) as last_at
      from taken t where t.arrived group by 1, 2, 3
    ), used as (
      update flow_versions v
      set total_calls = v.total_calls + b.calls, last_used_at = greatest(v.last_used_at, b.last_at)
      from begun b
      where v.tenant_id = b.tenant_id and v.id = b.version_id and v.start_node = b.node_id
    )
    select count(*) as folded from taken`.execute(tx);
  return rows[0]?.folded ?? 0;
}

/** Sums since the beginning of a day. */
export async function countsOf(tx: Tx, versionId: Id<'version'>, since: Date): Promise<NodeCount[]> {
  const { rows } = await sql<NodeCount>`
    select node_id as "nodeId", exit, sum(calls)::bigint as calls, sum(seconds)::bigint as seconds
    from flow_counts
    where tenant_id = current_tenant() and version_id = ${versionId}
      and day >= (${since}::timestamptz at time zone 'UTC')::date
    group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}
