import { dayNameAt, hoursStateAt, nextChange } from '@offhook/flow';
import type { Calendar, HoursState, Weekday } from '@offhook/flow/shapes';

export const weekdayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

export interface HoursNow {
  state: HoursState;
  /** `Open now`, or `Holiday now: Christmas Day`. */
  now: string;
  /** `Closes at 17:00 (Europe/Rome)`. */
  next: string;
}

/** What holds at a moment, and what comes next, in words. */
export function hoursNow(calendar: Calendar, atMs: number): HoursNow {
  const at = new Date(atMs);
  const state = hoursStateAt(calendar, at);
  const name = dayNameAt(calendar, at);
  const next = nextChange(calendar, at);
  const now = name ? `${nowWords[state]}: ${name}` : nowWords[state];
  if (!next) return { state, now, next: `${foreverWords[state]} (${calendar.time_zone})` };
  const change = state === 'holiday' && next.state === 'closed' ? 'The holiday ends' : changeWords[next.state];
  return { state, now, next: `${change} ${moment(next.at, at, calendar.time_zone)} (${calendar.time_zone})` };
}

const nowWords: Readonly<Record<HoursState, string>> = {
  open: 'Open now',
  closed: 'Closed now',
  holiday: 'Holiday now',
};
const changeWords: Readonly<Record<HoursState, string>> = {
  open: 'Opens',
  closed: 'Closes',
  holiday: 'A holiday begins',
};

const foreverWords: Readonly<Record<HoursState, string>> = {
  open: 'Never closes',
  closed: 'Never opens',
  holiday: 'Never ends',
};

/** `at 17:00`, `on Monday at 09:00` or, further away, `on 25 Dec 2026 at 00:00`. */
function moment(at: Date, from: Date, zone: string): string {
  const timeZone = isKnown(zone) ? zone : 'UTC';
  const format = (options: Intl.DateTimeFormatOptions, date: Date) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(date);
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at);
  if (format(day, at) === format(day, from)) return `at ${time}`;
  const isSoon = at.getTime() - from.getTime() < 6 * 86_400_000;
  return `on ${format(isSoon ? { weekday: 'long' } : day, at)} at ${time}`;
}

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** The year whose holidays are still to come: from October on the next one. */
export function yearToImport(atMs: number): number {
  const at = new Date(atMs);
  return at.getUTCFullYear() + (at.getUTCMonth() >= 9 ? 1 : 0);
}
