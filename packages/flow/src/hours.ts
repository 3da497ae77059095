import { type Calendar, type GreetingSchedule, type HoursState, weekdays } from './calendar-shapes.ts';
import {
  dayMs,
  dayOfDate,
  minuteOf,
  offsetMs,
  offsetsBetween,
  type WallTime,
  wallTime,
  weekdayOfDay,
} from './wall-clock.ts';

/**
 * A holiday wins over a special day, and a special day over the week. A row holds while the wall clock shows a time in
 * it: an hour that the clocks repeat counts twice, one that they skip not at all.
 *
 * @example
 * hoursStateAt({ time_zone: 'Europe/Rome', weekly: [{ day: 'mon', from: '09:00', to: '17:00' }], special: [], holidays: [] },
 *   new Date('2026-11-23T08:00:00Z')); // 'open'
 */
export function hoursStateAt(calendar: Calendar, at: Date): HoursState {
  return stateOnWall(calendar, wallTime(at.getTime() + offsetMs(calendar.time_zone, at.getTime())));
}

function stateOnWall(calendar: Calendar, wall: WallTime): HoursState {
  if (calendar.holidays.some((span) => isDated(span, wall))) return 'holiday';
  if (calendar.special.some(({ date }) => date === wall.date))
    return calendar.special.some((span) => isDated(span, wall)) ? 'open' : 'closed';
  return calendar.weekly.some((span) => isWeekly(span, wall)) ? 'open' : 'closed';
}

type Weekly = Calendar['weekly'][number];
type Dated = Calendar['holidays'][number];

function isWeekly(span: Weekly, wall: WallTime): boolean {
  return weekdays[wall.weekday] === span.day && isDuring(span, wall.minute);
}

function isDated(span: Dated, wall: WallTime): boolean {
  return span.date === wall.date && isDuring(span, wall.minute);
}

function isDuring({ from, to }: { from?: string | undefined; to?: string | undefined }, minute: number): boolean {
  return from === undefined || to === undefined || (minute >= minuteOf(from) && minute < minuteOf(to));
}

/** The name of the holiday or special day that holds at an instant. */
export function dayNameAt(calendar: Calendar, at: Date): string | null {
  const wall = wallTime(at.getTime() + offsetMs(calendar.time_zone, at.getTime()));
  const named = [...calendar.holidays, ...calendar.special].find((span) => isDated(span, wall));
  return named?.name ?? null;
}

/** Whether a greeting's own time is now: a row of its week or of its dates. */
export function spansCover(schedule: GreetingSchedule, at: Date): boolean {
  const wall = wallTime(at.getTime() + offsetMs(schedule.time_zone, at.getTime()));
  return schedule.weekly.some((span) => isWeekly(span, wall)) || schedule.dates.some((span) => isDated(span, wall));
}

/** The first instant after `at` with another state, or null when this one stays for good. */
export function nextChange(calendar: Calendar, at: Date): { at: Date; state: HoursState } | null {
  const now = hoursStateAt(calendar, at);
  const today = wallTime(at.getTime() + offsetMs(calendar.time_zone, at.getTime())).date;
  const boundaries = minutesByDay(calendar);
  for (const day of daysToLookAt(calendar, dayOfDate(today))) {
    for (const { instant, wallMs } of instantsOfDay(calendar.time_zone, day, boundaries(day))) {
      if (instant <= at.getTime()) continue;
      const state = stateOnWall(calendar, wallTime(wallMs));
      if (state !== now) return { at: new Date(instant), state };
    }
  }
  return null;
}

// Long enough to hold a whole week without a dated row and without a change of the clocks: a state that lasts through
// such a week lasts until the next dated row.
const daysAfterRow = 20;

/** Today and every dated row to come, each with the days after it, in order. */
function* daysToLookAt(calendar: Calendar, today: number): Generator<number> {
  const dated = [...calendar.special, ...calendar.holidays].map(({ date }) => dayOfDate(date));
  const starts = [today, ...dated.filter((day) => day > today)].toSorted((a, b) => a - b);
  let next = today;
  for (const start of starts) {
    for (next = Math.max(next, start); next < start + daysAfterRow; next += 1) yield next;
  }
}

function minutesByDay(calendar: Calendar): (day: number) => ReadonlySet<number> {
  const ofWeek = weekdays.map((name) => endsOf(calendar.weekly.filter(({ day }) => day === name)));
  const ofDate = Map.groupBy([...calendar.special, ...calendar.holidays], ({ date }) => dayOfDate(date));
  return (day) => new Set([0, ...(ofWeek[weekdayOfDay(day)] ?? []), ...endsOf(ofDate.get(day) ?? [])]);
}

function endsOf(spans: readonly { from?: string | undefined; to?: string | undefined }[]): number[] {
  return spans.flatMap(({ from, to }) =>
    from === undefined || to === undefined ? [] : [minuteOf(from), minuteOf(to)],
  );
}

interface WallInstant {
  instant: number;
  wallMs: number;
}

/** Every instant of a day at which the wall shows one of these minutes or the clocks change, in order. */
function instantsOfDay(timeZone: string, day: number, minutes: ReadonlySet<number>): WallInstant[] {
  // Zones reach from 12 hours behind UTC to 14 hours ahead, so the day lies within these.
  const { before, after, changesAt } = offsetsBetween(timeZone, day * dayMs - 15 * hourMs, day * dayMs + 37 * hourMs);
  const shown = [...minutes].flatMap((minute) =>
    [before, after].map((offset) => day * dayMs + minute * 60_000 - offset),
  );
  if (changesAt !== null) shown.push(changesAt);
  return [...new Set(shown)]
    .toSorted((a, b) => a - b)
    .map((instant) => ({ instant, wallMs: instant + (changesAt === null || instant < changesAt ? before : after) }))
    .filter(({ wallMs }) => Math.floor(wallMs / dayMs) === day);
}

const hourMs = 3_600_000;
