import { dialMany, type Intent } from '#features/calls';
import { suppressedAmong } from '#features/compliance';
import type { PlaceOutcome } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { isOfNumber } from '../after-attempt.ts';
import * as store from '../store/running.ts';
import type { Claimed } from './claim-calls.ts';

/** Requests to the carrier at once, of one campaign in one process. */
const abreast = 25;

/** Has the carrier place the calls of a claim; answers for how many seconds it asked to be left alone. */
export async function dialClaimed(ctx: Context, { campaign, intents }: Claimed): Promise<number> {
  const { slowDownSeconds, outcomes } = await dialMany(ctx, campaign.tenantId, intents, {
    abreast,
    mayStill: (tx, slice) => mayStill(ctx, tx, campaign, slice),
  });
  if (slowDownSeconds > 0) {
    const until = new Date(ctx.clock.nowMs() + slowDownSeconds * 1000);
    await ctx.db.asTenant(campaign.tenantId, (tx) => store.restUntil(tx, campaign, until));
  }
  const stop = carrierTrouble(outcomes);
  if (stop !== undefined) {
    await ctx.db.asTenant(campaign.tenantId, async (tx) => {
      await store.pauseBecause(tx, campaign, stop, ctx.clock.now());
      await ctx.outbox.publish(tx, campaign.tenantId, { type: 'campaign.changed', campaign_id: campaign.id });
    });
  }
  return slowDownSeconds;
}

/** Just before the carrier is asked: somebody may have paused, opted out, or the hours may have ended since. */
async function mayStill(
  ctx: Context,
  tx: Tx,
  campaign: store.RunningCampaign,
  slice: readonly Intent[],
): Promise<readonly Intent[]> {
  if (slice.length === 0 || !(await store.stillRunning(tx, campaign.tenantId, campaign.id))) return [];
  const numbers = slice.map(({ call }) => call.to);
  const suppressed = await suppressedAmong(ctx, tx, campaign.tenantId, numbers, campaign.id);
  const now = ctx.clock.now().toISOString();
  return slice.filter(({ call, gate: { decision } }) => {
    const isOpen = decision.closesAt === null || now < decision.closesAt;
    return isOpen && !suppressed.has(call.to);
  });
}

/** So many refusals in a row that are nobody's number's fault: the carrier, the account or our numbers are. */
const mostRefusals = 20;

function carrierTrouble(outcomes: readonly PlaceOutcome[]): string | undefined {
  const last = outcomes.slice(-mostRefusals);
  const refusals = last.filter((outcome) => outcome.outcome === 'refused' && !isOfNumber(outcome.code));
  const [refusal] = refusals;
  if (refusal?.outcome !== 'refused') return undefined;
  // Fewer are enough when nothing else happened: the account is closed, or the number cannot call.
  const isTrouble = refusals.length === outcomes.length ? outcomes.length >= 3 : refusals.length === mostRefusals;
  return isTrouble ? `The carrier refuses to call: ${refusal.message}` : undefined;
}
