import type { Id } from '@offhook/kit';
import { isMachine } from '#features/calls';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { afterAttempt, outcomeOf } from '../after-attempt.ts';
import * as store from '../store/settling.ts';
import { wakeRunner } from '../store/wake.ts';
import { isSuccess, spokenSeconds } from '../success.ts';

/**
 * Writes on prospects what came of their calls that ended, or of which something was learned since. The same calls again
 * change nothing: an attempt has one outcome, and the prospect goes on from it once.
 */
export async function settleProspects(
  ctx: Context,
  tx: Tx,
  calls: readonly { tenantId: Id<'workspace'>; id: Id<'call'> }[],
): Promise<void> {
  const ended = await store.endedAttempts(tx, calls);
  if (ended.length === 0) return;
  const settled = ended.map((each) => {
    const call = { ...each, answeredByMachine: isMachine(each.answeredBy) };
    const outcome = outcomeOf(call);
    const { attempts, endedAt, settings, connects, isAccepted, seconds, said } = each;
    const isConnected = connects === 'seat' ? !each.abandoned : isAccepted;
    const openingSeconds = said === null ? null : spokenSeconds(said);
    const succeeded = isSuccess({ outcome, wantsConnection: connects !== null, isConnected, seconds, openingSeconds });
    return { ...each, outcome, succeeded, after: afterAttempt(settings, { outcome, attempts, endedAt, call }) };
  });
  await store.writeOutcomes(tx, settled);
  // What is learned late, such as that a machine had answered, corrects what was thought; the next call corrects nothing.
  const fresh = settled.filter(({ isLatest, before, outcome }) => isLatest && before !== outcome);
  await store.writeProspects(tx, fresh, ctx.clock.now());
  await store.giveBack(
    tx,
    settled.filter(({ before, outcome }) => before === null && outcome === 'not-placed'),
  );
  const campaigns = Map.groupBy(settled, ({ campaignId }) => campaignId);
  for (const [campaignId, [one]] of campaigns) {
    if (!one) continue;
    await ctx.outbox.publish(tx, one.tenantId, { type: 'campaign.changed', campaign_id: campaignId });
    wakeRunner(tx, campaignId);
  }
}
