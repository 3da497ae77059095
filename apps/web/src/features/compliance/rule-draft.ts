import type { ComplianceRule, RuleCap, RuleHours } from '@offhook/contract';
import { readSpans } from './rule-words.ts';

export const draftDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const draftDayNames = {
  ...{ mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday' },
  ...{ sun: 'Sunday', holiday: 'Holidays' },
} as const;
export type DraftDay = keyof typeof draftDayNames;

/** A rule as it stands in the fields: hours of a day as a text, holidays empty when they are like other days. */
export interface RuleDraft {
  hasHours: boolean;
  days: Record<DraftDay, string>;
  holidaysAsDay: boolean;
  consent: ComplianceRule['consent'];
  caps: RuleCap[];
  reviewBy: string;
  notes: string;
}

const textOf = (spans: readonly { from: string; to: string }[]) =>
  spans.map(({ from, to }) => `${from}-${to}`).join(', ');

export function draftOf({ hours, caps, consent, review_by, notes }: ComplianceRule): RuleDraft {
  const holiday = hours?.holiday ?? 'as-day';
  return {
    hasHours: hours !== null,
    days: {
      ...{ mon: textOf(hours?.mon ?? []), tue: textOf(hours?.tue ?? []), wed: textOf(hours?.wed ?? []) },
      ...{ thu: textOf(hours?.thu ?? []), fri: textOf(hours?.fri ?? []), sat: textOf(hours?.sat ?? []) },
      ...{ sun: textOf(hours?.sun ?? []), holiday: holiday === 'as-day' ? '' : textOf(holiday) },
    },
    holidaysAsDay: holiday === 'as-day',
    ...{ consent, caps, reviewBy: review_by, notes },
  };
}

/** The hours of a draft, or the days whose text is none. */
export function hoursOfDraft(
  draft: RuleDraft,
  known: RuleHours | null,
): { hours: RuleHours | null } | { wrong: DraftDay[] } {
  if (!draft.hasHours) return { hours: null };
  const shown: DraftDay[] = [...draftDays, ...(draft.holidaysAsDay ? [] : (['holiday'] as const))];
  const wrong = shown.filter((day) => readSpans(draft.days[day]) === undefined);
  if (wrong.length > 0) return { wrong };
  const of = (day: DraftDay) => readSpans(draft.days[day]) ?? [];
  return {
    hours: {
      ...{ mon: of('mon'), tue: of('tue'), wed: of('wed'), thu: of('thu'), fri: of('fri'), sat: of('sat') },
      ...{ sun: of('sun'), holiday: draft.holidaysAsDay ? 'as-day' : of('holiday'), eve: known?.eve ?? 'as-day' },
    },
  };
}
