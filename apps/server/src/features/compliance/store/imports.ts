import type { SuppressionImport } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

export type ImportState = 'receiving' | SuppressionImport['state'];

export interface ImportRow {
  id: Id<'import'>;
  listId: Id<'list'>;
  listName: string;
  madeList: boolean;
  fileName: string;
  storageKey: string;
  country: string;
  columnName: string | null;
  /** Of the list, once the upload is done. */
  validUntil: string | null;
  state: ImportState;
  bytesTotal: number;
  bytesDone: number;
  rowsDone: number;
  added: number;
  known: number;
  unreadable: number;
  problems: { row: number; problem: string }[];
  failure: string | null;
  by: string;
  createdAt: Date;
  endedAt: Date | null;
}

const imports = (tx: Tx, tenantId: Id<'workspace'>) =>
  tx
    .selectFrom('suppression_imports as i')
    .innerJoin('suppression_lists as l', (join) =>
      join.onRef('l.tenant_id', '=', 'i.tenant_id').onRef('l.id', '=', 'i.list_id'),
    )
    .select([
      'i.id',
      'i.list_id as listId',
      'l.name as listName',
      'i.made_list as madeList',
      'i.file_name as fileName',
      'i.storage_key as storageKey',
      'i.country',
      'i.column_name as columnName',
      sql<string | null>`i.valid_until::text`.as('validUntil'),
      'i.state',
      'i.bytes_total as bytesTotal',
      'i.bytes_done as bytesDone',
      'i.rows_done as rowsDone',
      'i.added',
      'i.known',
      'i.unreadable',
      'i.problems',
      'i.failure',
      'i.by',
      'i.created_at as createdAt',
      'i.ended_at as endedAt',
    ])
    .where('i.tenant_id', '=', tenantId);

export async function latestImports(tx: Tx, tenantId: Id<'workspace'>): Promise<ImportRow[]> {
  return imports(tx, tenantId).where('i.state', '<>', 'receiving').orderBy('i.id', 'desc').limit(20).execute();
}

export async function importById(tx: Tx, tenantId: Id<'workspace'>, id: Id<'import'>): Promise<ImportRow | undefined> {
  return imports(tx, tenantId).where('i.id', '=', id).executeTakeFirst();
}

/** Whether an upload into a list is on its way. */
export async function isImporting(tx: Tx, tenantId: Id<'workspace'>, listId: Id<'list'>): Promise<boolean> {
  const row = await tx
    .selectFrom('suppression_imports')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('list_id', '=', listId)
    .where('state', 'in', ['receiving', 'waiting', 'running', 'cancelling'])
    .executeTakeFirst();
  return row !== undefined;
}

export type NewImport = Pick<
  ImportRow,
  | 'id'
  | 'listId'
  | 'madeList'
  | 'fileName'
  | 'storageKey'
  | 'country'
  | 'columnName'
  | 'validUntil'
  | 'bytesTotal'
  | 'by'
  | 'createdAt'
>;

/** Before its file is kept, so that no file is ever without a row. */
export async function insertReceiving(tx: Tx, tenantId: Id<'workspace'>, row: NewImport): Promise<void> {
  await tx
    .insertInto('suppression_imports')
    .values({
      ...{ tenant_id: tenantId, id: row.id, list_id: row.listId, made_list: row.madeList, file_name: row.fileName },
      ...{ storage_key: row.storageKey, country: row.country, column_name: row.columnName, state: 'receiving' },
      valid_until: row.validUntil,
      ...{ bytes_total: row.bytesTotal, by: row.by, created_at: row.createdAt },
    })
    .execute();
}

/** Moves an upload on from one of some states; false when it is in another one. */
export async function moveImport(
  tx: Tx,
  tenantId: Id<'workspace'>,
  id: Id<'import'>,
  { from, to, failure, endedAt }: { from: ImportState[]; to: ImportState; failure?: string; endedAt?: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('suppression_imports')
    .set({ state: to, ...(failure !== undefined && { failure }), ...(endedAt && { ended_at: endedAt }) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export type Progress = Pick<ImportRow, 'bytesDone' | 'rowsDone' | 'added' | 'known' | 'unreadable' | 'problems'>;

/** Adds what one batch did, in the transaction that did it; false when the upload shall not go on. */
export async function addProgress(
  tx: Tx,
  tenantId: Id<'workspace'>,
  id: Id<'import'>,
  before: number,
  { bytesDone, rowsDone, added, known, unreadable, problems }: Progress,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update suppression_imports set bytes_done = ${bytesDone}, rows_done = ${rowsDone}, added = added + ${added},
      known = known + ${known}, unreadable = unreadable + ${unreadable},
      problems = case when jsonb_array_length(problems) >= 50 then problems
        else problems || ${JSON.stringify(problems)}::jsonb end
    where tenant_id = ${tenantId} and id = ${id} and state = 'running' and rows_done = ${before}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export interface Abandoned {
  tenantId: Id<'workspace'>;
  id: Id<'import'>;
  listId: Id<'list'>;
  madeList: boolean;
  storageKey: string;
}

/** Uploads that nobody finished bringing. For the system. */
export async function neverReceived(tx: Tx, before: Date): Promise<Abandoned[]> {
  return tx
    .selectFrom('suppression_imports')
    .select(['tenant_id as tenantId', 'id', 'list_id as listId', 'made_list as madeList', 'storage_key as storageKey'])
    .where('state', '=', 'receiving')
    .where('created_at', '<', before)
    .execute();
}

export function presentImport(row: ImportRow): SuppressionImport {
  return {
    id: formatId('import', row.id),
    list: { id: formatId('list', row.listId), name: row.listName },
    file_name: row.fileName,
    state: row.state === 'receiving' ? 'waiting' : row.state,
    bytes_total: row.bytesTotal,
    bytes_done: row.bytesDone,
    rows: row.rowsDone,
    added: row.added,
    known: row.known,
    unreadable: row.unreadable,
    problems: row.problems.slice(0, 50),
    failure: row.failure,
    by: row.by,
    created_at: row.createdAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}
