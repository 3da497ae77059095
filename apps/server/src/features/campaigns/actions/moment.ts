import { openingsOf } from '#features/compliance';
import { seatCounts } from '#features/seats';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { needsSeats, voicesOf } from '../call-of-prospect.ts';
import type { CampaignRow } from '../campaign.ts';
import { campaignHoursOf } from '../campaign-hours.ts';
import { dayIn, nextDayIn } from '../local-day.ts';
import type { CampaignMoment, WaitingClass } from '../moment.ts';
import { marginSeconds } from '../not-dialled.ts';
import { type DueClass, waitingClasses } from '../store/classes.ts';
import { loadOf } from '../store/running.ts';

/** What a campaign does now follows from this. */
export async function momentOf(ctx: Context, tx: Tx, campaign: CampaignRow): Promise<CampaignMoment> {
  const { settings, status, startsAt, tenantId, id } = campaign;
  const now = ctx.clock.now();
  const { inFlight, usedToday } = await loadOf(tx, campaign, dayIn(settings.time_zone, now));
  const classes = await waitingClasses(tx, id);
  const resetsAt = nextDayIn(settings.time_zone, now);
  const isUsedUp = usedToday >= settings.daily_limit;
  return {
    ...{ now, status, startsAt, usedToday, resetsAt, inFlight },
    ...{ dailyLimit: settings.daily_limit, concurrency: settings.concurrency },
    seatsReady: needsSeats(settings) ? (await seatCounts(ctx, tx, tenantId, id)).ready : null,
    waiting: await openingsOfClasses(ctx, tx, campaign, classes, now),
    waitingAfterReset: isUsedUp ? await openingsOfClasses(ctx, tx, campaign, classes, resetsAt) : [],
  };
}

/** When calls to some classes are allowed, as seen at an instant. */
export async function openingsOfClasses<Class extends DueClass>(
  ctx: Context,
  tx: Tx,
  { settings, tenantId }: Pick<CampaignRow, 'settings' | 'tenantId'>,
  classes: readonly Class[],
  at: Date,
): Promise<(Class & WaitingClass)[]> {
  if (classes.length === 0) return [];
  const openings = await openingsOf(ctx, tx, tenantId, {
    ...{ classes, at, purpose: settings.purpose, voices: voicesOf(settings) },
    ...{ campaign: campaignHoursOf(settings), marginSeconds },
  });
  return classes.map((each, index) => {
    const { openNow = false, closesAt = null, nextOpening = null } = openings[index] ?? {};
    return { ...each, dueAt: each.nextAt, openNow, closesAt, nextOpening };
  });
}
