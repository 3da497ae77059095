import type { Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import { missesToGiveUp, type PurchaseRow, type PurchaseWish } from './purchase.ts';

export async function insertPurchase(tx: Tx, purchase: PurchaseRow): Promise<void> {
  await tx
    .insertInto('number_purchases')
    .values({
      tenant_id: purchase.tenantId,
      id: purchase.id,
      connection_id: purchase.connectionId,
      phone_number: purchase.phoneNumber,
      state: purchase.state,
      wish: JSON.stringify(purchase.wish),
      number_id: null,
      problem: null,
      carrier_code: null,
      asked_by: purchase.askedBy,
      created_at: purchase.createdAt,
      last_looked_at: null,
    })
    .execute();
}

export async function purchaseById(tx: Tx, id: Id<'purchase'>): Promise<PurchaseRow | undefined> {
  const row = await tx.selectFrom('number_purchases').selectAll().where('id', '=', id).executeTakeFirst();
  return row && read(row);
}

/** Until the transaction ends nobody else settles it; also as the system. */
export async function lockPurchase(
  tx: Tx,
  { tenantId, id }: Pick<PurchaseRow, 'tenantId' | 'id'>,
): Promise<PurchaseRow | undefined> {
  const row = await tx
    .selectFrom('number_purchases')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && read(row);
}

export async function openPurchases(tx: Tx): Promise<PurchaseRow[]> {
  const rows = await tx
    .selectFrom('number_purchases')
    .selectAll()
    .where('state', 'in', ['intended', 'unknown'])
    .orderBy('id', 'desc')
    .execute();
  return rows.map(read);
}

export async function setPurchase(
  tx: Tx,
  { tenantId, id }: Pick<PurchaseRow, 'tenantId' | 'id'>,
  to: Pick<PurchaseRow, 'state'> & Partial<Pick<PurchaseRow, 'numberId' | 'problem' | 'carrierCode'>>,
): Promise<void> {
  const { state, numberId = null, problem = null, carrierCode = null } = to;
  await tx
    .updateTable('number_purchases')
    .set({ state, number_id: numberId, problem, carrier_code: carrierCode })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

export async function countNotFound(tx: Tx, { tenantId, id }: PurchaseRow): Promise<number> {
  const row = await tx
    .updateTable('number_purchases')
    .set({ times_not_found: sql`times_not_found + 1` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returning('times_not_found')
    .executeTakeFirstOrThrow();
  return row.times_not_found;
}

/** Takes orders whose fate is unknown, and those that a stop cut off; of two nodes one takes each. As the system. */
export async function takePurchasesToLookFor(
  tx: Tx,
  { now, cutOffBefore, lookedBefore, limit }: { now: Date; cutOffBefore: Date; lookedBefore: Date; limit: number },
): Promise<PurchaseRow[]> {
  const due = tx
    .selectFrom('number_purchases')
    .select(['tenant_id', 'id'])
    .where((where) =>
      where.or([
        where('state', '=', 'unknown'),
        where.and([where('state', '=', 'intended'), where('created_at', '<', cutOffBefore)]),
      ]),
    )
    .where((where) => where.or([where('last_looked_at', 'is', null), where('last_looked_at', '<', lookedBefore)]))
    .orderBy('created_at')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const rows = await tx
    .with('due', () => due)
    .updateTable('number_purchases')
    .from('due')
    .set({ last_looked_at: now })
    .whereRef('number_purchases.tenant_id', '=', 'due.tenant_id')
    .whereRef('number_purchases.id', '=', 'due.id')
    .returningAll('number_purchases')
    .execute();
  return rows.map(read);
}

/** Orders through a connection that were given up, and whose numbers are neither here nor ordered anew. */
export async function givenUpPurchases(tx: Tx, connectionId: Id<'connection'>, since: Date): Promise<PurchaseRow[]> {
  const rows = await tx
    .selectFrom('number_purchases as p')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .where('state', '=', 'refused')
    .where('times_not_found', '>=', missesToGiveUp)
    .where('created_at', '>=', since)
    .where(
      sql<boolean>`not exists (select from phone_numbers n where n.tenant_id = p.tenant_id
        and n.phone_number = p.phone_number and n.released_at is null)`,
    )
    .where(
      sql<boolean>`not exists (select from number_purchases o where o.tenant_id = p.tenant_id
        and o.phone_number = p.phone_number and o.state in ('intended', 'unknown'))`,
    )
    .orderBy('id')
    .execute();
  return rows.map(read);
}

function read(row: Selectable<Schema['number_purchases']>): PurchaseRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    connectionId: row.connection_id,
    phoneNumber: row.phone_number,
    state: row.state,
    // As insertPurchase wrote it.
    wish: row.wish as PurchaseWish,
    numberId: row.number_id,
    problem: row.problem,
    carrierCode: row.carrier_code,
    askedBy: row.asked_by,
    createdAt: row.created_at,
    timesNotFound: row.times_not_found,
  };
}
