import type { NotDialled, Prospect } from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { prospectById } from '../store/prospects.ts';
import * as store from '../store/running.ts';
import { type ClaimPowers, openClassesOf, roomOf } from './claim-calls.ts';
import { judgeProspects } from './decide-prospects.ts';
import { presentProspect } from './present-prospect.ts';

/** So long nobody else is given a prospect whom somebody looks at. */
const lookingMs = 300_000;
/** So many are passed over at once when they may not be called. */
const mostPassedOver = 20;

/** Gives a person the prospect who is called next, to look at before they call: nobody else gets them meanwhile. */
export async function previewNext(
  ctx: Context,
  powers: ClaimPowers,
  actor: Actor,
  campaignId: string,
): Promise<{ prospect: Prospect | null; passed_over: NotDialled[] }> {
  const id: Id<'campaign'> = found(parseId('campaign', campaignId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = found(await store.lockCampaign(tx, actor.tenantId, id));
    if (campaign.status !== 'running') throw new Refusal('campaigns.not_running', { status: campaign.status });
    if (campaign.settings.mode !== 'preview') throw new Refusal('campaigns.not_preview');
    const now = ctx.clock.now();
    const { abandonment } = await roomOf(ctx, tx, powers, campaign);
    const { open } = await openClassesOf(ctx, tx, campaign);
    const due = await store.takeDue(tx, campaign, { classes: open, now, limit: mostPassedOver });
    const { passed, refused } = await judgeProspects(ctx, tx, campaign, due, abandonment);
    await store.noteRefused(tx, campaign, refused, now);
    const reasons = refused.map(({ reason }) => reason);
    const [next] = passed;
    if (!next) return { prospect: null, passed_over: reasons };
    const prospectId = next.prospect.id;
    await store.setNextAt(tx, campaign, { prospectId, nextAt: new Date(now.getTime() + lookingMs), now });
    return { prospect: presentProspect(found(await prospectById(tx, id, prospectId))), passed_over: reasons };
  });
}
