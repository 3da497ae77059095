import type { CampaignStats, campaignSchedule, RouteResponse } from '@offhook/contract';
import { seatCounts } from '#features/seats';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { needsSeats } from '../call-of-prospect.ts';
import type { CampaignRow } from '../campaign.ts';
import { dayIn } from '../local-day.ts';
import { doingAt } from '../moment.ts';
import { abandonedSince, daysOf, statsOf, variantsOf } from '../outcome-sums.ts';
import { reasonInShort } from '../prospect.ts';
import { momentIn, scheduleSentence } from '../schedule-sentence.ts';
import { countDue } from '../store/classes.ts';
import { outcomeSums, reasonCounts, stateCounts, usedOn } from '../store/counts.ts';
import { mustFind } from './campaigns.ts';
import type { ClaimPowers, Pacing } from './claim-calls.ts';
import { momentOf } from './moment.ts';

const thirtyDaysMs = 30 * 86_400_000;
const mostDue = 10_000;

export async function campaignStats(ctx: Context, actor: Actor, campaignId: string): Promise<CampaignStats> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { id, settings } = await mustFind(tx, campaignId);
    const sums = await outcomeSums(tx, id);
    const now = ctx.clock.now();
    const used = await usedOn(tx, id, dayIn(settings.time_zone, now));
    const { answered, abandoned } = abandonedSince(sums, monthAgo(settings.time_zone, now));
    const counts = (await stateCounts(tx, [id])).get(id);
    return {
      ...statsOf(sums),
      abandonedRate: answered === 0 ? null : abandoned / answered,
      currency: 'USD',
      remainingToday: Math.max(0, settings.daily_limit - used),
      counts: counts ?? { total: 0, waiting: 0, dialling: 0, done: 0, skipped: 0 },
      reasons: (await reasonCounts(tx, id)).map((each) => ({ ...each, message: reasonInShort(each.code) })),
      days: daysOf(sums),
      variants: variantsOf(settings.variants, sums),
    };
  });
}

function monthAgo(timeZone: string, now: Date): string {
  return dayIn(timeZone, new Date(now.getTime() - thirtyDaysMs));
}

type Schedule = RouteResponse<typeof campaignSchedule>;

/** S4's schedule summary. */
export async function scheduleOf(
  ctx: Context,
  { pace }: Pick<ClaimPowers, 'pace'>,
  actor: Actor,
  campaignId: string,
): Promise<Schedule> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustFind(tx, campaignId);
    const { settings, id } = campaign;
    const moment = await momentOf(ctx, tx, campaign);
    const { now, usedToday, inFlight, resetsAt, waiting } = moment;
    const doing = doingAt(moment);
    const open = waiting.filter(({ openNow }) => openNow).map((each) => each.class);
    const timeZone = settings.time_zone;
    const recent = abandonedSince(await outcomeSums(tx, id), monthAgo(timeZone, now));
    return {
      status: campaign.status,
      sentence: scheduleSentence(moment, doing, { paused_because: campaign.pausedBecause, timeZone }),
      ...{ calling: doing.calling, time_zone: timeZone, local_time: momentIn(timeZone, now, now) },
      ...{ day: dayIn(timeZone, now), daily_limit: settings.daily_limit, used_today: usedToday },
      remaining_today: Math.max(0, settings.daily_limit - usedToday),
      resets_at: resetsAt.toISOString(),
      ...{ concurrency: settings.concurrency, in_flight: inFlight, calls_per_second: settings.calls_per_second },
      window_open: doing.windowOpen,
      window_closes_at: doing.closesAt?.toISOString() ?? null,
      next_opening_at: doing.nextOpening?.toISOString() ?? null,
      next_call_at: doing.nextCallAt?.toISOString() ?? null,
      due_now: await countDue(tx, id, { classes: open, now, most: mostDue }),
      seats: await seatsOf(ctx, tx, campaign),
      pacing: needsSeats(settings) ? { mode: settings.mode, ...shown(await pace(tx, campaign, recent)) } : null,
      abandoned_30_days: { ...recent, share: recent.answered === 0 ? null : recent.abandoned / recent.answered },
    };
  });
}

function shown({ wanted, because }: Pacing): Pick<Pacing, 'wanted' | 'because'> {
  return { wanted, because };
}

async function seatsOf(ctx: Context, tx: Tx, { settings, tenantId, id }: CampaignRow): Promise<Schedule['seats']> {
  if (!needsSeats(settings)) return { ready: 0, talking: 0, wrapping_up: 0, away: 0 };
  const { ready, talkingSinceMs, wrapUpSinceMs, away } = await seatCounts(ctx, tx, tenantId, id);
  return { ready, talking: talkingSinceMs.length, wrapping_up: wrapUpSinceMs.length, away };
}
