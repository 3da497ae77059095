const hourMs = 3_600_000;

/** A stretch of time in which the clocks of a zone do not change. */
interface Stretch {
  from: number;
  until: number;
  offset: number;
}

// Asking Temporal for an offset and the next change takes 4 µs (2026-11-21, Node 26.10), and a decision asks often.
const known = new Map<string, Stretch[]>();

/** False for a zone that this machine has no data of. */
export function isZone(zone: string): boolean {
  if (known.has(zone)) return true;
  try {
    stretchAt(zone, 0);
    return true;
  } catch {
    return false;
  }
}

/** How far the wall clock of a zone is ahead of UTC. */
export function offsetAt(zone: string, atMs: number): number {
  return stretchAt(zone, atMs).offset;
}

/** The instant at which a span of wall time begins: where the clocks skip it, the first after; where they repeat it, the later. */
export function beginOf(zone: string, wallMs: number): number {
  const { shown, skippedAt } = instantsOf(zone, wallMs);
  return skippedAt ?? Math.max(...shown);
}

/** The instant at which a span of wall time ends: where the clocks skip it, the first after; where they repeat it, the earlier. */
export function endOf(zone: string, wallMs: number): number {
  const { shown, skippedAt } = instantsOf(zone, wallMs);
  return skippedAt ?? Math.min(...shown);
}

function instantsOf(zone: string, wallMs: number): { shown: number[]; skippedAt: number | null } {
  // Zones reach from 12 hours behind UTC to 14 hours ahead, so the instant lies within these.
  const before = stretchAt(zone, wallMs - 15 * hourMs);
  const after = stretchAt(zone, wallMs + 13 * hourMs);
  if (before.offset === after.offset) return { shown: [wallMs - before.offset], skippedAt: null };
  const shown = [before, after]
    .filter(({ from, until, offset }) => wallMs - offset >= from && wallMs - offset < until)
    .map(({ offset }) => wallMs - offset);
  return { shown, skippedAt: shown.length === 0 ? before.until : null };
}

function stretchAt(zone: string, atMs: number): Stretch {
  const stretches = known.get(zone);
  const found = stretches?.find(({ from, until }) => from <= atMs && atMs < until);
  if (found) return found;
  const made = readStretch(zone, atMs);
  known.set(zone, [made, ...(stretches ?? [])]);
  return made;
}

function readStretch(zone: string, atMs: number): Stretch {
  const there = Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(zone);
  // A millisecond later, for the change before an instant is never the instant itself.
  const from = there.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const until = there.getTimeZoneTransition('next');
  return {
    from: from?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: until?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: there.offsetNanoseconds / 1e6,
  };
}
