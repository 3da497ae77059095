import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import type { Plan, Told } from '../job.ts';

export interface VirtualDayRow {
  run: Id<'decision'>;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  plan: Plan;
  told: Told;
  failure: string | null;
  startedAt: Date;
  heardAt: Date;
}

export async function virtualDayOf(tx: Tx, campaignId: Id<'campaign'>): Promise<VirtualDayRow | undefined> {
  const row = await tx
    .selectFrom('virtual_days')
    .select(['run', 'state', 'plan', 'told', 'failure', 'started_at as startedAt', 'heard_at as heardAt'])
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst();
  return row as VirtualDayRow | undefined; // as the functions below wrote it
}

export interface Key {
  tenantId: Id<'workspace'>;
  campaignId: Id<'campaign'>;
}

/** Takes the place of the one before. */
export async function beginVirtualDay(
  tx: Tx,
  { tenantId, campaignId }: Key,
  { run, plan, told, now }: Pick<VirtualDayRow, 'run' | 'plan' | 'told'> & { now: Date },
): Promise<void> {
  const columns = {
    ...{ run, state: 'running' as const, failure: null, started_at: now, heard_at: now },
    ...{ plan: JSON.stringify(plan), told: JSON.stringify(told) },
  };
  await tx
    .insertInto('virtual_days')
    .values({ tenant_id: tenantId, campaign_id: campaignId, ...columns })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'campaign_id']).doUpdateSet(columns))
    .execute();
}

/** Writes down how far a run is, unless it is over or another one took its place. */
export async function noteTold(
  tx: Tx,
  run: Id<'decision'>,
  change: { state?: VirtualDayRow['state']; told?: Told | undefined; failure?: string },
  now: Date,
): Promise<void> {
  const { state, told, failure } = change;
  await tx
    .updateTable('virtual_days')
    .set({
      ...{ heard_at: now },
      ...(state && { state }),
      ...(told && { told: JSON.stringify(told) }),
      ...(failure !== undefined && { failure }),
    })
    .where('run', '=', run)
    .where('state', '=', 'running')
    .execute();
}

export async function forgetVirtualDay(tx: Tx, campaignId: Id<'campaign'>): Promise<void> {
  await tx.deleteFrom('virtual_days').where('campaign_id', '=', campaignId).execute();
}
