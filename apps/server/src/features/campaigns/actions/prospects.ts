import type { AttemptOutcome, Prospect, ProspectState, retryFailed as retryRoute } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import type { z } from 'zod';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type CampaignRow, isOver } from '../campaign.ts';
import { notDialled } from '../not-dialled.ts';
import type { ProspectRow } from '../prospect.ts';
import { updateCampaign } from '../store/campaigns.ts';
import { stateCounts } from '../store/counts.ts';
import { type ProspectPage, pageOfProspects, prospectsLookedAt } from '../store/prospect-pages.ts';
import * as store from '../store/prospects.ts';
import { reopenSkipped } from '../store/skipped.ts';
import { mustFind, mustLock, tell } from './campaigns.ts';
import { presentProspect } from './present-prospect.ts';

export interface ProspectQuery {
  state?: ProspectState | undefined;
  outcome?: AttemptOutcome | undefined;
  reason?: string | undefined;
  search?: string | undefined;
}

export async function listProspects(
  ctx: Context,
  actor: Actor,
  campaignId: string,
  { cursor, limit, ...condition }: ProspectQuery & { cursor?: string | undefined; limit: number },
): Promise<{ items: Prospect[]; next_cursor: string | null; notice?: string }> {
  const after = readCursor('prospect', cursor);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { id } = await mustFind(tx, campaignId);
    const page = await pageOfProspects(tx, id, condition, { after, limit });
    return { items: page.rows.map((row) => presentProspect(row)), ...endOf(page) };
  });
}

/** Where the next page begins, and why this one ends where it does. */
export function endOf({ next, isCut }: ProspectPage): { next_cursor: string | null; notice?: string } {
  const next_cursor = next && formatId('prospect', next);
  if (!isCut) return { next_cursor };
  const looked = prospectsLookedAt.toLocaleString('en');
  return { next_cursor, notice: `Looked at ${looked} prospects; next_cursor goes on from there.` };
}

interface ProspectChange {
  state: 'waiting' | 'skipped';
  not_before?: string | undefined;
  reason?: string | undefined;
}

/** Leaves somebody out, or has them dialled again, once more than their attempts where these are used up. */
export async function changeProspect(
  ctx: Context,
  actor: Actor,
  ids: { campaign_id: string; prospect_id: string },
  change: ProspectChange,
): Promise<Prospect> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const prospect = await mustLockIdle(tx, ids);
    await unlessTaken(
      'prospects_number',
      new Refusal('campaigns.duplicate'),
      store.updateProspect(tx, prospect, readChange(ctx, actor, prospect, change)),
    );
    await noteOn(ctx, tx, actor, prospect, 'campaigns.prospect_changed', { ...change });
    return presentProspect(found(await store.prospectById(tx, prospect.campaignId, prospect.id)));
  });
}

function readChange(ctx: Context, actor: Actor, prospect: ProspectRow, change: ProspectChange) {
  const now = ctx.clock.now();
  if (change.state === 'skipped') {
    const details = { by: actor.name, reason: change.reason ?? 'no reason was given.' };
    const reason = notDialled({ code: 'campaigns.left_out', rule: null, details, until: null });
    return { state: 'skipped' as const, nextAt: prospect.nextAt, reason, now };
  }
  if (prospect.contactId === null) throw new Refusal('campaigns.contact_deleted');
  if (prospect.phoneNumber === null) throw new Refusal('campaigns.no_number');
  const nextAt = change.not_before === undefined ? now : new Date(change.not_before);
  return { state: 'waiting' as const, nextAt, reason: null, now };
}

export async function removeProspect(
  ctx: Context,
  actor: Actor,
  ids: { campaign_id: string; prospect_id: string },
): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustFind(tx, ids.campaign_id);
    const prospect = await mustLockOne(tx, campaign.id, ids.prospect_id);
    if (prospect.lastCallId !== null || prospect.attempts > 0) throw new Refusal('campaigns.prospect_dialled');
    await store.deleteProspect(tx, prospect);
    await noteOn(ctx, tx, actor, prospect, 'campaigns.prospect_removed');
  });
}

