import { parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { ContactCondition } from '../store/filter.ts';
import * as reading from '../store/reading.ts';
import * as writing from '../store/writing.ts';
import { type FilterQuery, readFilter } from './read-filter.ts';

interface Chosen {
  contact_ids?: string[] | undefined;
  filter?: FilterQuery | undefined;
}

export function countContacts(ctx: Context, actor: Actor, query: FilterQuery) {
  return ctx.db.asTenant(actor.tenantId, (tx) => reading.countContacts(tx, readFilter(query)));
}

export function tagsOfContacts(ctx: Context, actor: Actor): Promise<{ tag: string; contacts: number }[]> {
  return ctx.db.asTenant(actor.tenantId, (tx) => reading.tagsInUse(tx, 500));
}

export async function tagContacts(
  ctx: Context,
  actor: Actor,
  { chosen, add, remove }: { chosen: Chosen; add: string[]; remove: string[] },
): Promise<{ changed: number }> {
  const change = { condition: readChosen(chosen), add: [...new Set(add)], remove, at: ctx.clock.now() };
  const changed = await ctx.db.asTenant(actor.tenantId, (tx) => writing.retag(tx, actor.tenantId, change));
  return { changed };
}

export async function deleteManyContacts(
  ctx: Context,
  actor: Actor,
  { chosen }: { chosen: Chosen },
): Promise<{ deleted: number }> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const deleted = await writing.deleteContacts(tx, readChosen(chosen));
    if (deleted > 0) await note(ctx, tx, actor, 'contacts.deleted_many', undefined, { deleted, ...chosen });
    return { deleted };
  });
}

function readChosen({ contact_ids: ids, filter = {} }: Chosen): ContactCondition {
  return ids ? { ids: ids.map((id) => found(parseId('contact', id))) } : readFilter(filter);
}
