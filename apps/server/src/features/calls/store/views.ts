import type { Id } from '@offhook/kit';
import type { Selectable } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';

export type ViewRow = Omit<Selectable<Schema['call_views']>, 'tenant_id'>;

/** Those of an owner and those that are shared, by name. */
export async function viewsFor(tx: Tx, ownerId: string): Promise<ViewRow[]> {
  return tx
    .selectFrom('call_views')
    .select(['id', 'owner_id', 'name', 'query', 'shared', 'created_at'])
    .where(({ or, eb }) => or([eb('owner_id', '=', ownerId), eb('shared', '=', true)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** False when the owner has a view of this name. */
export async function insertView(tx: Tx, tenantId: Id<'workspace'>, view: ViewRow): Promise<boolean> {
  const result = await tx
    .insertInto('call_views')
    .values({ ...view, tenant_id: tenantId, query: JSON.stringify(view.query) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function viewById(tx: Tx, id: Id<'view'>): Promise<Pick<ViewRow, 'owner_id' | 'shared'> | undefined> {
  return tx.selectFrom('call_views').select(['owner_id', 'shared']).where('id', '=', id).executeTakeFirst();
}

export async function deleteView(tx: Tx, id: Id<'view'>): Promise<void> {
  await tx.deleteFrom('call_views').where('id', '=', id).execute();
}
