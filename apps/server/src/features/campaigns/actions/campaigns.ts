import {
  type Campaign,
  CampaignSettings,
  type CampaignSettingsChange,
  type CampaignStatus,
  campaignStatuses,
} from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { cursorAfter, readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type CampaignRow, fixedField, isOver } from '../campaign.ts';
import { dayIn } from '../local-day.ts';
import { isAdding } from '../store/additions.ts';
import * as store from '../store/campaigns.ts';
import { wakeRunner } from '../store/wake.ts';
import { missingFor } from './missing.ts';
import { presentCampaigns, presentOne } from './present.ts';
import { readSettings } from './read-settings.ts';

interface CampaignFields {
  name?: string | undefined;
  settings?: CampaignSettingsChange | undefined;
  metadata?: Campaign['metadata'] | undefined;
}

export async function listCampaigns(
  ctx: Context,
  actor: Actor,
  query: { status?: string | undefined; search?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Campaign[]; next_cursor: string | null }> {
  const before = readCursor('campaign', query.cursor);
  const statuses = readStatuses(query.status);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const wish = { statuses, search: query.search || undefined, before };
    const rows = await store.listCampaigns(tx, wish, query.limit + 1);
    return cursorAfter('campaign', await presentCampaigns(ctx, tx, rows), query.limit);
  });
}

function readStatuses(text: string | undefined): CampaignStatus[] {
  if (text === undefined) return campaignStatuses.filter((status) => status !== 'archived');
  return text.split(',').map((name) => {
    const status = campaignStatuses.find((known) => known === name.trim());
    if (status) return status;
    throw new Refusal('request.invalid', { field: 'status', problem: `There is no status ${name.trim()}.` });
  });
}

export async function createCampaign(
  ctx: Context,
  actor: Actor,
  fields: CampaignFields & { name: string; copy_of?: string | undefined },
): Promise<Campaign> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const copied = fields.copy_of === undefined ? undefined : await mustFind(tx, fields.copy_of);
    const given = CampaignSettings.parse({ ...(copied && settingsToCopy(ctx, copied)), ...fields.settings });
    const settings = await readSettings(ctx, tx, actor, given);
    const now = ctx.clock.now();
    const campaign: CampaignRow = {
      tenantId: actor.tenantId,
      id: ctx.ids.next('campaign'),
      ...{ name: fields.name, status: 'draft', pausedBecause: null, settings, revision: 1 },
      metadata: fields.metadata ?? {},
      createdBy: actor.kind === 'person' ? actor.personId : null,
      ...{ createdAt: now, updatedAt: now, startsAt: startOf(settings), startedAt: null, completedAt: null },
      ...{ nextCallAt: null, pacingConfirmedAt: null },
    };
    await store.insertCampaign(tx, campaign);
    await tell(ctx, tx, actor, campaign, 'campaigns.created', { name: campaign.name });
    return presentOne(ctx, tx, campaign);
  });
}

/** Times that are over are of the old campaign and not of its copy. */
function settingsToCopy(ctx: Context, { settings }: CampaignRow): CampaignSettings {
  const isOld = (at: string | null) => at !== null && Date.parse(at) <= ctx.clock.nowMs();
  const { starts_at, ends_at } = settings;
  return { ...settings, starts_at: isOld(starts_at) ? null : starts_at, ends_at: isOld(ends_at) ? null : ends_at };
}

export async function getCampaign(ctx: Context, actor: Actor, campaignId: string) {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustFind(tx, campaignId);
    const isStarted = campaign.status === 'running' || isOver(campaign.status);
    const { missing } = isStarted ? { missing: [] } : await missingFor(ctx, tx, campaign);
    return { ...(await presentOne(ctx, tx, campaign)), missing, adding: await isAdding(tx, campaign.id) };
  });
}

export async function changeCampaign(
  ctx: Context,
  actor: Actor,
  campaignId: string,
  fields: CampaignFields & { revision?: number | undefined },
): Promise<Campaign> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const before = await mustLock(tx, campaignId);
    if (fields.revision !== undefined && fields.revision !== before.revision) {
      throw new Refusal('campaigns.changed_meanwhile', { revision: before.revision });
    }
    if (fields.settings && isOver(before.status)) throw new Refusal('campaigns.over');
    const given = CampaignSettings.parse({ ...before.settings, ...fields.settings });
    const settings = fields.settings ? await readSettings(ctx, tx, actor, given) : before.settings;
    const fixed = before.status === 'running' ? fixedField(before.settings, settings) : undefined;
    if (fixed !== undefined) throw new Refusal('campaigns.fixed_while_running', { field: fixed });
    const { name = before.name, metadata = before.metadata } = fields;
    const said = { name, metadata, settings };
    if (
      JSON.stringify(said) ===
      JSON.stringify({ name: before.name, metadata: before.metadata, settings: before.settings })
    ) {
      return presentOne(ctx, tx, before);
    }
    const revision = before.revision + 1;
    const after = { ...before, ...said, revision, startsAt: startOf(settings), updatedAt: ctx.clock.now() };
    await store.updateCampaign(tx, after);
    await carryDay(ctx, tx, before, after);
    const details = { revision, ...fields, status: before.status };
    await tell(ctx, tx, actor, after, 'campaigns.changed', details);
    return presentOne(ctx, tx, after);
  });
}

/** A new zone begins no new day: what today's limit has used stays used. */
async function carryDay(ctx: Context, tx: Tx, before: CampaignRow, after: CampaignRow): Promise<void> {
  const now = ctx.clock.now();
  const [from, to] = [dayIn(before.settings.time_zone, now), dayIn(after.settings.time_zone, now)];
  if (from !== to) await store.carryDay(tx, after, { from, to });
}

export async function deleteCampaign(ctx: Context, actor: Actor, campaignId: string): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustLock(tx, campaignId);
    if (campaign.startedAt) throw new Refusal('campaigns.was_started');
    await store.deleteCampaign(tx, campaign.id);
    await tell(ctx, tx, actor, campaign, 'campaigns.deleted', { name: campaign.name });
  });
}

export async function mustFind(tx: Tx, campaignId: string): Promise<CampaignRow> {
  return found(await store.campaignById(tx, found(parseId('campaign', campaignId))));
}

export async function mustLock(tx: Tx, campaignId: string): Promise<CampaignRow> {
  return found(await store.lockCampaign(tx, found(parseId('campaign', campaignId))));
}

function startOf({ starts_at }: CampaignSettings): Date | null {
  return starts_at === null ? null : new Date(starts_at);
}

/** Writes who did what to a campaign, and lets open pages know. */
export async function tell(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { id }: Pick<CampaignRow, 'id'>,
  action: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await note(ctx, tx, actor, action, formatId('campaign', id), details);
  await ctx.outbox.publish(tx, actor.tenantId, { type: 'campaign.changed', campaign_id: id });
  wakeRunner(tx, id);
}
