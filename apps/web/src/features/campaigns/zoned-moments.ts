const wall = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

/** A moment as a field of date and time holds it: `localOf('2026-11-21T23:00:00Z', 'Europe/Rome')` is `2026-11-22T00:00`. */
export function localOf(at: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', { ...wall, timeZone });
  const parts = Object.fromEntries(format.formatToParts(Date.parse(at)).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/**
 * The moment that a wall clock shows, as UTC; undefined for what is no date. An hour that summer time leaves out is read as
 * the clock shows it afterwards, one that comes twice is the first of the two.
 */
export function momentOf(local: string, timeZone: string): string | undefined {
  const wallMs = Date.parse(`${local}Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) || Number.isNaN(wallMs)) return undefined;
  const offsets = [wallMs - dayMs, wallMs + dayMs].map((near) => offsetMs(timeZone, near));
  const guesses = offsets.map((offset) => wallMs - offset);
  const exact = guesses.filter((guess) => guess + offsetMs(timeZone, guess) === wallMs);
  // In the gap no guess is exact; by the offset of before the clock shows the time moved forward.
  const at = exact.length > 0 ? Math.min(...exact) : (guesses[0] ?? wallMs);
  return isoOf(at);
}

const dayMs = 86_400_000;

function offsetMs(timeZone: string, atMs: number): number {
  const minuteMs = Math.floor(atMs / 60_000) * 60_000;
  return Date.parse(`${localOf(isoOf(minuteMs), timeZone)}:00Z`) - minuteMs;
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** `Tue 09:00`, or with the day further away than a week `Tue 5 Jan, 09:00`. */
export function clockAt(at: string, timeZone: string, nowMs: number): string {
  const atMs = Date.parse(at);
  const isNear = Math.abs(atMs - nowMs) < 6 * dayMs;
  const day = isNear
    ? ({ weekday: 'short' } as const)
    : ({ weekday: 'short', day: 'numeric', month: 'short' } as const);
  const name = new Intl.DateTimeFormat('en-GB', { ...day, timeZone }).format(atMs);
  return `${name}${isNear ? '' : ','} ${localOf(at, timeZone).slice(11)}`;
}

/** The short name of a zone at a moment, such as `EST`. */
export function zoneName(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(Date.parse(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** `America/New_York` as `New York`. */
export function placeOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

/** The clock where somebody may be: `Tue 09:00 in Denver`, or `between Tue 08:00 and Tue 09:00 there` for several zones. */
export function clockThere(at: string, zones: readonly string[], nowMs: number): string {
  const [first] = zones;
  if (first === undefined) return '';
  const byWall = zones.toSorted((one, other) => localOf(at, one).localeCompare(localOf(at, other)));
  const [earliest = first, latest = first] = [byWall[0], byWall.at(-1)];
  const [from, to] = [clockAt(at, earliest, nowMs), clockAt(at, latest, nowMs)];
  if (from === to) return zones.length === 1 ? `${from} in ${placeOf(first)}` : `${from} there`;
  return `between ${from} and ${to} there`;
}
