import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import type { ForecastSums } from '../forecast.ts';

/** A dry run of a campaign, as far as it has come. */
export interface ForecastRow {
  tenantId: Id<'workspace'>;
  campaignId: Id<'campaign'>;
  run: Id<'decision'>;
  asOf: Date;
  afterProspect: Id<'prospect'> | null;
  sums: ForecastSums;
  doneAt: Date | null;
}

const read = (tx: Tx, campaignId: Id<'campaign'>) =>
  tx
    .selectFrom('campaign_forecasts')
    .select(['tenant_id as tenantId', 'campaign_id as campaignId', 'run', 'as_of as asOf', 'sums'])
    .select(['after_prospect as afterProspect', 'done_at as doneAt'])
    .where('campaign_id', '=', campaignId);

export async function forecastOf(tx: Tx, campaignId: Id<'campaign'>): Promise<ForecastRow | undefined> {
  // As `saveForecast` wrote them.
  return (await read(tx, campaignId).executeTakeFirst()) as ForecastRow | undefined;
}

/** Until the transaction ends no other process carries it on. */
export async function lockForecast(tx: Tx, campaignId: Id<'campaign'>): Promise<ForecastRow | undefined> {
  return (await read(tx, campaignId).forUpdate().executeTakeFirst()) as ForecastRow | undefined; // as above
}

/** Writes a dry run in the place of any before it. */
export async function saveForecast(tx: Tx, forecast: ForecastRow): Promise<void> {
  const columns = {
    run: forecast.run,
    as_of: forecast.asOf,
    after_prospect: forecast.afterProspect,
    sums: JSON.stringify(forecast.sums),
    done_at: forecast.doneAt,
  };
  await tx
    .insertInto('campaign_forecasts')
    .values({ tenant_id: forecast.tenantId, campaign_id: forecast.campaignId, ...columns })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'campaign_id']).doUpdateSet(columns))
    .execute();
}
