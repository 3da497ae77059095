import type { ContactImport, ContactImportDetail } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { cursorAfter, readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { dropChanges } from '../store/changes.ts';
import * as store from '../store/imports.ts';
import { dropRows } from '../store/rows.ts';
import { detailOf } from './detail.ts';
import { presentImport } from './present.ts';

export async function listImports(
  ctx: Context,
  actor: Actor,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: ContactImport[]; next_cursor: string | null }> {
  const before = readCursor('import', query.cursor);
  const records = await ctx.db.asTenant(actor.tenantId, (tx) => store.listImports(tx, before, query.limit + 1));
  return cursorAfter('import', records.map(presentImport), query.limit);
}

export async function getImport(ctx: Context, actor: Actor, importId: string): Promise<ContactImportDetail> {
  return detailOf(ctx, await recordOf(ctx, actor, importId));
}

export async function getProgress(ctx: Context, actor: Actor, importId: string): Promise<ContactImport> {
  return presentImport(await recordOf(ctx, actor, importId));
}

async function recordOf(ctx: Context, actor: Actor, importId: string): Promise<store.ImportRecord> {
  const id = found(parseId('import', importId));
  return found(await ctx.db.asTenant(actor.tenantId, (tx) => store.importById(tx, id)));
}

const atWork: readonly string[] = ['checking', 'running', 'undoing'];

export async function removeImport(ctx: Context, actor: Actor, importId: string): Promise<void> {
  const id = found(parseId('import', importId));
  const key = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { state, storage_key } = found(await store.lockImport(tx, id));
    if (atWork.includes(state)) throw new Refusal('imports.wrong_state', { state });
    await note(ctx, tx, actor, 'contact_imports.deleted', formatId('import', id));
    // The row stays until its file is gone, so that a file never stays without one.
    if (storage_key === null) await store.deleteImport(tx, id);
    else await store.updateImport(tx, id, { state: 'deleted' });
    return storage_key;
  });
  if (key !== null) await forget(ctx, { id, tenantId: actor.tenantId, storageKey: key, state: 'deleted' });
}

/** Uploads that take longer were cut off. */
const cutOffMs = 3_600_000;

/** Removes files whose time is over, and what only mattered with them. Twice, or on two nodes, changes nothing. */
export async function sweepImports(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const due = await ctx.db.asSystem((tx) => store.dueFiles(tx, now, new Date(now.getTime() - cutOffMs)));
  for (const each of due) {
    await forget(ctx, each).catch((error: unknown) =>
      ctx.log.error({ err: error, import: each.id }, 'the file of an import could not be removed'),
    );
  }
}

const whollyGone: readonly string[] = ['deleted', 'uploading', 'draft', 'checked', 'failed'];

async function forget(
  ctx: Context,
  { id, tenantId, storageKey, state }: store.Due & { id: Id<'import'> },
): Promise<void> {
  await ctx.storage.remove(storageKey);
  await ctx.db.asTenant(tenantId, async (tx) => {
    if (whollyGone.includes(state)) return store.deleteImport(tx, id);
    await dropRows(tx, id);
    await dropChanges(tx, id);
    await store.updateImport(tx, id, { storage_key: null });
  });
}
