import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

export interface ListRow {
  id: Id<'list'>;
  name: string;
  kind: 'workspace' | 'register' | 'campaign';
  campaignId: Id<'campaign'> | null;
  validUntil: string | null;
  entries: number;
  createdAt: Date;
}

const lists = (tx: Tx, tenantId: Id<'workspace'>) =>
  tx
    .selectFrom('suppression_lists')
    .select([
      'id',
      'name',
      'kind',
      'campaign_id as campaignId',
      // The driver would make an instant of a date.
      sql<string | null>`valid_until::text`.as('validUntil'),
      'entries',
      'created_at as createdAt',
    ])
    .where('tenant_id', '=', tenantId)
    .where('removed_at', 'is', null);

export async function allLists(tx: Tx, tenantId: Id<'workspace'>): Promise<ListRow[]> {
  const order = sql`case kind when 'workspace' then 0 when 'register' then 1 else 2 end`;
  return lists(tx, tenantId).orderBy(order).orderBy('name').orderBy('id').execute();
}

export async function listById(tx: Tx, tenantId: Id<'workspace'>, id: Id<'list'>): Promise<ListRow | undefined> {
  return lists(tx, tenantId).where('id', '=', id).executeTakeFirst();
}

export async function lockList(tx: Tx, tenantId: Id<'workspace'>, id: Id<'list'>): Promise<ListRow | undefined> {
  return lists(tx, tenantId).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The list of the workspace, or that of a campaign; made when it is first needed. */
export async function ownList(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { campaignId, ...made }: { id: Id<'list'>; name: string; campaignId: Id<'campaign'> | null; now: Date },
): Promise<ListRow> {
  const kind = campaignId ? 'campaign' : 'workspace';
  const own = () => {
    const some = lists(tx, tenantId).where('kind', '=', kind);
    return (campaignId ? some.where('campaign_id', '=', campaignId) : some).executeTakeFirst();
  };
  const known = await own();
  if (known) return known;
  await tx
    .insertInto('suppression_lists')
    .values({
      ...{ tenant_id: tenantId, id: made.id, name: made.name, kind, campaign_id: campaignId },
      ...{ valid_until: null, created_at: made.now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await own();
  if (row) return row;
  // Another list carries the name.
  return ownList(tx, tenantId, { ...made, campaignId, name: `${made.name} (${made.id.slice(-4)})` });
}

export async function insertList(tx: Tx, tenantId: Id<'workspace'>, row: ListRow): Promise<void> {
  const { id, name, kind, campaignId, validUntil, createdAt } = row;
  await tx
    .insertInto('suppression_lists')
    .values({
      ...{ tenant_id: tenantId, id, name, kind, campaign_id: campaignId, valid_until: validUntil },
      created_at: createdAt,
    })
    .execute();
}

export async function updateList(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { id, name, validUntil }: Pick<ListRow, 'id' | 'name' | 'validUntil'>,
): Promise<void> {
  await tx
    .updateTable('suppression_lists')
    .set({ name, valid_until: validUntil })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** It holds no more from the commit on; its entries go later. */
export async function markRemoved(tx: Tx, tenantId: Id<'workspace'>, id: Id<'list'>, now: Date): Promise<void> {
  await tx
    .updateTable('suppression_lists')
    .set({ removed_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}
