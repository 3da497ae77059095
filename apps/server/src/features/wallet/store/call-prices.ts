import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import { type CallPrice, prefixesOf } from '../call-price.ts';

export interface CallPriceRow extends CallPrice {
  tenantId: Id<'workspace'>;
  id: Id<'price'>;
  note: string;
  by: string;
  createdAt: Date;
}

const columns = [
  'tenant_id as tenantId',
  'id',
  'direction',
  'prefix',
  'minute_micros as minuteMicros',
  'percent',
  'increment_seconds as incrementSeconds',
  'valid_from as validFrom',
  'note',
  'by',
  'created_at as createdAt',
] as const;

/** The prices of workspaces that may be for some numbers, of all times. */
export async function pricesForNumbers(
  tx: Tx,
  tenantIds: readonly Id<'workspace'>[],
  numbers: readonly string[],
): Promise<(CallPrice & { tenantId: Id<'workspace'> })[]> {
  const prefixes = [...new Set(numbers.flatMap(prefixesOf))];
  return tx
    .selectFrom('wallet_prices')
    .select(columns)
    .where('tenant_id', 'in', tenantIds)
    .where(sql<boolean>`prefix = any(${prefixes}::text[])`)
    .execute();
}

/** The prices of legs, of all times. */
export async function legPrices(tx: Tx, tenantId: Id<'workspace'>): Promise<CallPrice[]> {
  return tx
    .selectFrom('wallet_prices')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('direction', '=', 'leg')
    .execute();
}

/** All prices of the workspace: by what they are for, the newest first. */
export async function allPrices(tx: Tx, tenantId: Id<'workspace'>): Promise<CallPriceRow[]> {
  return tx
    .selectFrom('wallet_prices')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .orderBy('direction')
    .orderBy('prefix')
    .orderBy('valid_from', 'desc')
    .execute();
}

export async function priceById(tx: Tx, tenantId: Id<'workspace'>, id: Id<'price'>): Promise<CallPriceRow | undefined> {
  return tx
    .selectFrom('wallet_prices')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** False: there is one for these numbers from this moment on. */
export async function insertPrice(tx: Tx, price: CallPriceRow): Promise<boolean> {
  const result = await tx
    .insertInto('wallet_prices')
    .values({
      tenant_id: price.tenantId,
      id: price.id,
      direction: price.direction,
      prefix: price.prefix,
      minute_micros: price.minuteMicros,
      percent: price.percent,
      increment_seconds: price.incrementSeconds,
      valid_from: price.validFrom,
      note: price.note,
      by: price.by,
      created_at: price.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Only what does not hold yet. */
export async function deletePrice(tx: Tx, { tenantId, id }: CallPriceRow, now: Date): Promise<boolean> {
  const result = await tx
    .deleteFrom('wallet_prices')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('valid_from', '>', now)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
