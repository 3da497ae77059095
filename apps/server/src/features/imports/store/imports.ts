import type { Id } from '@offhook/kit';
import { type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';

export type ImportRecord = Selectable<Schema['contact_imports']>;
type Changes = Updateable<Schema['contact_imports']>;

const shown = (tx: Tx) =>
  tx.selectFrom('contact_imports').selectAll().where('state', 'not in', ['uploading', 'deleted']);

export async function insertUploading(
  tx: Tx,
  row: Pick<ImportRecord, 'tenant_id' | 'id' | 'name' | 'storage_key' | 'created_at' | 'forgets_at'> &
    Pick<ImportRecord, 'created_by_id' | 'created_by'>,
): Promise<void> {
  await tx
    .insertInto('contact_imports')
    .values({ ...row, ...{ state: 'uploading', detected: '{}', settings: '{}', columns: [] } })
    .execute();
}

export async function importById(tx: Tx, id: Id<'import'>): Promise<ImportRecord | undefined> {
  return shown(tx).where('id', '=', id).executeTakeFirst();
}

export async function lockImport(tx: Tx, id: Id<'import'>): Promise<ImportRecord | undefined> {
  return shown(tx).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Newest first. */
export async function listImports(tx: Tx, before: Id<'import'> | undefined, limit: number): Promise<ImportRecord[]> {
  let query = shown(tx).orderBy('id', 'desc').limit(limit);
  if (before) query = query.where('id', '<', before);
  return query.execute();
}

export async function updateImport(tx: Tx, id: Id<'import'>, changes: Changes): Promise<void> {
  await tx.updateTable('contact_imports').set(changes).where('id', '=', id).execute();
}

export async function deleteImport(tx: Tx, id: Id<'import'>): Promise<void> {
  await tx.deleteFrom('contact_imports').where('id', '=', id).execute();
}

/**
 * For a transaction that writes many rows. The check of a foreign key keeps the plan of its first use: made while the table
 * was nearly empty it reads all of it for each row, until statistics are next taken. Of an import's time in the database it
 * was three quarters (15,000 rows into an empty workspace, measured 2026-11-22).
 */
export async function planAnew(tx: Tx): Promise<void> {
  await sql`discard plans`.execute(tx);
}

/** One import of a workspace writes at a time: two of the same people would not see each other. */
export async function oneAtATime(tx: Tx, tenantId: Id<'workspace'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`contact-imports ${tenantId}`}, 0))`.execute(tx);
}

export interface Due {
  id: Id<'import'>;
  tenantId: Id<'workspace'>;
  storageKey: string;
  state: ImportRecord['state'];
}

/** As the system: files whose time is over, those of deleted imports, and uploads that were cut off. */
export async function dueFiles(tx: Tx, now: Date, cutOffBefore: Date): Promise<Due[]> {
  const rows = await tx
    .selectFrom('contact_imports')
    .select(['id', 'tenant_id', 'storage_key', 'state'])
    .where('storage_key', 'is not', null)
    .where((where) =>
      where.or([
        where.and([where('forgets_at', '<', now), where('state', 'not in', ['checking', 'running', 'undoing'])]),
        where('state', '=', 'deleted'),
        where.and([where('state', '=', 'uploading'), where('created_at', '<', cutOffBefore)]),
      ]),
    )
    .limit(100)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, tenantId: row.tenant_id, state: row.state },
    storageKey: row.storage_key ?? '',
  }));
}
