import type { ContactImport, ImportRow } from '@offhook/contract';
import { parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { readRow } from '../read-row.ts';
import * as store from '../store/imports.ts';
import { type KeptRow, keepRows, keptRows, keptRowsIn, pageOfKept } from '../store/rows.ts';
import { presentRow } from './detail.ts';
import { planOf } from './plan.ts';
import { presentImport } from './present.ts';
import { type FileRow, rowsOfFile } from './read-file.ts';

/** So many rows are shown of all; whoever wants to see more of them has the file. */
const mostShown = 1000;

export async function listRows(
  ctx: Context,
  actor: Actor,
  importId: string,
  { only, cursor, limit }: { only: 'problems' | 'edited' | 'all'; cursor?: string | undefined; limit: number },
): Promise<{ items: ImportRow[]; next_cursor: string | null }> {
  const id = found(parseId('import', importId));
  if (cursor !== undefined && !/^\d{1,7}$/.test(cursor)) throw new Refusal('request.bad_cursor');
  const after = Number(cursor ?? 0);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const record = found(await store.importById(tx, id));
    if (record.state === 'draft') throw new Refusal('imports.wrong_state', { state: record.state });
    const page = { after, limit: limit + 1 };
    const rows = only === 'all' ? [] : await pageOfKept(tx, id, { only, ...page });
    if (only === 'all') {
      const kept = await keptRows(tx, id, after + 1, after + page.limit);
      const ofFile = await someRows(ctx, record, page);
      rows.push(...ofFile.map(({ row, cells }) => kept.get(row) ?? asKept({ row, cells })));
    }
    const plan = planOf(record);
    const items = rows.slice(0, limit).map((row) => presentRow(row, plan));
    const isLast = rows.length <= limit || (only === 'all' && after + limit >= mostShown);
    return { items, next_cursor: isLast ? null : String(items.at(-1)?.row ?? '') };
  });
}

const asKept = ({ row, cells }: FileRow): KeptRow => ({ row, cells, problems: [], isEdited: false, isLeftOut: false });

async function someRows(
  ctx: Context,
  { storage_key: storageKey, settings }: store.ImportRecord,
  { after, limit }: { after: number; limit: number },
): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  if (storageKey === null) return rows;
  for await (const row of rowsOfFile(ctx, { storageKey }, settings)) {
    if (row.row > after) rows.push(row);
    if (rows.length === limit) break;
  }
  return rows;
}

interface RowChange {
  row: number;
  cells: { column: number; text: string }[];
  leave_out?: boolean | undefined;
}

/** Mends rows of a checked import, all or none of them. */
export async function changeRows(
  ctx: Context,
  actor: Actor,
  importId: string,
  wanted: readonly RowChange[],
): Promise<{ items: ImportRow[]; import: ContactImport }> {
  const id = found(parseId('import', importId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const record = found(await store.lockImport(tx, id));
    const { state, checked, columns, tenant_id: tenantId } = record;
    if (state !== 'checked' || !checked) throw new Refusal('imports.wrong_state', { state });
    const plan = planOf(record);
    const changes = new Map(wanted.map((each) => [each.row, each]));
    const before = await keptRowsIn(tx, id, [...changes.keys()]);
    await addFromFile(ctx, record, [...changes.keys()], before);
    const counts = { ...checked };
    const after = [...changes.values()].map((change) => {
      const row = before.get(change.row);
      if (!row) throw new Refusal('imports.no_such_row', { row: change.row });
      const next = mended(row, change, columns.length);
      const read = readRow(next.cells, plan);
      count(counts, row, readRow(row.cells, plan).numbers.length, -1);
      const kept = { ...next, problems: read.problems };
      count(counts, kept, read.numbers.length, 1);
      return kept;
    });
    await keepRows(tx, { tenantId, importId: id }, after);
    await store.updateImport(tx, id, { checked: JSON.stringify(counts) });
    const items = after.map((row) => presentRow(row, plan));
    return { items, import: presentImport(found(await store.importById(tx, id))) };
  });
}

/** Rows without problems were not kept: they are read from the file. */
async function addFromFile(
  ctx: Context,
  { storage_key: storageKey, settings }: store.ImportRecord,
  rows: readonly number[],
  known: Map<number, KeptRow>,
): Promise<void> {
  const missing = new Set(rows.filter((row) => !known.has(row)));
  if (missing.size === 0 || storageKey === null) return;
  const last = Math.max(...missing);
  for await (const row of rowsOfFile(ctx, { storageKey }, settings)) {
    if (missing.has(row.row)) known.set(row.row, asKept(row));
    if (row.row >= last) break;
  }
}

function mended(row: KeptRow, { cells: changes, leave_out }: RowChange, columns: number): KeptRow {
  const cells = [...row.cells];
  for (const { column, text } of changes) {
    if (column >= columns) throw new Refusal('imports.no_such_column', { column });
    while (cells.length < column) cells.push('');
    cells[column] = text;
  }
  const isEdited = row.isEdited || changes.length > 0;
  return { ...row, cells, isEdited, isLeftOut: leave_out ?? row.isLeftOut };
}

type Counts = NonNullable<ContactImport['checked']>;

function count(counts: Counts, { problems, isLeftOut }: KeptRow, numbers: number, by: 1 | -1): void {
  if (isLeftOut) counts.left_out += by;
  else if (problems.length > 0) counts.with_problems += by;
  else {
    counts.fine += by;
    if (numbers > 0) counts.with_number += by;
  }
}
