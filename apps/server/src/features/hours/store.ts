import type { Calendar } from '@offhook/flow/shapes';
import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

export interface HoursRow {
  id: Id<'hours'>;
  name: string;
  calendar: Calendar;
  createdAt: Date;
  updatedAt: Date;
}

const hours = (tx: Tx) =>
  tx
    .selectFrom('opening_hours')
    .select(['id', 'name', 'calendar', 'created_at as createdAt', 'updated_at as updatedAt']);

export async function listHours(tx: Tx): Promise<HoursRow[]> {
  return hours(tx).orderBy('name').orderBy('id').execute();
}

export async function hoursById(tx: Tx, id: Id<'hours'>): Promise<HoursRow | undefined> {
  return hours(tx).where('id', '=', id).executeTakeFirst();
}

/** Until the transaction ends nobody else changes it. */
export async function lockHours(tx: Tx, id: Id<'hours'>): Promise<HoursRow | undefined> {
  return hours(tx).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertHours(tx: Tx, tenantId: Id<'workspace'>, row: HoursRow): Promise<void> {
  const { id, name, calendar, createdAt, updatedAt } = row;
  await tx
    .insertInto('opening_hours')
    .values({
      tenant_id: tenantId,
      id,
      name,
      calendar: JSON.stringify(calendar),
      created_at: createdAt,
      updated_at: updatedAt,
    })
    .execute();
}

export async function updateHours(tx: Tx, { id, name, calendar, updatedAt }: HoursRow): Promise<void> {
  const change = { name, calendar: JSON.stringify(calendar), updated_at: updatedAt };
  await tx.updateTable('opening_hours').set(change).where('id', '=', id).execute();
}

export async function deleteHours(tx: Tx, id: Id<'hours'>): Promise<void> {
  await tx.deleteFrom('opening_hours').where('id', '=', id).execute();
}
