import type { Campaign } from '@offhook/contract';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type CampaignRow, isOver } from '../campaign.ts';
import { updateCampaign } from '../store/campaigns.ts';
import { mustLock, tell } from './campaigns.ts';
import { missingFor } from './missing.ts';
import { presentOne } from './present.ts';

/** Starts a campaign or goes on with it. Of two at once one starts it, the other finds it started. */
export async function activateCampaign(
  ctx: Context,
  actor: Actor,
  campaignId: string,
  { confirm_pacing }: { confirm_pacing?: boolean | undefined },
): Promise<Campaign> {
  return changeState(ctx, actor, campaignId, 'campaigns.activated', async (tx, campaign) => {
    if (isOver(campaign.status)) throw new Refusal('campaigns.over');
    const now = ctx.clock.now();
    const isEarly = campaign.startsAt !== null && campaign.startsAt > now && campaign.startedAt === null;
    const status = isEarly ? 'scheduled' : 'running';
    if (campaign.status === 'running' || campaign.status === status) return undefined;
    const confirmed = campaign.pacingConfirmedAt ?? (confirm_pacing ? now : null);
    if (campaign.settings.mode === 'predictive' && !confirmed) throw new Refusal('campaigns.pacing_unconfirmed');
    await mustBeComplete(ctx, tx, campaign);
    const startedAt = isEarly ? campaign.startedAt : (campaign.startedAt ?? now);
    return { ...campaign, status, startedAt, pausedBecause: null, pacingConfirmedAt: confirmed };
  });
}

async function mustBeComplete(ctx: Context, tx: Tx, campaign: CampaignRow): Promise<void> {
  const { missing, noCarrier } = await missingFor(ctx, tx, campaign);
  const [first, ...others] = missing;
  if (!first) return;
  if (noCarrier !== undefined && others.length === 0) throw new Refusal('calls.no_carrier', { missing: noCarrier });
  throw new Refusal('campaigns.incomplete', {
    missing: missing.map(({ message }) => message).join(' '),
    fields: missing,
  });
}

export async function pauseCampaign(
  ctx: Context,
  actor: Actor,
  campaignId: string,
  { reason }: { reason?: string | undefined },
): Promise<Campaign> {
  return changeState(ctx, actor, campaignId, 'campaigns.paused', async (_tx, campaign) => {
    const { status } = campaign;
    if (status === 'paused') return undefined;
    if (status !== 'running' && status !== 'scheduled') throw new Refusal('campaigns.not_running', { status });
    return { ...campaign, status: 'paused', pausedBecause: `Paused by ${actor.name}${reason ? `: ${reason}` : '.'}` };
  });
}

export async function endCampaign(ctx: Context, actor: Actor, campaignId: string): Promise<Campaign> {
  return changeState(ctx, actor, campaignId, 'campaigns.ended', async (_tx, campaign) => {
    if (campaign.status === 'completed') return undefined;
    if (campaign.status === 'archived') throw new Refusal('campaigns.over');
    return { ...campaign, status: 'completed', completedAt: ctx.clock.now(), pausedBecause: null };
  });
}

export async function archiveCampaign(ctx: Context, actor: Actor, campaignId: string): Promise<Campaign> {
  return changeState(ctx, actor, campaignId, 'campaigns.archived', async (_tx, campaign) => {
    if (campaign.status === 'archived') return undefined;
    if (campaign.status !== 'completed') throw new Refusal('campaigns.still_open');
    return { ...campaign, status: 'archived' };
  });
}

/** Said twice it happens once: `next` answers undefined for what is so already. */
async function changeState(
  ctx: Context,
  actor: Actor,
  campaignId: string,
  action: string,
  next: (tx: Tx, campaign: CampaignRow) => Promise<CampaignRow | undefined>,
): Promise<Campaign> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const before = await mustLock(tx, campaignId);
    const changed = await next(tx, before);
    if (!changed) return presentOne(ctx, tx, before);
    const after = { ...changed, updatedAt: ctx.clock.now() };
    await updateCampaign(tx, after);
    const { status, pausedBecause } = after;
    const why = pausedBecause === null ? {} : { because: pausedBecause };
    await tell(ctx, tx, actor, after, action, { from: before.status, to: status, ...why });
    return presentOne(ctx, tx, after);
  });
}
