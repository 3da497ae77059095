import type { importSuppressions as importRoute, SuppressionImport } from '@offhook/contract';
import { formatId, type Id, isCountry, parseId } from '@offhook/kit';
import type { z } from 'zod';
import { note } from '#features/audit';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import type { Upload } from '#runtime/http/uploads';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import * as store from '../store/imports.ts';
import { insertList, type ListRow, listById, markRemoved } from '../store/lists.ts';
import { nameTaken } from './lists.ts';
import { looksLikeText } from './read-numbers.ts';

type ImportWish = z.output<(typeof importRoute)['body']>;

export function mustLookLikeText(head: Uint8Array): void {
  if (!looksLikeText(head)) throw new Refusal('suppressions.not_text', { field: 'numbers' });
}

/** Keeps the file and leaves the rest to a job. */
export async function startImport(
  ctx: Context,
  actor: Actor,
  wish: ImportWish,
  upload: Upload | undefined,
): Promise<SuppressionImport> {
  if (!upload) throw new Refusal('suppressions.no_file', { field: 'numbers' });
  const { tenantId } = actor;
  const id = ctx.ids.next('import');
  const storageKey = `${tenantId}/${id}.numbers`;
  const made = await ctx.db.asTenant(tenantId, async (tx) => {
    const { country } = await workspaceOf(tx, tenantId);
    const list = await listMeant(ctx, tx, tenantId, wish, upload.fileName);
    const row: store.NewImport = {
      ...{ id, listId: list.id, madeList: wish.list_id === undefined, fileName: upload.fileName.slice(0, 200) },
      ...{ storageKey, country: mustBeCountry(wish.country) ?? country, columnName: wish.column || null },
      ...{ validUntil: wish.valid_until ?? null, bytesTotal: upload.bytes, by: actor.name },
      createdAt: ctx.clock.now(),
    };
    const running = new Refusal('suppressions.import_running');
    await unlessTaken('suppression_imports_running', running, store.insertReceiving(tx, tenantId, row));
    return row;
  });
  try {
    await ctx.storage.write(storageKey, upload.open());
  } catch (error) {
    await dropImport(ctx, { tenantId, ...made });
    throw error;
  }
  return ctx.db.asTenant(tenantId, async (tx) => {
    found(await store.moveImport(tx, tenantId, id, { from: ['receiving'], to: 'waiting' }));
    await ctx.outbox.enqueue(tx, tenantId, 'compliance.import_suppressions', { import_id: formatId('import', id) });
    const details = { file: made.fileName, bytes: made.bytesTotal };
    await note(ctx, tx, actor, 'suppressions.import_started', formatId('list', made.listId), details);
    return store.presentImport(found(await store.importById(tx, tenantId, id)));
  });
}

function mustBeCountry(code: string | undefined): string | undefined {
  if (code === undefined || isCountry(code)) return code;
  throw new Refusal('request.invalid', { field: 'country', problem: 'No such country.' });
}

async function listMeant(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  wish: ImportWish,
  fileName: string,
): Promise<Pick<ListRow, 'id'>> {
  if (wish.list_id !== undefined) return found(await listById(tx, tenantId, found(parseId('list', wish.list_id))));
  const name = wish.name ?? (fileName.replace(/\.\w{1,5}$/, '').slice(0, 120) || 'Imported numbers');
  const list: ListRow = {
    ...{ id: ctx.ids.next('list'), name, kind: 'register', campaignId: null, validUntil: wish.valid_until ?? null },
    ...{ entries: 0, createdAt: ctx.clock.now() },
  };
  await unlessTaken('suppression_lists_name', nameTaken(name), insertList(tx, tenantId, list));
  return list;
}

/** An upload of which nothing was taken in: its list, when it came with it, goes again. */
async function dropImport(ctx: Context, of: store.Abandoned): Promise<void> {
  const endedAt = ctx.clock.now();
  await ctx.db.asTenant(of.tenantId, async (tx) => {
    const failure = 'The file did not arrive whole. Send it again.';
    const isOurs = await store.moveImport(tx, of.tenantId, of.id, {
      from: ['receiving'],
      to: 'failed',
      failure,
      endedAt,
    });
    if (isOurs && of.madeList) await markRemoved(tx, of.tenantId, of.listId, endedAt);
  });
  await ctx.storage.remove(of.storageKey);
}

const bringsInMs = 600_000;

/** For whoever died between the row of an upload and its file. */
export async function dropUnfinished(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.nowMs() - bringsInMs);
  for (const one of await ctx.db.asSystem((tx) => store.neverReceived(tx, before))) await dropImport(ctx, one);
}

export async function listImports(ctx: Context, actor: Actor): Promise<SuppressionImport[]> {
  const rows = await ctx.db.asTenant(actor.tenantId, (tx) => store.latestImports(tx, actor.tenantId));
  return rows.map(store.presentImport);
}

export async function getImport(ctx: Context, actor: Actor, importId: string): Promise<SuppressionImport> {
  const id = found(parseId('import', importId));
  const row = await ctx.db.asTenant(actor.tenantId, (tx) => store.importById(tx, actor.tenantId, id));
  return store.presentImport(found(row));
}

/** The job that runs sees it at its next piece; one that has not begun, or has died, is begun anew for it. */
export async function cancelImport(ctx: Context, actor: Actor, importId: string): Promise<SuppressionImport> {
  const id = found(parseId('import', importId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = found(await store.importById(tx, actor.tenantId, id));
    const move = { from: ['waiting', 'running'], to: 'cancelling' } satisfies Parameters<typeof store.moveImport>[3];
    if (!(await store.moveImport(tx, actor.tenantId, id, move))) throw new Refusal('suppressions.import_over');
    await ctx.outbox.enqueue(tx, actor.tenantId, 'compliance.import_suppressions', { import_id: importId });
    await note(ctx, tx, actor, 'suppressions.import_cancelled', formatId('list', known.listId));
    return store.presentImport({ ...known, state: 'cancelling' });
  });
}
