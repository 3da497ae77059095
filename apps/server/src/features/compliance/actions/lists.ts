import type { SuppressionList } from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { unlessTaken } from '#runtime/database/taken';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { isImporting } from '../store/imports.ts';
import * as store from '../store/lists.ts';
import { deleteStretch, stretchesOf } from '../store/suppressions.ts';
import { listFor } from './suppress.ts';

const nameIndex = 'suppression_lists_name';
export const nameTaken = (name: string) => new Refusal('suppressions.name_taken', { field: 'name', name });

export async function listLists(ctx: Context, actor: Actor): Promise<SuppressionList[]> {
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const rows = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await listFor(ctx, tx, actor.tenantId);
    return store.allLists(tx, actor.tenantId);
  });
  return rows.map((row) => presentList(row, today));
}

export async function createList(
  ctx: Context,
  actor: Actor,
  wish: { name: string; campaign_id?: string | undefined; valid_until: string | null },
): Promise<SuppressionList> {
  const campaignId = wish.campaign_id === undefined ? null : found(parseId('campaign', wish.campaign_id));
  const createdAt = ctx.clock.now();
  const row: store.ListRow = {
    ...{ id: ctx.ids.next('list'), name: wish.name, campaignId, validUntil: wish.valid_until, entries: 0, createdAt },
    kind: campaignId ? 'campaign' : 'register',
  };
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await unlessTaken(nameIndex, nameTaken(row.name), store.insertList(tx, actor.tenantId, row));
    await note(ctx, tx, actor, 'suppressions.list_created', formatId('list', row.id), { name: row.name });
  });
  return presentList(row, createdAt.toISOString().slice(0, 10));
}

export async function changeList(
  ctx: Context,
  actor: Actor,
  listId: string,
  change: { name?: string | undefined; valid_until?: string | null | undefined },
): Promise<SuppressionList> {
  const id = found(parseId('list', listId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = found(await store.lockList(tx, actor.tenantId, id));
    const row = {
      ...known,
      name: change.name ?? known.name,
      validUntil: change.valid_until === undefined ? known.validUntil : change.valid_until,
    };
    await unlessTaken(nameIndex, nameTaken(row.name), store.updateList(tx, actor.tenantId, row));
    await note(ctx, tx, actor, 'suppressions.list_changed', formatId('list', id), { name: row.name });
    return presentList(row, ctx.clock.now().toISOString().slice(0, 10));
  });
}

/** It holds no more at once; what stood on it is taken away by a job. */
export async function deleteList(ctx: Context, actor: Actor, listId: string, reason: string): Promise<void> {
  const id = found(parseId('list', listId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const list = found(await store.lockList(tx, actor.tenantId, id));
    if (list.kind === 'workspace') throw new Refusal('suppressions.list_stays');
    if (await isImporting(tx, actor.tenantId, id)) throw new Refusal('suppressions.import_running');
    await store.markRemoved(tx, actor.tenantId, id, ctx.clock.now());
    await ctx.outbox.enqueue(tx, actor.tenantId, 'compliance.empty_list', { list_id: listId });
    const details = { name: list.name, entries: list.entries, reason };
    await note(ctx, tx, actor, 'suppressions.list_deleted', formatId('list', id), details);
  });
}

/** Takes away all that stands on a list, or what one upload put there, in transactions of some thousands. */
export async function emptyList(
  ctx: Context,
  tenantId: Actor['tenantId'],
  of: Parameters<typeof deleteStretch>[3],
): Promise<void> {
  for (const stretch of await ctx.db.asTenant(tenantId, (tx) => stretchesOf(tx, tenantId))) {
    await ctx.db.asTenant(tenantId, (tx) => deleteStretch(tx, tenantId, stretch, of));
  }
}

function presentList(row: store.ListRow, today: string): SuppressionList {
  return {
    id: formatId('list', row.id),
    name: row.name,
    kind: row.kind,
    campaign_id: row.campaignId && formatId('campaign', row.campaignId),
    entries: row.entries,
    valid_until: row.validUntil,
    is_overdue: row.validUntil !== null && row.validUntil < today,
    created_at: row.createdAt.toISOString(),
  };
}
