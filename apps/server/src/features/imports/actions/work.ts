import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type ReadingPlan, type ReadRow, readRow } from '../read-row.ts';
import * as store from '../store/imports.ts';
import { type KeptRow, keptRows } from '../store/rows.ts';
import { type FileRow, type Reading, rowsOfFile } from './read-file.ts';

/** One start of work on one import. */
export interface Work {
  tenantId: Id<'workspace'>;
  importId: Id<'import'>;
  work: number;
  /** True when the program ends: the job is then taken up where it stood, by whoever starts next. */
  isStopping: () => boolean;
}

const rowsAtOnce = 500;
/** Of a file with long rows fewer are held. */
const charactersAtOnce = 2_000_000;

/** The import while this start of work still counts; undefined: cancelled, or somebody else is at it. */
export async function stillOurs(
  tx: Tx,
  { importId, work }: Pick<Work, 'importId' | 'work'>,
  state: store.ImportRecord['state'],
): Promise<store.ImportRecord | undefined> {
  const record = await store.lockImport(tx, importId);
  return record?.state === state && record.work === work ? record : undefined;
}

/** Rows in batches, with what was kept of them; a long file does not hold up the rest of the program. */
export async function* batchesOf(
  ctx: Context,
  { isStopping }: Work,
  record: store.ImportRecord,
  { after, reading }: { after: number; reading?: Reading },
): AsyncGenerator<FileRow[]> {
  if (record.storage_key === null) return;
  let batch: FileRow[] = [];
  let characters = 0;
  for await (const row of rowsOfFile(ctx, { storageKey: record.storage_key }, record.settings, reading)) {
    if (row.row <= after) continue;
    batch.push(row);
    for (const cell of row.cells) characters += cell.length;
    if (batch.length < rowsAtOnce && characters < charactersAtOnce) continue;
    yield batch;
    [batch, characters] = [[], 0];
    if (isStopping()) throw new Error('The program ends. The work goes on after its next start.');
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (batch.length > 0) yield batch;
}

/** A row of the file, with what people made of it. */
export interface WorkRow {
  row: number;
  read: ReadRow;
  cells: readonly string[];
  kept: KeptRow | undefined;
}

export async function readBatch(
  tx: Tx,
  importId: Id<'import'>,
  batch: readonly FileRow[],
  plan: ReadingPlan,
): Promise<WorkRow[]> {
  const kept = await keptRows(tx, importId, batch[0]?.row ?? 0, batch.at(-1)?.row ?? 0);
  return batch.map(({ row, cells: ofFile }) => {
    const mine = kept.get(row);
    const cells = mine?.isEdited ? mine.cells : ofFile;
    return { row, cells, kept: mine, read: readRow(cells, plan) };
  });
}

/** Ends work on a file that cannot be read further: the import says why. */
export async function orFail(
  ctx: Context,
  own: Work,
  state: store.ImportRecord['state'],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await failWork(ctx, own, state, error.message);
  }
}

export async function failWork(
  ctx: Context,
  own: Pick<Work, 'tenantId' | 'importId' | 'work'>,
  state: store.ImportRecord['state'],
  failure: string,
): Promise<void> {
  await ctx.db.asTenant(own.tenantId, async (tx) => {
    if (!(await stillOurs(tx, own, state))) return;
    await store.updateImport(tx, own.importId, { state: 'failed', failure, finished_at: ctx.clock.now() });
  });
}
