import type { CampaignHours } from './campaign-hours.ts';
import { campaignDay, type DayHours, ruleDay, wholeDay } from './day-hours.ts';
import { type Interval, intersection, merged } from './intervals.ts';
import { type RuledCall, rulesInForce } from './rules/in-force.ts';
import type { Rule } from './rules/rule.ts';
import { beginOf, endOf, isZone, offsetAt } from './zone-clock.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const furthestAheadMs = 14 * 3_600_000;

/** Whom is called, why, and by which rules. */
export interface OpenTimesGiven extends RuledCall {
  /** All places where the phone may be: calls are made only while it is open in each. */
  zones: readonly string[];
  /** All rules; those that hold are picked. */
  rules: readonly Rule[];
  /** Dates by calendar. A rule whose calendar is missing here keeps closed: nobody knows whether it is a holiday. */
  holidays: Readonly<Record<string, readonly string[]>>;
  campaign?: CampaignHours | null | undefined;
  /** So long before the end nothing is begun any more. */
  marginSeconds?: number | undefined;
}

export interface OpenTimes {
  openNow: boolean;
  /** From then on it is closed; null while closed, and when it stays open for more than 14 days. */
  closesAt: Date | null;
  /** The first instant from now on at which it is open: now itself while it is; null: never within 14 days. */
  nextOpening: Date | null;
}

/**
 * Whether calls may be made now, and until or from when.
 *
 * @example
 * openTimes({ zones: ['America/New_York'], jurisdictions: ['US', 'US-FL'], purpose: 'telemarketing', voice: 'live',
 *   rules: allRules, holidays: {} }, new Date('2026-11-21T23:00:00Z')).closesAt; // 2026-11-22T01:00:00.000Z
 */
export function openTimes(given: OpenTimesGiven, at: Date): OpenTimes {
  const clocks = clocksOf(given, at);
  if (clocks === null) return { openNow: false, closesAt: null, nextOpening: null };
  const now = at.getTime();
  const marginMs = (given.marginSeconds ?? 0) * 1000;
  const openUntil = (horizon: number) =>
    openIntervals(clocks, given.campaign ?? null, [now, horizon + dayMs])
      .map(([from, to]): Interval => [from, to - marginMs])
      .find(([from, to]) => from < to && to > now);
  // Most answers lie within a day; only the others need the whole fortnight.
  const soon = openUntil(now + dayMs);
  const horizon = soon && soon[1] <= now + dayMs ? now + dayMs : now + 14 * dayMs;
  return answer(horizon === now + dayMs ? soon : openUntil(horizon), now, horizon);
}

function answer(open: Interval | undefined, now: number, horizon: number): OpenTimes {
  if (open === undefined || open[0] > horizon) return { openNow: false, closesAt: null, nextOpening: null };
  const openNow = open[0] <= now;
  return {
    openNow,
    closesAt: openNow && open[1] <= horizon ? new Date(open[1]) : null,
    nextOpening: new Date(Math.max(open[0], now)),
  };
}

/** A wall clock and the hours that are read on it. */
interface ClockHours {
  zone: string;
  hours: readonly DayHours[];
}

/** null: nobody knows where or when it would be open. */
function clocksOf(given: OpenTimesGiven, at: Date): ClockHours[] | null {
  const { zones, holidays, campaign } = given;
  const hours = rulesInForce(given.rules, given, at).flatMap((rule) => ruleDay(rule, holidays) ?? []);
  const ofCampaign =
    campaign && (campaign.weekly.length > 0 || campaign.dates.length > 0) ? [campaignDay(campaign)] : [];
  const there = campaign?.zone ? hours : [...hours, ...ofCampaign];
  const clocks = there.length === 0 ? [] : zones.map((zone) => ({ zone, hours: there }));
  if (there.length > 0 && zones.length === 0) return null;
  if (campaign?.zone) clocks.push({ zone: campaign.zone, hours: ofCampaign });
  return clocks.every(({ zone }) => isZone(zone)) ? clocks : null;
}

function openIntervals(clocks: readonly ClockHours[], campaign: CampaignHours | null, within: Interval): Interval[] {
  const from = campaign?.startsAt ? Date.parse(campaign.startsAt) : Number.NEGATIVE_INFINITY;
  const to = campaign?.endsAt ? Date.parse(campaign.endsAt) : Number.POSITIVE_INFINITY;
  let open: readonly Interval[] = from < to ? [[from, to]] : [];
  for (const clock of clocks) open = intersection(open, intervalsOf(clock, within));
  return [...open];
}

/** When the hours of one clock are open, from the day of the first instant until the last one. */
function intervalsOf({ zone, hours }: ClockHours, [from, until]: Interval): Interval[] {
  const intervals: Interval[] = [];
  const today = Math.floor((from + offsetAt(zone, from)) / dayMs);
  for (let day = today; day * dayMs <= until + furthestAheadMs; day += 1) {
    let open = wholeDay;
    for (const onDay of hours) open = intersection(open, onDay(day));
    for (const [begin, end] of open) {
      intervals.push([beginOf(zone, day * dayMs + begin * minuteMs), endOf(zone, day * dayMs + end * minuteMs)]);
    }
  }
  return merged(intervals);
}
