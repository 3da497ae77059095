import { suppressedAmong } from '#features/compliance';
import type { PlaceOutcome } from '#providers/carrier';
import type { Context } from '../../../context.ts';
import { isOpenAt } from '../gate-window.ts';
import { attemptLinks } from '../links.ts';
import { noteAsked, stillIntended } from '../store/attempts.ts';
import type { Intent } from './write-intents.ts';

const mostTries = 3;
/** Whoever asked us waits meanwhile: longer than this all in all is their decision. */
const longestBackOffMs = 8000;

/** Asks once; only "slow down" is asked again, since the carrier says that it never processed such a request. */
export async function askForCall(ctx: Context, intent: Intent): Promise<PlaceOutcome> {
  const { connection } = intent;
  const order = orderOf(ctx, intent);
  let leftMs = longestBackOffMs;
  for (let tries = 1; ; tries += 1) {
    const objection = await objectionTo(ctx, intent);
    if (objection !== undefined) return { outcome: 'refused', code: 'given-up', message: objection };
    const outcome = await connection.carrier.placeCall(order);
    if (outcome.outcome !== 'busy' || tries === mostTries) return outcome;
    // Never before the carrier's own time; apart from one another, or all come back at once.
    const pauseMs = outcome.retryAfterSeconds * 1000 * (1 + ctx.random.next() / 2);
    leftMs -= pauseMs;
    if (leftMs < 0) return outcome;
    await ctx.clock.sleep(pauseMs);
  }
}

export function orderOf(ctx: Context, { call, plan, attempt }: Intent) {
  const { page } = attemptLinks(ctx, attempt);
  return {
    to: call.to,
    from: call.from,
    answerUrl: page('outbound'),
    fallbackUrl: page('fallback'),
    statusUrl: page('status'),
    recordingUrl: page('recording'),
    machineUrl: page('amd'),
    ringTimeoutSeconds: attempt.ringTimeoutSeconds,
    timeLimitSeconds: attempt.timeLimitSeconds,
    // An announced recording begins by a document, once the sentence was said.
    record: call.wantsRecording && plan.announcement === null,
    machineDetection: attempt.machineDetection,
    untilBeep: plan.drop !== null,
  };
}

/**
 * Just before the carrier is asked: somebody may have hung up, another node may have given up on us, and while we waited for
 * the carrier's time the hours may have ended, or the person may have opted out.
 */
function objectionTo(ctx: Context, { call, attempt, gate }: Intent): Promise<string | undefined> {
  const { tenantId, id } = attempt;
  const { facts, decision } = gate;
  const now = ctx.clock.now();
  return ctx.db.asTenant(tenantId, async (tx) => {
    if (!(await stillIntended(tx, [id])).has(id)) return 'It was given up.';
    if (!isOpenAt(gate, now)) return 'The hours in which this number may be called are over.';
    const isPersonal = facts.wish.purpose === 'personal' && call.campaignId === null;
    const isOverridden = decision.overridden.some(({ code }) => code === 'compliance.suppressed');
    if (!isPersonal && !isOverridden) {
      const suppressed = await suppressedAmong(ctx, tx, tenantId, [call.to], call.campaignId ?? undefined);
      if (suppressed.has(call.to)) return 'This number asks not to be called, since a moment ago.';
    }
    await noteAsked(tx, tenantId, [id], now);
    return undefined;
  });
}
