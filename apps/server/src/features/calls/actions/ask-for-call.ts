import type { PlaceOutcome } from '#providers/carrier';
import type { Context } from '../../../context.ts';
import { attemptLinks } from '../links.ts';
import { type AttemptRow, stillIntended } from '../store/attempts.ts';
import type { Intent } from './write-intents.ts';

const mostTries = 3;
/** Whoever asked us waits meanwhile: longer than this all in all is their decision. */
const longestBackOffMs = 8000;

/** Asks once; only "slow down" is asked again, since the carrier says that it never processed such a request. */
export async function askForCall(ctx: Context, intent: Intent): Promise<PlaceOutcome> {
  const { attempt, connection } = intent;
  const order = orderOf(ctx, intent);
  let leftMs = longestBackOffMs;
  for (let tries = 1; ; tries += 1) {
    if (!(await isStillWanted(ctx, attempt)))
      return { outcome: 'refused', code: 'given-up', message: 'It was given up.' };
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

// Just before the carrier is asked: somebody may have hung up, or another node given up on us.
function isStillWanted(ctx: Context, { tenantId, id }: AttemptRow): Promise<boolean> {
  return ctx.db.asTenant(tenantId, async (tx) => (await stillIntended(tx, [id])).has(id));
}
