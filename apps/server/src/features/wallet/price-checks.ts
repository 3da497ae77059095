const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The carrier's price is there minutes after the call, or hours: it is asked for ever more rarely, and no longer. */
const firstAskMs = 5 * minuteMs;
const longestGapMs = 12 * hourMs;
const givenUpMs = 48 * hourMs;
/** A price that was told may still be corrected: it is looked at once more a day after the call. */
const lastLookMs = 24 * hourMs;

export function firstAskAt(now: Date): Date {
  return new Date(now.getTime() + firstAskMs);
}

/** When the carrier is asked next, or why it is not asked again. */
export function nextAskAt(
  check: { endedAt: Date; timesAsked: number; isTold: boolean },
  now: Date,
): Date | 'told' | 'given-up' {
  const age = now.getTime() - check.endedAt.getTime();
  if (check.isTold) return age >= lastLookMs ? 'told' : new Date(check.endedAt.getTime() + lastLookMs);
  const gap = Math.min(firstAskMs * 3 ** check.timesAsked, longestGapMs);
  return age + gap > givenUpMs ? 'given-up' : new Date(now.getTime() + gap);
}
