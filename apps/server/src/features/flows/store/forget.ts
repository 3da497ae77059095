import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

const perStatement = 5000;

/** Forgets versions that tried a draft and were called for the last time before then; answers how many. As the system. */
export async function deleteTestVersions(tx: Tx, before: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with old as (
      select tenant_id, id from flow_versions where kind = 'test' and published_at < ${before}
      order by published_at limit ${perStatement} for update skip locked
    ), gone as (
      delete from flow_versions v using old where v.tenant_id = old.tenant_id and v.id = old.id returning 1
    )
    select count(*) as gone from gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}

/** Forgets what was counted on days before that one; answers how many counts. As the system. */
export async function deleteCounts(tx: Tx, before: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with gone as (
      delete from flow_counts where ctid = any (array(
        select ctid from flow_counts where day < (${before}::timestamptz at time zone 'UTC')::date
        order by day limit ${perStatement}
      )) returning 1
    )
    select count(*) as gone from gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}

/** After fewer nothing is left. */
export const isLastBatch = (gone: number): boolean => gone < perStatement;
