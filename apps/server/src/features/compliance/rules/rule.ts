import type { CallPurpose } from '@offhook/contract';
import { type Weekday, weekdays } from '@offhook/flow';
import type { CallVoice } from '../wish.ts';

/** Wall clock, `[from, to)`; `24:00` is the end of a day. */
export type Span = readonly [from: string, to: string];

/** When calls may be made. Without `holiday` a holiday is a day like any other; `eve` holds the day before one. */
export type RuleWeek = Record<Weekday, readonly Span[]> & {
  holiday?: readonly Span[] | undefined;
  eve?: readonly Span[] | undefined;
};

/** At most `max` attempts at one number in a time that rolls on; `after`: counted only once such an attempt was made. */
export interface AttemptCap {
  max: number;
  /** ISO 8601: `PT24H`, `P30D`. */
  period: string;
  after?: 'conversation' | 'declined' | 'abandoned' | undefined;
}

/** What one law, or one code that is followed like one, says about calls. Plain JSON: a workspace edits a copy. */
export interface Rule {
  id: string;
  version: number;
  /** `US`, `US-FL`, `FR`; `EU` for all of its members; `*` where no other rule has hours for the call. */
  jurisdiction: string;
  purposes: readonly CallPurpose[];
  voices: readonly CallVoice[];
  /** null: it says nothing about hours. */
  windows: RuleWeek | null;
  /** The public holidays of which place count, such as `US-LA`. */
  holidayCalendar: string | null;
  caps: readonly AttemptCap[];
  /** Without it nobody may be called at all. */
  consent: 'express' | 'express-written' | null;
  /** The rule does not hold for a fixed line, or not where there is a consent. */
  unless?: 'fixed-line' | 'consent' | undefined;
  /** Of the calls that people answer, the share that may be abandoned in 30 days. */
  abandonedShare: number | null;
  citation: string;
  kind: 'law' | 'code' | 'mixed' | 'house';
  confidence: 'high' | 'medium' | 'low';
  sources: readonly string[];
  /** A date. */
  reviewBy: string;
  /** null: since before it was written down here. */
  effectiveFrom: string | null;
  notes: string;
}

/** The same hours every day, with other hours on the days that are named. */
export function week(
  from: string,
  to: string,
  other: Partial<Record<Weekday | 'holiday' | 'eve', readonly Span[]>> = {},
): RuleWeek {
  const daily: readonly Span[] = [[from, to]];
  // Object.fromEntries forgets its keys, and these are all seven.
  const days = Object.fromEntries(weekdays.map((day) => [day, daily])) as Record<Weekday, readonly Span[]>;
  return { ...days, ...other };
}

/** How a decision names a rule. */
export function nameOf(rule: Pick<Rule, 'id' | 'version'>): string {
  return `${rule.id}@${rule.version}`;
}
