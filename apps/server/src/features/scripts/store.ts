import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { KeptContent } from './script.ts';

export interface ScriptRow extends KeptContent {
  id: Id<'script'>;
  name: string;
  version: number;
  changedBy: string;
  createdAt: Date;
  updatedAt: Date;
}

export type VersionRow = KeptContent & Pick<ScriptRow, 'version' | 'changedBy'> & { at: Date };

const scripts = (tx: Tx) =>
  tx
    .selectFrom('call_scripts as s')
    .innerJoin('call_script_versions as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 's.tenant_id')
        .onRef('v.script_id', '=', 's.id')
        .onRef('v.version', '=', 's.version'),
    )
    .select([
      's.id',
      's.name',
      's.version',
      's.created_at as createdAt',
      's.updated_at as updatedAt',
      'v.script_text as scriptText',
      'v.twiml_template as twimlTemplate',
      'v.variables',
      'v.changed_by as changedBy',
    ]);

export async function scriptById(tx: Tx, id: Id<'script'>): Promise<ScriptRow | undefined> {
  return scripts(tx).where('s.id', '=', id).executeTakeFirst();
}

/** Until the transaction ends nobody else changes it. */
export async function lockScript(tx: Tx, id: Id<'script'>): Promise<ScriptRow | undefined> {
  await tx.selectFrom('call_scripts').select('id').where('id', '=', id).forUpdate().execute();
  return scriptById(tx, id);
}

export async function listScripts(
  tx: Tx,
  search: string | undefined,
  after: Id<'script'> | undefined,
  limit: number,
): Promise<ScriptRow[]> {
  let query = scripts(tx).orderBy('s.id', 'desc').limit(limit);
  if (after) query = query.where('s.id', '<', after);
  if (search) query = query.where('s.name', 'ilike', `%${search.replace(/[\\%_]/g, '\\$&')}%`);
  return query.execute();
}

/** Newest first; older ones than the last hundred are kept and not shown. */
export async function versionsOf(tx: Tx, id: Id<'script'>): Promise<VersionRow[]> {
  return tx
    .selectFrom('call_script_versions')
    .select([
      'version',
      'script_text as scriptText',
      'twiml_template as twimlTemplate',
      'variables',
      'changed_by as changedBy',
      'at',
    ])
    .where('script_id', '=', id)
    .orderBy('version', 'desc')
    .limit(100)
    .execute();
}

export async function insertScript(tx: Tx, tenantId: Id<'workspace'>, script: ScriptRow): Promise<void> {
  const { id, name, version, createdAt, updatedAt } = script;
  await tx
    .insertInto('call_scripts')
    .values({ tenant_id: tenantId, id, name, version, created_at: createdAt, updated_at: updatedAt })
    .execute();
  await insertVersion(tx, tenantId, script);
}

export async function updateScript(tx: Tx, script: ScriptRow): Promise<void> {
  const { id, name, version, updatedAt } = script;
  await tx.updateTable('call_scripts').set({ name, version, updated_at: updatedAt }).where('id', '=', id).execute();
}

export async function insertVersion(tx: Tx, tenantId: Id<'workspace'>, script: ScriptRow): Promise<void> {
  await tx
    .insertInto('call_script_versions')
    .values({
      tenant_id: tenantId,
      script_id: script.id,
      version: script.version,
      script_text: script.scriptText,
      twiml_template: script.twimlTemplate,
      variables: JSON.stringify(script.variables),
      changed_by: script.changedBy,
      at: script.updatedAt,
    })
    .execute();
}

export async function deleteScript(tx: Tx, id: Id<'script'>): Promise<boolean> {
  const result = await tx.deleteFrom('call_scripts').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** How many calls each script was used by; a count to 10,000 is as much as anybody reads. */
export async function usesOf(tx: Tx, ids: readonly Id<'script'>[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; uses: number }>`
    select s.id, (
      select count(*) from (
        select from calls c where c.tenant_id = current_tenant() and c.script_id = s.id limit 10000
      ) used
    ) as uses
    from unnest(${ids}::uuid[]) as s (id)`.execute(tx);
  return new Map(rows.map(({ id, uses }) => [id, uses]));
}
