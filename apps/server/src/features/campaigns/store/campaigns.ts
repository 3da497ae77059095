import { CampaignSettings, type CampaignStatus } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import type { CampaignRow } from '../campaign.ts';

export async function campaignById(tx: Tx, id: Id<'campaign'>): Promise<CampaignRow | undefined> {
  const row = await tx.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst();
  return row && campaignRow(row);
}

/** Until the transaction ends nobody else changes it; prospects may still be added. */
export async function lockCampaign(tx: Tx, id: Id<'campaign'>): Promise<CampaignRow | undefined> {
  const row = await tx.selectFrom('campaigns').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  return row && campaignRow(row);
}

export async function listCampaigns(
  tx: Tx,
  wish: { statuses: readonly CampaignStatus[]; search: string | undefined; before: Id<'campaign'> | undefined },
  limit: number,
): Promise<CampaignRow[]> {
  let query = tx
    .selectFrom('campaigns')
    .selectAll()
    .where('status', 'in', wish.statuses)
    .orderBy('id', 'desc')
    .limit(limit);
  if (wish.before) query = query.where('id', '<', wish.before);
  if (wish.search) query = query.where('name', 'ilike', `%${wish.search.replace(/[\\%_]/g, '\\$&')}%`);
  return (await query.execute()).map(campaignRow);
}

export async function insertCampaign(tx: Tx, campaign: CampaignRow): Promise<void> {
  await tx
    .insertInto('campaigns')
    .values({
      tenant_id: campaign.tenantId,
      id: campaign.id,
      created_by: campaign.createdBy,
      created_at: campaign.createdAt,
      ...changingColumns(campaign),
    })
    .execute();
}

/** Writes down all of a campaign that can change, but for when its next call is due: that is the runner's. */
export async function updateCampaign(tx: Tx, campaign: CampaignRow): Promise<void> {
  const { next_call_at, ...columns } = changingColumns(campaign);
  await tx.updateTable('campaigns').set(columns).where('id', '=', campaign.id).execute();
}

/** What one date has used, another date has used, too. */
export async function carryDay(
  tx: Tx,
  { tenantId, id }: Pick<CampaignRow, 'tenantId' | 'id'>,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await sql`
    insert into campaign_days (tenant_id, campaign_id, day, used)
    select tenant_id, campaign_id, ${to}::date, used from campaign_days
    where tenant_id = ${tenantId} and campaign_id = ${id} and day = ${from}::date
    on conflict (tenant_id, campaign_id, day) do update set used = greatest(campaign_days.used, excluded.used)`.execute(
    tx,
  );
}

export async function deleteCampaign(tx: Tx, id: Id<'campaign'>): Promise<void> {
  await tx.deleteFrom('campaigns').where('id', '=', id).execute();
}

function changingColumns(campaign: CampaignRow) {
  return {
    name: campaign.name,
    status: campaign.status,
    paused_because: campaign.pausedBecause,
    settings: JSON.stringify(campaign.settings),
    revision: campaign.revision,
    metadata: JSON.stringify(campaign.metadata),
    updated_at: campaign.updatedAt,
    starts_at: campaign.startsAt,
    started_at: campaign.startedAt,
    completed_at: campaign.completedAt,
    next_call_at: campaign.nextCallAt,
    pacing_confirmed_at: campaign.pacingConfirmedAt,
  };
}

function campaignRow(row: Selectable<Schema['campaigns']>): CampaignRow {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    name: row.name,
    status: row.status,
    pausedBecause: row.paused_because,
    settings: CampaignSettings.parse(row.settings),
    revision: row.revision,
    metadata: row.metadata as CampaignRow['metadata'], // as `insertCampaign` wrote it
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    startsAt: row.starts_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    nextCallAt: row.next_call_at,
    pacingConfirmedAt: row.pacing_confirmed_at,
  };
}
