import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

/** Contacts that are being added in the background. */
export interface AdditionRow {
  tenantId: Id<'workspace'>;
  campaignId: Id<'campaign'>;
  id: Id<'import'>;
  filter: unknown;
  beforeContact: Id<'contact'> | null;
  doneAt: Date | null;
}

export async function insertAddition(tx: Tx, addition: AdditionRow, at: Date): Promise<void> {
  await tx
    .insertInto('campaign_additions')
    .values({
      tenant_id: addition.tenantId,
      campaign_id: addition.campaignId,
      id: addition.id,
      filter: JSON.stringify(addition.filter),
      before_contact: addition.beforeContact,
      done_at: addition.doneAt,
      created_at: at,
    })
    .execute();
}

/** Until the transaction ends no other process carries it on. */
export async function lockAddition(
  tx: Tx,
  campaignId: Id<'campaign'>,
  id: Id<'import'>,
): Promise<AdditionRow | undefined> {
  return tx
    .selectFrom('campaign_additions')
    .select(['tenant_id as tenantId', 'campaign_id as campaignId', 'id', 'filter'])
    .select(['before_contact as beforeContact', 'done_at as doneAt'])
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function moveAddition(
  tx: Tx,
  { campaignId, id, beforeContact, doneAt }: Pick<AdditionRow, 'campaignId' | 'id' | 'beforeContact' | 'doneAt'>,
): Promise<void> {
  await tx
    .updateTable('campaign_additions')
    .set({ before_contact: beforeContact, done_at: doneAt })
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .execute();
}

export async function isAdding(tx: Tx, campaignId: Id<'campaign'>): Promise<boolean> {
  const row = await tx
    .selectFrom('campaign_additions')
    .select('id')
    .where('campaign_id', '=', campaignId)
    .where('done_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
