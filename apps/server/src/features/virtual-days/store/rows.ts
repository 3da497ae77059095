import type { Id } from '@offhook/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Row } from '../job.ts';

/** Rows of a table of the workspace, whatever its columns are: the copy is read by the same version of the program. */
export async function readRows(tx: Tx, table: string, which: RawBuilder<unknown> = sql`true`): Promise<Row[]> {
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(t) as row from ${sql.table(table)} t where t.tenant_id = current_tenant() and ${which}`.execute(tx);
  return rows.map(({ row }) => row);
}

/** Some of those who wait, drawn by a seed; all of them when there are no more. */
export function readWaiting(tx: Tx, campaignId: Id<'campaign'>, { seed, most }: { seed: number; most: number }) {
  return readRows(
    tx,
    'prospects',
    sql`t.id in (
      select p.id from prospects p
      where p.tenant_id = current_tenant() and p.campaign_id = ${campaignId} and p.state = 'waiting'
      order by md5(p.id::text || ${String(seed)}) limit ${most}
    ) order by t.id`,
  );
}

export async function countWaiting(tx: Tx, campaignId: Id<'campaign'>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from prospects
    where tenant_id = current_tenant() and campaign_id = ${campaignId} and state = 'waiting'`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Writes rows as those of a workspace; columns that the database fills by itself are left to it. */
export async function writeRows(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { name, rows }: { name: string; rows: readonly Row[] },
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const { rows: known } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${name} and is_generated = 'NEVER' and is_identity = 'NO'`.execute(
    tx,
  );
  const given = known.filter((column) => column.name in first || column.name === 'tenant_id');
  const columns = sql.join(given.map((column) => sql.ref(column.name)));
  const json = JSON.stringify(rows.map((row) => ({ ...row, tenant_id: tenantId })));
  await sql`
    insert into ${sql.table(name)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(name)}, ${json}::jsonb)`.execute(tx);
}
