import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import type { NumberType } from '../facts.ts';

export interface LimitsRow {
  countries: string[] | null;
  numberTypesDenied: NumberType[];
  maxPriceMicros: number | null;
  callsPerMinute: number | null;
  spendPerDayMicros: number | null;
  addressOnly: boolean;
  reason: string;
  by: string;
  at: Date;
}

export async function limitsOf(tx: Tx, tenantId: Id<'workspace'>): Promise<LimitsRow | undefined> {
  const row = await tx
    .selectFrom('dial_limits')
    .select(['countries', 'number_types_denied as numberTypesDenied', 'max_price_micros as maxPriceMicros'])
    .select(['calls_per_minute as callsPerMinute', 'spend_per_day_micros as spendPerDayMicros'])
    .select(['address_only as addressOnly', 'reason', 'by', 'at'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  // Only what the contract lets is ever written.
  return row && { ...row, numberTypesDenied: row.numberTypesDenied as NumberType[] };
}

export async function saveLimits(tx: Tx, tenantId: Id<'workspace'>, row: LimitsRow): Promise<void> {
  const columns = {
    countries: row.countries,
    number_types_denied: row.numberTypesDenied,
    max_price_micros: row.maxPriceMicros,
    calls_per_minute: row.callsPerMinute,
    spend_per_day_micros: row.spendPerDayMicros,
    address_only: row.addressOnly,
    ...{ reason: row.reason, by: row.by, at: row.at },
  };
  await tx
    .insertInto('dial_limits')
    .values({ tenant_id: tenantId, ...columns })
    .onConflict((conflict) => conflict.columns(['tenant_id']).doUpdateSet(columns))
    .execute();
}

export interface FrozenRow {
  jurisdiction: string;
  until: Date | null;
  reason: string;
  by: string;
  at: Date;
}

/** Those that hold at an instant. */
export async function frozenAreas(tx: Tx, tenantId: Id<'workspace'>, now: Date): Promise<FrozenRow[]> {
  return tx
    .selectFrom('frozen_areas')
    .select(['jurisdiction', 'until', 'reason', 'by', 'at'])
    .where('tenant_id', '=', tenantId)
    .where((is) => is.or([is('until', 'is', null), is('until', '>', now)]))
    .orderBy('jurisdiction')
    .execute();
}

export async function saveFrozen(tx: Tx, tenantId: Id<'workspace'>, row: FrozenRow): Promise<void> {
  const { jurisdiction, ...columns } = row;
  await tx
    .insertInto('frozen_areas')
    .values({ tenant_id: tenantId, jurisdiction, ...columns })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'jurisdiction']).doUpdateSet(columns))
    .execute();
}

export async function deleteFrozen(tx: Tx, tenantId: Id<'workspace'>, jurisdiction: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('frozen_areas')
    .where('tenant_id', '=', tenantId)
    .where('jurisdiction', '=', jurisdiction)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
