import type { ImportCellProblem } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

/** A row that has problems, was mended or is left out. */
export interface KeptRow {
  row: number;
  cells: string[];
  problems: ImportCellProblem[];
  isEdited: boolean;
  isLeftOut: boolean;
}

const columns = [
  ...(['row', 'cells', 'problems'] as const),
  ...(['is_edited as isEdited', 'is_left_out as isLeftOut'] as const),
] as const;

const ofImport = (tx: Tx, id: Id<'import'>) =>
  tx.selectFrom('contact_import_rows').select(columns).where('import_id', '=', id).orderBy('row');

export async function keptRows(tx: Tx, id: Id<'import'>, from: number, to: number): Promise<Map<number, KeptRow>> {
  const rows = await ofImport(tx, id).where('row', '>=', from).where('row', '<=', to).execute();
  return new Map(rows.map((row) => [row.row, row]));
}

export async function keptRowsIn(tx: Tx, id: Id<'import'>, rows: readonly number[]): Promise<Map<number, KeptRow>> {
  const found = await ofImport(tx, id).where('row', 'in', rows).execute();
  return new Map(found.map((row) => [row.row, row]));
}

export async function pageOfKept(
  tx: Tx,
  id: Id<'import'>,
  { only, after, limit }: { only: 'problems' | 'edited'; after: number; limit: number },
): Promise<KeptRow[]> {
  const query = ofImport(tx, id).where('row', '>', after).limit(limit);
  return query.where(only === 'problems' ? 'has_problems' : 'is_edited', '=', true).execute();
}

export async function keepRows(
  tx: Tx,
  { tenantId, importId }: { tenantId: Id<'workspace'>; importId: Id<'import'> },
  rows: readonly KeptRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((each) => ({
    ...{ tenant_id: tenantId, import_id: importId, row: each.row, cells: each.cells.map(storable) },
    ...{ problems: JSON.stringify(each.problems), has_problems: each.problems.length > 0 && !each.isLeftOut },
    ...{ is_edited: each.isEdited, is_left_out: each.isLeftOut },
  }));
  await tx
    .insertInto('contact_import_rows')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'import_id', 'row']).doUpdateSet((excluded) => ({
        cells: excluded.ref('excluded.cells'),
        problems: excluded.ref('excluded.problems'),
        has_problems: excluded.ref('excluded.has_problems'),
        is_edited: excluded.ref('excluded.is_edited'),
        is_left_out: excluded.ref('excluded.is_left_out'),
      })),
    )
    .execute();
}

const mostCharacters = 10_100;

/** PostgreSQL takes no NUL; and what is longer than any cell may be is a problem by its length already. */
function storable(cell: string): string {
  return cell.replaceAll('\u0000', '\uFFFD').slice(0, mostCharacters);
}

/** Forgets what a check found; what people mended stays. */
export async function dropUnedited(tx: Tx, id: Id<'import'>): Promise<void> {
  await sql`delete from contact_import_rows where import_id = ${id} and not is_edited and not is_left_out`.execute(tx);
}

export async function dropRows(tx: Tx, id: Id<'import'>): Promise<void> {
  await tx.deleteFrom('contact_import_rows').where('import_id', '=', id).execute();
}
