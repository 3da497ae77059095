import { type Id, parseId } from '@offhook/kit';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import * as store from '../store/imports.ts';
import { listById, markRemoved, updateList } from '../store/lists.ts';
import { numberHasher } from '../store/number-hash.ts';
import { insertEntries, type NewEntry } from '../store/suppressions.ts';
import { emptyList } from './lists.ts';
import { type NumberRow, readNumbers, UnreadableFile } from './read-numbers.ts';

/** One transaction each. Larger ones gain little and hold the row of the list, which every new entry counts on, longer. */
const piece = 5000;

/** Somebody cancelled, or another process works on it. */
class Stopped extends Error {
  override name = 'Stopped';
}

/**
 * Works an upload off, piece by piece: numbers and progress are committed together, so that whoever goes on after a crash
 * begins where the last commit stood.
 */
export async function runImport(ctx: Context, tenantId: Id<'workspace'>, importId: string): Promise<void> {
  const id = found(parseId('import', importId));
  const row = await begin(ctx, tenantId, id);
  if (!row) return;
  if (row.state === 'cancelling') return takeBack(ctx, tenantId, row, 'cancelled');
  try {
    await workOff(ctx, tenantId, row);
    await finish(ctx, tenantId, row);
  } catch (error) {
    if (error instanceof UnreadableFile) return takeBack(ctx, tenantId, row, 'failed', error.message);
    if (!(error instanceof Stopped)) throw error;
    const now = await ctx.db.asTenant(tenantId, (tx) => store.importById(tx, tenantId, id));
    if (now?.state === 'cancelling') await takeBack(ctx, tenantId, row, 'cancelled');
  }
}

/** The last try failed: nothing half-made stays behind. */
export async function giveUpImport(ctx: Context, tenantId: Id<'workspace'>, importId: string): Promise<void> {
  const id = found(parseId('import', importId));
  const row = await ctx.db.asTenant(tenantId, (tx) => store.importById(tx, tenantId, id));
  if (row) await takeBack(ctx, tenantId, row, 'failed', 'The server could not finish it. Send the file again.');
}

async function begin(ctx: Context, tenantId: Id<'workspace'>, id: Id<'import'>): Promise<store.ImportRow | undefined> {
  return ctx.db.asTenant(tenantId, async (tx) => {
    await store.moveImport(tx, tenantId, id, { from: ['waiting'], to: 'running' });
    const row = await store.importById(tx, tenantId, id);
    return row?.state === 'running' || row?.state === 'cancelling' ? row : undefined;
  });
}

async function workOff(ctx: Context, tenantId: Id<'workspace'>, row: store.ImportRow): Promise<void> {
  const hashOf = numberHasher(ctx.keys, tenantId);
  const { country, columnName: column } = row;
  let from = row.rowsDone;
  const pieces = readNumbers(ctx.storage.open(row.storageKey), { country, column, from, size: piece });
  for await (const { rows, bytes } of pieces) {
    const last = rows.at(-1)?.row ?? from;
    const before = from;
    await ctx.db.asTenant(tenantId, async (tx) => {
      const entries = entriesIn(rows, hashOf);
      const to = { listId: row.listId, source: 'import', reason: null, by: null, importId: row.id } as const;
      const added = await insertEntries(tx, tenantId, entries, { ...to, at: ctx.clock.now() });
      const problems = rows.flatMap((each) => ('problem' in each ? [each] : []));
      const goesOn = await store.addProgress(tx, tenantId, row.id, before, {
        ...{ bytesDone: Math.min(bytes, row.bytesTotal), rowsDone: last, added },
        ...{ known: rows.length - problems.length - added, unreadable: problems.length },
        problems: problems.slice(0, 50),
      });
      if (!goesOn) throw new Stopped();
    });
    from = last;
  }
}

/** Each number once: a statement cannot insert the same row twice. */
function entriesIn(rows: readonly NumberRow[], hashOf: (number: string) => Buffer): NewEntry[] {
  const numbers = new Set(rows.flatMap((each) => ('number' in each ? each.number : [])));
  return [...numbers].map((number) => ({ hash: hashOf(number), id: null, lastDigits: null }));
}

async function finish(ctx: Context, tenantId: Id<'workspace'>, row: store.ImportRow): Promise<void> {
  await ctx.db.asTenant(tenantId, async (tx) => {
    const done = { from: ['running'], to: 'done', endedAt: ctx.clock.now() } satisfies Parameters<
      typeof store.moveImport
    >[3];
    if (!(await store.moveImport(tx, tenantId, row.id, done))) throw new Stopped();
    const list = await listById(tx, tenantId, row.listId);
    if (list && row.validUntil) await updateList(tx, tenantId, { ...list, validUntil: row.validUntil });
  });
  await ctx.storage.remove(row.storageKey);
}

async function takeBack(
  ctx: Context,
  tenantId: Id<'workspace'>,
  row: store.ImportRow,
  to: 'cancelled' | 'failed',
  failure?: string,
): Promise<void> {
  await emptyList(ctx, tenantId, { listId: row.listId, importId: row.id });
  const endedAt = ctx.clock.now();
  await ctx.db.asTenant(tenantId, async (tx) => {
    const end = { to, endedAt, ...(failure !== undefined && { failure }) };
    await store.moveImport(tx, tenantId, row.id, { ...end, from: ['waiting', 'running', 'cancelling'] });
    if (row.madeList) await markRemoved(tx, tenantId, row.listId, endedAt);
  });
  await ctx.storage.remove(row.storageKey);
}
