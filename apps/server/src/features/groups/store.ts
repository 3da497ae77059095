import type { GroupMember } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

export interface GroupRow {
  id: Id<'group'>;
  name: string;
  members: GroupMember[];
  createdAt: Date;
  updatedAt: Date;
}

const groups = (tx: Tx) =>
  tx.selectFrom('ring_groups').select(['id', 'name', 'members', 'created_at as createdAt', 'updated_at as updatedAt']);

export async function listGroups(tx: Tx): Promise<GroupRow[]> {
  return groups(tx).orderBy('name').orderBy('id').execute();
}

export async function groupById(tx: Tx, id: Id<'group'>): Promise<GroupRow | undefined> {
  return groups(tx).where('id', '=', id).executeTakeFirst();
}

/** Until the transaction ends nobody else changes it. */
export async function lockGroup(tx: Tx, id: Id<'group'>): Promise<GroupRow | undefined> {
  return groups(tx).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertGroup(tx: Tx, tenantId: Id<'workspace'>, row: GroupRow): Promise<void> {
  const { id, name, members, createdAt, updatedAt } = row;
  await tx
    .insertInto('ring_groups')
    .values({
      tenant_id: tenantId,
      id,
      name,
      members: JSON.stringify(members),
      created_at: createdAt,
      updated_at: updatedAt,
    })
    .execute();
}

export async function updateGroup(tx: Tx, { id, name, members, updatedAt }: GroupRow): Promise<void> {
  const change = { name, members: JSON.stringify(members), updated_at: updatedAt };
  await tx.updateTable('ring_groups').set(change).where('id', '=', id).execute();
}

export async function deleteGroup(tx: Tx, id: Id<'group'>): Promise<void> {
  await tx.deleteFrom('ring_groups').where('id', '=', id).execute();
}
