import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { CampaignRow } from '../campaign.ts';
import { assumptionsFor, capacityOf, type ForecastSums } from '../forecast.ts';
import { dayIn } from '../local-day.ts';
import { type DueClass, mainClass } from '../store/classes.ts';
import { outcomeSums, usedOn } from '../store/counts.ts';
import { openingsOfClasses } from './moment.ts';

const weekMs = 7 * 86_400_000;
/** Hours that change more often than that within a week are not looked at to their end. */
const mostSteps = 100;

/** A dry run that has examined nobody yet: how calls are expected to go, and how many a day takes. */
export async function newSums(ctx: Context, tx: Tx, campaign: CampaignRow): Promise<ForecastSums> {
  const { settings, id } = campaign;
  const now = ctx.clock.now();
  const start = campaign.startsAt && campaign.startsAt > now ? campaign.startsAt : now;
  const assumptions = assumptionsFor(settings, await outcomeSums(tx, id));
  const main = await mainClass(tx, id);
  const week = main ? await openWeek(ctx, tx, campaign, { main, start }) : { days: 0, seconds: 0, firstDay: undefined };
  const callsPerDay = capacityOf(settings, week.days === 0 ? 0 : week.seconds / week.days, assumptions);
  const today = dayIn(settings.time_zone, now);
  const left = week.firstDay === today ? settings.daily_limit - (await usedOn(tx, id, today)) : callsPerDay;
  return {
    ...{ assumptions, callsPerDay, firstDay: Math.max(0, Math.min(callsPerDay, left)) },
    ...{ openDays: week.days, openSeconds: week.days === 0 ? 0 : week.seconds / week.days },
    ...{ examined: 0, dialled: 0, skipped: [], left: {}, firstCallAt: null, lastCallAt: null },
  };
}

/** The hours of most prospects in the week after the start: on how many days, and how long together. */
async function openWeek(
  ctx: Context,
  tx: Tx,
  campaign: CampaignRow,
  { main, start }: { main: DueClass; start: Date },
): Promise<{ days: number; seconds: number; firstDay: string | undefined }> {
  const end = new Date(start.getTime() + weekMs);
  const days = new Set<string>();
  let seconds = 0;
  for (let at = start, step = 0; at < end && step < mostSteps; step += 1) {
    const [opening] = await openingsOfClasses(ctx, tx, campaign, [main], at);
    if (!opening?.nextOpening || opening.nextOpening >= end) break;
    if (!opening.openNow) {
      at = opening.nextOpening;
      continue;
    }
    const until = opening.closesAt && opening.closesAt < end ? opening.closesAt : end;
    days.add(dayIn(campaign.settings.time_zone, at));
    seconds += (until.getTime() - at.getTime()) / 1000;
    at = until;
  }
  // Hours without end are open every day.
  const [firstDay] = days;
  return { days: seconds >= weekMs / 1000 ? 7 : Math.min(7, days.size), seconds, firstDay };
}
