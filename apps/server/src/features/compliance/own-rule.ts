import type { RuleCap, RuleHours } from '@offhook/contract';
import type { Rule, RuleWeek, Span } from './rules/rule.ts';

/** What a workspace may hold otherwise than a rule came. */
export interface RuleChange {
  hours: RuleHours | null;
  caps: RuleCap[];
  consent: Rule['consent'];
  reviewBy: string;
  notes: string;
}

/** The first own version of a rule that came as version 2 is 2001: no version of one kind is ever one of the other. */
export function ownVersion(rule: Pick<Rule, 'version'>, number: number): number {
  return rule.version * 1000 + number;
}

/** A rule as it holds with the change of a workspace. */
export function changedRule(rule: Rule, change: RuleChange, version: number): Rule {
  const { hours, caps, consent, reviewBy, notes } = change;
  return {
    ...rule,
    ...{ version, consent, reviewBy, notes },
    windows: hours && weekOf(hours),
    caps: caps.map(({ max, period, after }) => ({ max, period, ...(after !== 'any' && { after }) })),
  };
}

export function capsOf({ caps }: Pick<Rule, 'caps'>): RuleCap[] {
  return caps.map(({ max, period, after }): RuleCap => ({ max, period, after: after ?? 'any' }));
}

export function hoursOfRule({ windows }: Pick<Rule, 'windows'>): RuleHours | null {
  if (windows === null) return null;
  const day = (spans: readonly Span[]) => spans.map(([from, to]) => ({ from, to }));
  const { mon, tue, wed, thu, fri, sat, sun, holiday, eve } = windows;
  return {
    ...{ mon: day(mon), tue: day(tue), wed: day(wed), thu: day(thu), fri: day(fri), sat: day(sat), sun: day(sun) },
    holiday: holiday ? day(holiday) : 'as-day',
    eve: eve ? day(eve) : 'as-day',
  };
}

function weekOf(hours: RuleHours): RuleWeek {
  const spans = (day: readonly { from: string; to: string }[]) => day.map(({ from, to }): Span => [from, to]);
  const { mon, tue, wed, thu, fri, sat, sun } = hours;
  const days = {
    ...{ mon: spans(mon), tue: spans(tue), wed: spans(wed), thu: spans(thu), fri: spans(fri) },
    ...{ sat: spans(sat), sun: spans(sun) },
  };
  const { holiday, eve } = hours;
  return {
    ...days,
    ...(holiday !== 'as-day' && { holiday: spans(holiday) }),
    ...(eve !== 'as-day' && { eve: spans(eve) }),
  };
}

/** The field of hours that cannot be: a span that ends before it begins. */
export function hoursProblem(hours: RuleHours): string | undefined {
  const days = Object.entries(hours).filter((entry): entry is [string, { from: string; to: string }[]] =>
    Array.isArray(entry[1]),
  );
  return days.find(([, spans]) => spans.some(({ from, to }) => from >= to))?.[0];
}
