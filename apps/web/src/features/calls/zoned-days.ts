const dayMs = 86_400_000;

/** The calendar day of a moment in a zone: `dayIn('Europe/Rome', …)` is `2026-11-21`. */
export function dayIn(timeZone: string, atMs: number): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return format.format(atMs);
}

/** The day `count` days earlier; a negative count goes forward. */
export function daysBefore(day: string, count: number): string {
  return dayIn('UTC', Date.parse(day) - count * dayMs);
}

/** The first moment of a day in a zone, as UTC: `startOfDay('2026-11-21', 'Europe/Rome')` is `2026-11-20T23:00:00.000Z`. */
export function startOfDay(day: string, timeZone: string): string {
  const wallMs = Date.parse(day);
  // The offset is asked for twice because it may change between the first guess and the true midnight.
  const guessMs = wallMs - offsetMs(timeZone, wallMs);
  const startMs = wallMs - offsetMs(timeZone, guessMs);
  return `${dayIn('UTC', startMs)}T${clockIn('UTC', startMs)}.000Z`;
}

function offsetMs(timeZone: string, atMs: number): number {
  return Date.parse(`${dayIn(timeZone, atMs)}T${clockIn(timeZone, atMs)}Z`) - atMs;
}

function clockIn(timeZone: string, atMs: number): string {
  const format = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(atMs);
}
