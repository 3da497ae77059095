import type { CampaignCounts, ProspectState } from '@offhook/contract';
import { prospectStates } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { OutcomeSum } from '../outcome-sums.ts';

export async function stateCounts(
  tx: Tx,
  ids: readonly Id<'campaign'>[],
): Promise<ReadonlyMap<Id<'campaign'>, CampaignCounts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: Id<'campaign'>; state: ProspectState; n: number }>`
    select campaign_id as id, substr(what, 7) as state, sum(n)::bigint as n from campaign_counts
    where tenant_id = current_tenant() and campaign_id = any(${ids}::uuid[]) and what like 'state:%'
    group by 1, 2`.execute(tx);
  const counts = new Map(ids.map((id) => [id, { total: 0, waiting: 0, dialling: 0, done: 0, skipped: 0 }]));
  for (const { id, state, n } of rows) {
    const own = counts.get(id);
    if (!own || !prospectStates.includes(state)) continue;
    own[state] += n;
    own.total += n;
  }
  return counts;
}

/** How many prospects were dialled at least once. */
export async function dialledCount(tx: Tx, id: Id<'campaign'>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(n), 0)::bigint as n from campaign_counts
    where tenant_id = current_tenant() and campaign_id = ${id} and what = 'dialled'`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** How many prospects wait or are skipped for which reason, the most frequent first. */
export async function reasonCounts(tx: Tx, id: Id<'campaign'>): Promise<{ code: string; prospects: number }[]> {
  const { rows } = await sql<{ code: string; prospects: number }>`
    select substr(what, 8) as code, sum(n)::bigint as prospects from campaign_counts
    where tenant_id = current_tenant() and campaign_id = ${id} and what like 'reason:%'
    group by 1 having sum(n) > 0 order by 2 desc, 1`.execute(tx);
  return rows;
}

export async function outcomeSums(tx: Tx, id: Id<'campaign'>): Promise<OutcomeSum[]> {
  const { rows } = await sql<OutcomeSum>`
    select substr(what, 9) as outcome, variant, day::text, sum(n)::bigint as n, sum(successes)::bigint as successes,
      sum(seconds)::bigint as seconds, sum(micros)::bigint as micros
    from campaign_counts
    where tenant_id = current_tenant() and campaign_id = ${id} and what like 'outcome:%'
    group by 1, 2, 3 order by 3, 2, 1`.execute(tx);
  return rows;
}

/** Calls that were dialled on a day of the campaign, as its daily limit counts them. */
export async function usedOn(tx: Tx, id: Id<'campaign'>, day: string): Promise<number> {
  const row = await tx
    .selectFrom('campaign_days')
    .select('used')
    .where('campaign_id', '=', id)
    .where('day', '=', day)
    .executeTakeFirst();
  return row?.used ?? 0;
}

/** Campaigns to one of whose sums more than `least` rows were added, whether they run or not. As the system. */
export async function crowdedCounts(
  tx: Tx,
  least: number,
): Promise<{ tenantId: Id<'workspace'>; id: Id<'campaign'> }[]> {
  const { rows } = await sql<{ tenantId: Id<'workspace'>; id: Id<'campaign'> }>`
    select distinct crowded.tenant_id as "tenantId", crowded.campaign_id as id from (
      select n.tenant_id, n.campaign_id from campaign_counts n
      group by n.tenant_id, n.campaign_id, n.what, n.variant, n.day having count(*) > ${least}
    ) crowded`.execute(tx);
  return rows;
}

/** Makes one row of all that were added to one sum, where they are more than `least`. Others that come meanwhile stay. */
export async function foldCounts(tx: Tx, id: Id<'campaign'>, least: number): Promise<void> {
  // Who has not the lock finds it done next time.
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`campaign_counts ${id}`}, 0)) as mine`.execute(tx);
  if (!rows[0]?.mine) return;
  await sql`
    with crowded as (
      select what, variant, day from campaign_counts
      where tenant_id = current_tenant() and campaign_id = ${id}
      group by 1, 2, 3 having count(*) > ${least}
    ), taken as (
      delete from campaign_counts n using crowded k
      where n.tenant_id = current_tenant() and n.campaign_id = ${id}
        and n.what = k.what and n.variant = k.variant and n.day is not distinct from k.day
      returning n.*
    )
    insert into campaign_counts (tenant_id, campaign_id, what, variant, day, n, successes, seconds, micros)
    select tenant_id, campaign_id, what, variant, day, sum(n), sum(successes), sum(seconds), sum(micros)
    from taken group by 1, 2, 3, 4, 5
    having sum(n) <> 0 or sum(successes) <> 0 or sum(seconds) <> 0 or sum(micros) <> 0`.execute(tx);
}
