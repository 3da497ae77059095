import type { CampaignSettings } from '@offhook/contract';

/** What decides how many calls may be begun at one moment. */
export interface Room {
  nowMs: number;
  /** When the next call is due by the rate of calls per second; null: at once. */
  nextCallAtMs: number | null;
  usedToday: number;
  inFlight: number;
  /** As many as the people in the seats can take; null: nobody has to. */
  wantedBySeats: number | null;
}

export type Limit = 'calls-per-second' | 'daily-limit' | 'concurrency' | 'seats';

export interface Budget {
  count: number;
  /** What keeps it from being more. */
  limitedBy: Limit;
}

/** The rate is kept over a second: so many calls may come together. */
const burstMs = 1000;

/** How many calls may be begun now. Every limit is exact: callers hold the campaign locked. */
export function budgetOf(
  settings: Pick<CampaignSettings, 'calls_per_second' | 'daily_limit' | 'concurrency'>,
  room: Room,
): Budget {
  const limits: Budget[] = [
    { count: settings.daily_limit - room.usedToday, limitedBy: 'daily-limit' },
    { count: settings.concurrency - room.inFlight, limitedBy: 'concurrency' },
    { count: dueByRate(settings.calls_per_second, room), limitedBy: 'calls-per-second' },
    ...(room.wantedBySeats === null ? [] : [{ count: room.wantedBySeats, limitedBy: 'seats' as const }]),
  ];
  const least = limits.reduce((one, other) => (other.count < one.count ? other : one));
  return { ...least, count: Math.max(0, least.count) };
}

function dueByRate(callsPerSecond: number, { nowMs, nextCallAtMs }: Room): number {
  const aheadMs = aheadOf(nowMs, nextCallAtMs);
  const perBurst = (callsPerSecond * (burstMs - aheadMs)) / 1000;
  // A rate below one a second: the one call that is due.
  return aheadMs === 0 ? Math.max(1, Math.floor(perBurst)) : Math.floor(perBurst);
}

/** The carrier asks for five minutes at most, and the slowest rate is a call in ten seconds. */
const longestAheadMs = 330_000;

/** What lies further ahead was written by a clock that was wrong. */
function aheadOf(nowMs: number, nextCallAtMs: number | null): number {
  const aheadMs = (nextCallAtMs ?? nowMs) - nowMs;
  return aheadMs > longestAheadMs ? 0 : Math.max(0, aheadMs);
}

/** When the next call is due after `count` more. */
export function nextCallAt(callsPerSecond: number, { nowMs, nextCallAtMs }: Room, count: number): Date {
  return new Date(nowMs + aheadOf(nowMs, nextCallAtMs) + (count * 1000) / callsPerSecond);
}