/** So many at a time, so that calls of the campaign that end meanwhile do not wait long. */
const mostAtOnce = 5000;

/** S4's `retryFailedCalls`. A campaign that had run out of prospects goes on; one that somebody ended waits for a start. */
export async function retryFailed(
  ctx: Context,
  actor: Actor,
  campaignId: string,
  { maxRetries, retryDelay, retryStatuses }: z.output<typeof retryRoute.body>,
): Promise<{ scheduled: number }> {
  const { tenantId } = actor;
  const wish = { mostAttempts: maxRetries, delayMinutes: retryDelay, most: mostAtOnce };
  let scheduled = 0;
  for (const outcome of new Set(retryStatuses)) {
    let after: Id<'prospect'> | undefined;
    do {
      const some = await ctx.db.asTenant(tenantId, async (tx) => {
        const campaign = await mustLock(tx, campaignId);
        if (campaign.status === 'archived') throw new Refusal('campaigns.over');
        const ranOut = (await stateCounts(tx, [campaign.id])).get(campaign.id)?.waiting === 0;
        const done = await store.reopenDone(tx, campaign.id, { ...wish, outcome, after, now: ctx.clock.now() });
        const { reopened } = done;
        if (reopened > 0 && campaign.status === 'completed') await reopen(ctx, tx, actor, { campaign, ranOut });
        if (reopened > 0) await tell(ctx, tx, actor, campaign, 'campaigns.retried', { scheduled: reopened, outcome });
        return done;
      });
      scheduled += some.reopened;
      after = some.reopened === mostAtOnce ? some.last : undefined;
    } while (after);
  }
  return { scheduled };
}

/** Has those looked at again who were skipped for what may have changed: consent, a rule, a limit, a list. */
export async function lookAgain(ctx: Context, actor: Actor, campaignId: string): Promise<{ waiting: number }> {
  let waiting = 0;
  for (let some = mostAtOnce; some === mostAtOnce; waiting += some) {
    some = await ctx.db.asTenant(actor.tenantId, async (tx) => {
      const campaign = await mustLock(tx, campaignId);
      if (campaign.status === 'archived') throw new Refusal('campaigns.over');
      const ranOut = (await stateCounts(tx, [campaign.id])).get(campaign.id)?.waiting === 0;
      const reopened = await reopenSkipped(tx, campaign.id, { now: ctx.clock.now(), most: mostAtOnce });
      if (reopened > 0 && campaign.status === 'completed') await reopen(ctx, tx, actor, { campaign, ranOut });
      await tell(ctx, tx, actor, campaign, 'campaigns.looked_again', { waiting: reopened });
      return reopened;
    });
  }
  return { waiting };
}

async function reopen(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { campaign, ranOut }: { campaign: CampaignRow; ranOut: boolean },
): Promise<void> {
  const status = ranOut ? ('running' as const) : ('paused' as const);
  const pausedBecause = ranOut ? null : `Opened again by ${actor.name}. Start it to call.`;
  await updateCampaign(tx, { ...campaign, status, pausedBecause, completedAt: null, updatedAt: ctx.clock.now() });
}

async function mustLockOne(tx: Tx, campaignId: Id<'campaign'>, prospectId: string): Promise<ProspectRow> {
  const prospect = found(await store.lockProspect(tx, campaignId, found(parseId('prospect', prospectId))));
  if (prospect.state === 'dialling') throw new Refusal('campaigns.prospect_busy');
  return prospect;
}

async function mustLockIdle(tx: Tx, ids: { campaign_id: string; prospect_id: string }): Promise<ProspectRow> {
  const campaign = await mustFind(tx, ids.campaign_id);
  const prospect = await mustLockOne(tx, campaign.id, ids.prospect_id);
  if (isOver(campaign.status)) throw new Refusal('campaigns.over');
  return prospect;
}

async function noteOn(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { campaignId, id }: Pick<ProspectRow, 'campaignId' | 'id'>,
  action: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await note(ctx, tx, actor, action, formatId('prospect', id), details);
  await ctx.outbox.publish(tx, actor.tenantId, { type: 'campaign.changed', campaign_id: campaignId });
}
