import type { previewNext as previewRoute, RouteResponse } from '@offhook/contract';
import { parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { prospectsByIds } from '../store/prospects.ts';
import * as store from '../store/running.ts';
import { type ClaimPowers, openClassesOf, roomOf } from './claim-calls.ts';
import { judgeProspects } from './decide-prospects.ts';
import { presentProspect } from './present-prospect.ts';

/** So long nobody else is given a prospect whom somebody looks at. */
const lookingMs = 300_000;
/** So many are passed over at once when they may not be called. */
const mostPassedOver = 20;

type Previewed = RouteResponse<typeof previewRoute>;

/** Gives a person the prospect who is called next, to look at before they call: nobody else gets them meanwhile. */
export async function previewNext(
  ctx: Context,
  powers: ClaimPowers,
  actor: Actor,
  campaignId: string,
): Promise<Previewed> {
  const id = found(parseId('campaign', campaignId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = found(await store.lockCampaign(tx, actor.tenantId, id));
    if (campaign.status !== 'running') throw new Refusal('campaigns.not_running', { status: campaign.status });
    if (campaign.settings.mode !== 'preview') throw new Refusal('campaigns.not_preview');
    const now = ctx.clock.now();
    const { abandonment } = await roomOf(ctx, tx, powers, campaign);
    const { open } = await openClassesOf(ctx, tx, campaign);
    const due = await store.takeDue(tx, campaign, { classes: open, now, limit: mostPassedOver });
    const { passed, refused, stop } = await judgeProspects(ctx, tx, campaign, due, { abandonment });
    if (stop !== undefined) throw new Refusal('campaigns.not_now', { reason: stop });
    await store.noteRefused(tx, campaign, refused, now);
    const next = passed[0]?.prospect.id;
    if (next) {
      await store.setNextAt(tx, campaign, { prospectId: next, nextAt: new Date(now.getTime() + lookingMs), now });
    }
    if (next || refused.length > 0) {
      await ctx.outbox.publish(tx, actor.tenantId, { type: 'campaign.changed', campaign_id: id });
    }
    return present(tx, campaign, { next, refused });
  });
}

async function present(
  tx: Tx,
  { id }: store.RunningCampaign,
  { next, refused }: { next: store.DueProspect['id'] | undefined; refused: readonly store.Refused[] },
): Promise<Previewed> {
  const ids = [...(next ? [next] : []), ...refused.map((each) => each.id)];
  const rows = new Map((await prospectsByIds(tx, id, ids)).map((row) => [row.id, row]));
  return {
    prospect: next ? presentProspect(found(rows.get(next))) : null,
    passed_over: refused.map((each) => ({
      prospect: presentProspect(found(rows.get(each.id))),
      reason: each.reason,
    })),
  };
}
