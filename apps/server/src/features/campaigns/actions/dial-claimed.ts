import { dialMany, type Intent, isOpenAt } from '#features/calls';
import { type GateDecision, type GateReason, suppressedAmong, weigh } from '#features/compliance';
import type { PlaceOutcome } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { isOfNumber } from '../after-attempt.ts';
import { campaignHoursOf } from '../campaign-hours.ts';
import { marginSeconds } from '../not-dialled.ts';
import * as store from '../store/running.ts';
import type { Claimed } from './claim-calls.ts';

/** Requests to the carrier at once, of one campaign in one process. */
const abreast = 25;

/** What a process remembers of a campaign's luck with the carrier, over claims. */
export interface Trouble {
  /** Refusals in a row that are no number's fault, and requests without an answer. */
  refusals: number;
  silences: number;
  /** How often in a row it was asked to slow down. */
  slowDowns: number;
}

export const newTrouble = (): Trouble => ({ refusals: 0, silences: 0, slowDowns: 0 });

/** So many in a row, and it is the carrier, the account or our numbers. */
const mostInARow = { refusals: 5, silences: 20 };
const longestRestMs = 60_000;

/** Has the carrier place the calls of a claim; answers for how many milliseconds to leave it alone. */
export async function dialClaimed(
  ctx: Context,
  { campaign, intents }: Claimed,
  trouble: Trouble = newTrouble(),
): Promise<number> {
  const { slowDownSeconds, outcomes } = await dialMany(ctx, campaign.tenantId, intents, {
    abreast,
    mayStill: (tx, slice) => mayStill(ctx, tx, campaign, slice),
  });
  for (const outcome of outcomes) remember(trouble, outcome);
  const stop = carrierTrouble(trouble, outcomes);
  if (stop !== undefined) {
    await ctx.db.asTenant(campaign.tenantId, async (tx) => {
      await store.pauseBecause(tx, campaign, stop, ctx.clock.now());
      await ctx.outbox.publish(tx, campaign.tenantId, { type: 'campaign.changed', campaign_id: campaign.id });
    });
  }
  if (slowDownSeconds === 0) return 0;
  const restMs = Math.max(slowDownSeconds * 1000, Math.min(longestRestMs, 1000 * 2 ** trouble.slowDowns));
  const until = new Date(ctx.clock.nowMs() + restMs);
  await ctx.db.asTenant(campaign.tenantId, (tx) => store.restUntil(tx, campaign, until));
  return restMs;
}

function remember(trouble: Trouble, outcome: PlaceOutcome): void {
  if (outcome.outcome === 'placed') Object.assign(trouble, newTrouble());
  else if (outcome.outcome === 'busy') trouble.slowDowns += 1;
  else if (outcome.outcome === 'unknown') trouble.silences += 1;
  else if (!isOfNumber(outcome.code)) trouble.refusals += 1;
}

function carrierTrouble({ refusals, silences }: Trouble, outcomes: readonly PlaceOutcome[]): string | undefined {
  if (silences >= mostInARow.silences) return `The carrier did not answer ${silences} requests in a row.`;
  if (refusals < mostInARow.refusals) return undefined;
  const said = outcomes.findLast((outcome) => outcome.outcome === 'refused');
  return `The carrier refuses to call: ${said?.message ?? 'it did not say why.'}`;
}

/** Just before the carrier is asked: somebody may have paused, opted out, or the hours may have ended since. */
async function mayStill(
  ctx: Context,
  tx: Tx,
  campaign: store.RunningCampaign,
  slice: readonly Intent[],
): Promise<readonly Intent[]> {
  if (slice.length === 0 || !(await store.stillRunning(tx, campaign.tenantId, campaign.id))) return [];
  const still = await weighedAgain(ctx, tx, campaign, slice);
  const numbers = still.map(({ call }) => call.to);
  const suppressed = await suppressedAmong(ctx, tx, campaign.tenantId, numbers, campaign.id);
  const now = ctx.clock.now();
  return still.filter(({ call, gate }) => isOpenAt(gate, now) && !suppressed.has(call.to));
}

/** A decision holds so long without being made again: a slow carrier, or a clock that was set, makes it old. */
const freshMs = 5000;

async function weighedAgain(
  ctx: Context,
  tx: Tx,
  campaign: store.RunningCampaign,
  slice: readonly Intent[],
): Promise<readonly Intent[]> {
  const nowMs = ctx.clock.nowMs();
  const ageMs = ({ gate }: Intent) => nowMs - Date.parse(gate.facts.at);
  const old = slice.filter((intent) => ageMs(intent) < 0 || ageMs(intent) > freshMs);
  if (old.length === 0) return slice;
  const verdicts = await weigh(
    ctx,
    tx,
    campaign.tenantId,
    old.map(({ gate }) => gate.facts.wish),
    { campaignHours: campaignHoursOf(campaign.settings), marginSeconds },
  );
  const refused = new Set(old.filter((_, index) => isRefusedNow(verdicts[index]?.decision)));
  return slice.filter((intent) => !refused.has(intent));
}

/** This very call is written down by now, and counts itself. */
const ofItself: ReadonlySet<string> = new Set(['compliance.too_many_attempts', 'compliance.too_fast']);

// Of the day's money this call, too, has set something aside.
function isOfOthers({ code, details }: GateReason): boolean {
  return !ofItself.has(code) && !('reserved_micros' in details);
}

function isRefusedNow(decision: GateDecision | undefined): boolean {
  return decision?.allowed === false && decision.reasons.some(isOfOthers);
}
