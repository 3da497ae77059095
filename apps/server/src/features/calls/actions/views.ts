import { CallFilter, roleIsAtLeast, type SavedView } from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import { issueSentence } from '#runtime/issue-sentence';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import * as store from '../store/views.ts';

export async function listViews(ctx: Context, actor: Actor): Promise<{ items: SavedView[] }> {
  const rows = await ctx.db.asTenant(actor.tenantId, (tx) => store.viewsFor(tx, ownerId(actor)));
  return { items: rows.map((row) => present(row, actor)) };
}

export async function saveView(
  ctx: Context,
  actor: Actor,
  given: { name: string; query: Record<string, string>; shared: boolean },
): Promise<SavedView> {
  mustBeFilter(given.query);
  const view = { ...given, id: ctx.ids.next('view'), owner_id: ownerId(actor), created_at: ctx.clock.now() };
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    if (!(await store.insertView(tx, actor.tenantId, view))) throw new Refusal('calls.view_name_taken');
  });
  return present(view, actor);
}

/** One's own; a manager also what somebody else shares. */
export async function deleteView(ctx: Context, actor: Actor, viewId: string): Promise<void> {
  const id = found(parseId('view', viewId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const view = found(await store.viewById(tx, id));
    const isManager = actor.kind === 'person' && roleIsAtLeast(actor.role, 'manager');
    if (view.owner_id !== ownerId(actor) && !(view.shared && isManager)) throw new Refusal('request.not_found');
    await store.deleteView(tx, id);
  });
}

function ownerId(actor: Actor): string {
  if (actor.kind === 'person') return actor.personId;
  if (actor.kind === 'key') return actor.keyId;
  throw new Error(`${actor.kind} keeps no views`);
}

/** What would be refused as the filter of a list is no view. */
function mustBeFilter(query: Record<string, string>): void {
  const checked = CallFilter.strict().safeParse(query, { reportInput: true });
  const [issue] = checked.error?.issues ?? [];
  if (issue)
    throw new Refusal('request.invalid', { field: `query.${issue.path.join('.')}`, problem: issueSentence(issue) });
}

function present(view: store.ViewRow, actor: Actor): SavedView {
  const { id, owner_id, name, query, shared, created_at } = view;
  const mine = owner_id === ownerId(actor);
  return { id: formatId('view', id), name, query, shared, mine, created_at: created_at.toISOString() };
}
