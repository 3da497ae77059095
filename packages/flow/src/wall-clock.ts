export const dayMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a formatter takes about 30 times as long as using it.
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = makeFormat(timeZone);
  formats.set(timeZone, made);
  return made;
}

/** A zone that this machine does not know is read as UTC: a call must be answered whatever the zone data say. */
function makeFormat(timeZone: string): Intl.DateTimeFormat {
  const options = { timeZone, timeZoneName: 'longOffset' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', options);
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
}

/** How far the wall clock of a zone is ahead of UTC at an instant. */
export function offsetMs(timeZone: string, atMs: number): number {
  const [, sign, hours, minutes, seconds] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(formatOf(timeZone).format(atMs)) ?? [];
  if (sign === undefined) return 0;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === '-' ? -size : size;
}

/** What calendar and clock on the wall show. */
export interface WallTime {
  /** `2026-03-29`. */
  date: string;
  /** 0 is Monday. */
  weekday: number;
  /** Since midnight on the clock, not since the day began. */
  minute: number;
}

/** @param wallMs the instant plus the offset of its zone then */
export function wallTime(wallMs: number): WallTime {
  const day = Math.floor(wallMs / dayMs);
  return {
    date: new Date(day * dayMs).toISOString().slice(0, 10),
    weekday: weekdayOfDay(day),
    minute: Math.floor((wallMs - day * dayMs) / 60_000),
  };
}

/** 0 is Monday; days are counted from 1970-01-01, which was a Thursday. */
export function weekdayOfDay(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(date) / dayMs);
}

/** `minuteOf('09:30')` is 570, and `24:00` the end of the day. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** The offsets in a stretch of time, and the instant at which the clocks change in it; stretches of a few days hold one change at most. */
export interface Offsets {
  before: number;
  after: number;
  changesAt: number | null;
}

export function offsetsBetween(timeZone: string, fromMs: number, toMs: number): Offsets {
  const before = offsetMs(timeZone, fromMs);
  const after = offsetMs(timeZone, toMs);
  if (before === after) return { before, after, changesAt: null };
  let [still, changed] = [Math.floor(fromMs / 1000), Math.ceil(toMs / 1000)];
  while (changed - still > 1) {
    const middle = Math.floor((still + changed) / 2);
    if (offsetMs(timeZone, middle * 1000) === before) still = middle;
    else changed = middle;
  }
  return { before, after, changesAt: changed * 1000 };
}
