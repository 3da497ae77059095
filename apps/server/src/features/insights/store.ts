import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { CallKey } from '#features/wallet';
import type { Tx } from '#runtime/database/database';

/** An entry of the list of calls to settle; of one call there may be several. */
export interface DueEntry {
  tenantId: Id<'workspace'>;
  id: number;
  callId: Id<'call'>;
}

export async function dueEntries(tx: Tx, limit: number): Promise<DueEntry[]> {
  const { rows } = await sql<DueEntry>`
    select tenant_id as "tenantId", id, call_id as "callId" from calls_to_settle order by id limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** Takes entries off the list, those that nobody else is taking at this moment. */
export async function takeEntries(tx: Tx, entries: readonly DueEntry[]): Promise<DueEntry[]> {
  const { rows } = await sql<DueEntry>`
    select s.tenant_id as "tenantId", s.id, s.call_id as "callId"
    from calls_to_settle s join unnest(
      ${entries.map((each) => each.tenantId)}::uuid[], ${entries.map((each) => each.id)}::bigint[]
    ) as k (tenant_id, id) on s.tenant_id = k.tenant_id and s.id = k.id
    for update of s skip locked`.execute(tx);
  return rows;
}

export async function removeEntries(tx: Tx, entries: readonly DueEntry[]): Promise<void> {
  await sql`
    delete from calls_to_settle s using unnest(
      ${entries.map((each) => each.tenantId)}::uuid[], ${entries.map((each) => each.id)}::bigint[]
    ) as k (tenant_id, id)
    where s.tenant_id = k.tenant_id and s.id = k.id`.execute(tx);
}

export async function existingCalls(tx: Tx, calls: readonly CallKey[]): Promise<CallKey[]> {
  const { rows } = await sql<CallKey>`
    select c.tenant_id as "tenantId", c.id from ${unnested(calls)} as k (tenant_id, id)
    join calls c on c.tenant_id = k.tenant_id and c.id = k.id`.execute(tx);
  return rows;
}

/** Those that are to be settled still. */
export async function waitingAmong(tx: Tx, calls: readonly CallKey[]): Promise<CallKey[]> {
  const { rows } = await sql<CallKey>`
    select k.tenant_id as "tenantId", k.id from ${unnested(calls)} as k (tenant_id, id)
    where exists (select from calls_to_settle s where s.tenant_id = k.tenant_id and s.call_id = k.id)`.execute(tx);
  return rows;
}

const unnested = (calls: readonly CallKey[]) =>
  sql`unnest(${calls.map((call) => call.tenantId)}::uuid[], ${calls.map((call) => call.id)}::uuid[])`;

/** Stands for everybody in the sums of a workspace, and for nobody among those of its people. */
export const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Counts calls anew: what each adds now replaces what it added before, and the difference goes into the sums. Whoever
 * counts holds the calls locked. Deleted calls stay counted, for they took place; samples never did.
 */
export async function countCalls(tx: Tx, calls: readonly CallKey[], deleted: readonly CallKey[]): Promise<void> {
  await sql`
    with now as (
      select c.tenant_id, c.id as call_id, date_bin('15 minutes', c.created_at, 'epoch'::timestamptz) as quarter,
        coalesce(c.person_id, ${nobody}::uuid) as person_id, c.direction, c.outcome,
        (c.answered_at is not null)::int as answered, (c.outcome = 'failed')::int as failed, (c.answered_by is not distinct from 'human')::int as humans,
        coalesce(c.answered_by like 'machine%', false)::int as machines,
        (c.drop_finished_at is not null)::int as drops, coalesce(c.duration_seconds, 0)::bigint as seconds,
        coalesce(c.cost_micros, 0) as micros, c.is_sample
      from ${unnested(calls)} as k (tenant_id, id) join calls c on c.tenant_id = k.tenant_id and c.id = k.id
      where c.outcome is not null
    ), before as (
      select b.* from now join call_contributions b on b.tenant_id = now.tenant_id and b.call_id = now.call_id
    ), written as (
      insert into call_contributions (tenant_id, call_id, quarter, person_id, direction, outcome, answered, failed,
        humans, machines, drops, seconds, micros, is_sample)
      select * from now
      on conflict (tenant_id, call_id) do update set
        quarter = excluded.quarter, person_id = excluded.person_id, direction = excluded.direction,
        outcome = excluded.outcome, answered = excluded.answered, failed = excluded.failed, humans = excluded.humans,
        machines = excluded.machines, drops = excluded.drops, seconds = excluded.seconds, micros = excluded.micros,
        is_sample = excluded.is_sample
    ), removed as (
      delete from call_contributions b using ${unnested(deleted)} as k (tenant_id, id)
      where b.tenant_id = k.tenant_id and b.call_id = k.id
      returning b.*
    ), changes as (
      select 1 as sign, * from now
      union all select -1, * from before
      union all select -1, * from removed where is_sample
    ), deltas as (
      select d.tenant_id, f.kind || s.span as span, f.person_id, s.bucket, d.direction, f.outcome, sum(sign) as calls,
        sum(sign * answered) as answered, sum(sign * failed) as failed, sum(sign * humans) as humans,
        sum(sign * machines) as machines, sum(sign * drops) as drops, sum(sign * seconds) as seconds,
        sum(sign * micros) as micros
      from changes d
        cross join lateral (values
          ('quarter', d.quarter), ('hour', date_trunc('hour', d.quarter, 'UTC')),
          ('day', date_trunc('day', d.quarter, 'UTC')), ('month', date_trunc('month', d.quarter, 'UTC'))
        ) as s (span, bucket)
        cross join lateral (values
          ('', ${nobody}::uuid, ''), ('person-', d.person_id, ''), ('status-', ${nobody}::uuid, d.outcome),
          ('status-', nullif(d.person_id, ${nobody}::uuid), d.outcome)
        ) as f (kind, person_id, outcome)
      where f.person_id is not null
      group by 1, 2, 3, 4, 5, 6
    )
    insert into call_rollups (tenant_id, span, person_id, bucket, direction, outcome, calls, answered, failed,
      humans, machines, drops, seconds, micros)
    select * from deltas
    where (calls, answered, failed, humans, machines, drops, seconds, micros) <> (0, 0, 0, 0, 0, 0, 0, 0)
    -- In one order: two nodes that count at once never wait for each other in a circle.
    order by tenant_id, span, person_id, bucket, direction, outcome
    on conflict (tenant_id, span, person_id, bucket, direction, outcome) do update set
      calls = call_rollups.calls + excluded.calls, answered = call_rollups.answered + excluded.answered,
      failed = call_rollups.failed + excluded.failed,
      humans = call_rollups.humans + excluded.humans, machines = call_rollups.machines + excluded.machines,
      drops = call_rollups.drops + excluded.drops, seconds = call_rollups.seconds + excluded.seconds,
      micros = call_rollups.micros + excluded.micros`.execute(tx);
}
