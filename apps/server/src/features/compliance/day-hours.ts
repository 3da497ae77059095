import { type Weekday, weekdays } from '@offhook/flow';
import type { CampaignHours } from './campaign-hours.ts';
import { type Interval, merged } from './intervals.ts';
import type { Rule, RuleWeek, Span } from './rules/rule.ts';

/** The minutes of a day that are open on the wall clock; the day is counted from 1970-01-01. */
export type DayHours = (day: number) => readonly Interval[];

export const wholeDay: readonly Interval[] = [[0, 1440]];

/** The hours of a rule, or null for one that has none. */
export function ruleDay(
  { windows, holidayCalendar }: Rule,
  holidays: Readonly<Record<string, readonly string[]>>,
): DayHours | null {
  if (windows === null) return null;
  if (holidayCalendar === null) return onWeekday(windows);
  const dates = holidays[holidayCalendar];
  if (dates === undefined) return () => [];
  const [days, byWeekday] = [daysOf(dates), onWeekday(windows)];
  const { holiday, eve } = windows;
  return (day) => {
    if (holiday !== undefined && days.has(day)) return minutesOf(holiday);
    return eve !== undefined && days.has(day + 1) ? minutesOf(eve) : byWeekday(day);
  };
}

/** The hours of a campaign's week and of its dates. */
export function campaignDay(campaign: CampaignHours): DayHours {
  const dates = new Map(campaign.dates.map(({ date, spans }) => [dayOf(date), minutesOf(spansOf(spans))]));
  const inWeek = weekOf(campaign);
  return (day) => dates.get(day) ?? inWeek[weekdayOf(day)] ?? [];
}

const campaignWeeks = new WeakMap<CampaignHours, readonly (readonly Interval[])[]>();

function weekOf(campaign: CampaignHours): readonly (readonly Interval[])[] {
  const made = campaignWeeks.get(campaign) ?? weekdays.map((day) => onlyOn(campaign, day));
  campaignWeeks.set(campaign, made);
  return made;
}

function onlyOn({ weekly }: CampaignHours, weekday: Weekday): readonly Interval[] {
  if (weekly.length === 0) return wholeDay;
  return minutesOf(spansOf(weekly.filter(({ day }) => day === weekday)));
}

function spansOf(spans: readonly { from: string; to: string }[]): Span[] {
  return spans.map(({ from, to }) => [from, to]);
}

function onWeekday(windows: RuleWeek): DayHours {
  return (day) => minutesOf(windows[weekdays[weekdayOf(day)] ?? 'mon']);
}

const readSpans = new WeakMap<readonly Span[], readonly Interval[]>();

function minutesOf(spans: readonly Span[]): readonly Interval[] {
  const read = readSpans.get(spans) ?? merged(spans.map(([from, to]) => [minuteOf(from), minuteOf(to)]));
  readSpans.set(spans, read);
  return read;
}

const readDates = new WeakMap<readonly string[], ReadonlySet<number>>();

function daysOf(dates: readonly string[]): ReadonlySet<number> {
  const read = readDates.get(dates) ?? new Set(dates.map(dayOf));
  readDates.set(dates, read);
  return read;
}

/** 0 is Monday; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function dayOf(date: string): number {
  return Math.floor(Date.parse(date) / 86_400_000);
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
