import { appliesTo } from './consent-needed.ts';
import type { AttemptFact, GateFacts } from './facts.ts';
import type { GateReason } from './reasons.ts';
import { type AttemptCap, nameOf, type Rule } from './rules/rule.ts';

/** One reason for each rule by which this number has been tried often enough: its cap that lasts longest. */
export function attemptReasons(facts: GateFacts, holding: readonly Rule[]): GateReason[] {
  return holding.flatMap((rule) => {
    if (!appliesTo(rule, facts)) return [];
    const reached = rule.caps.flatMap((cap) => reachedBy(facts, cap) ?? []).toSorted((a, b) => b.until - a.until)[0];
    if (!reached) return [];
    return {
      code: 'compliance.too_many_attempts',
      rule: nameOf(rule),
      details: { max: String(reached.cap.max), period: reached.cap.period, after: reached.cap.after ?? '' },
      until: new Date(reached.until).toISOString(),
    };
  });
}

/** How long back the attempts at a number must be known for these rules, in milliseconds. */
export function longestCapMs(rules: readonly Rule[]): number {
  return Math.max(0, ...rules.flatMap(({ caps }) => caps.map(({ period }) => periodMs(period))));
}

function reachedBy({ at, attempts }: GateFacts, cap: AttemptCap): { cap: AttemptCap; until: number } | null {
  const [now, period] = [Date.parse(at), periodMs(cap.period)];
  // Time rolls on: an attempt stops counting exactly one period later, not at midnight. One of the future counts too,
  // for the clock may have been set back.
  const counting = attempts
    .map((attempt) => ({ ...attempt, ms: Date.parse(attempt.at) }))
    .filter(({ ms }) => ms + period > now)
    .toSorted((a, b) => b.ms - a.ms);
  if (cap.after === undefined) {
    const freeing = counting[Math.max(cap.max, 1) - 1]?.ms ?? now;
    return counting.length >= cap.max ? { cap, until: freeing + period } : null;
  }
  const newest = counting.find((attempt) => isAfter(attempt, cap.after));
  const since = newest && counting.filter(({ ms }) => ms > newest.ms).length;
  return newest && since !== undefined && since >= cap.max ? { cap, until: newest.ms + period } : null;
}

function isAfter({ outcome, declined }: AttemptFact, after: AttemptCap['after']): boolean {
  if (after === 'declined') return declined === true;
  return after === 'abandoned' ? outcome === 'abandoned' : outcome === 'human';
}

/** `periodMs('PT24H')` is a day; months and years, which have no length of their own, are not used by rules. */
export function periodMs(period: string): number {
  return Temporal.Duration.from(period).total({ unit: 'milliseconds', relativeTo: '1970-01-01T00:00Z[UTC]' });
}
