import { CampaignSettings } from '@offhook/contract';
import { weekdays } from '@offhook/flow/shapes';
import { type DatedDraft, draftOf, emptyDraft, type HoursDraft } from '../hours/hours-draft.ts';
import { localOf, momentOf } from './zoned-moments.ts';

/** Figures as they were typed. */
export const figureNames = [
  'daily_limit',
  'concurrency',
  'calls_per_second',
  'max_attempts',
  'ring_timeout_seconds',
  'calls_per_seat',
] as const;
export type FigureName = (typeof figureNames)[number];

type ChoiceName = Exclude<keyof CampaignSettings, FigureName | 'window' | 'dates' | 'starts_at' | 'ends_at'>;
export type CampaignChoices = Pick<CampaignSettings, ChoiceName>;

/** What the wizard holds of a campaign's settings. */
export interface CampaignDraft {
  choices: CampaignChoices;
  figures: Readonly<Record<FigureName, string>>;
  /** Hours of its own; else only those of the law hold. */
  hasWindow: boolean;
  /** The week is its window, the special days are its dates; its time zone stands among the choices. */
  hours: HoursDraft;
  startsAt: string;
  endsAt: string;
}

export function campaignDraftOf(settings: CampaignSettings): CampaignDraft {
  const { window, dates, starts_at, ends_at, ...others } = settings;
  const { daily_limit, concurrency, calls_per_second, max_attempts, ring_timeout_seconds, calls_per_seat, ...choices } =
    others;
  const figures = { daily_limit, concurrency, calls_per_second, max_attempts, ring_timeout_seconds, calls_per_seat };
  const special = dates.flatMap(({ date, spans }) =>
    spans.length === 0 ? [{ date, name: 'x' }] : spans.map(({ from, to }) => ({ date, name: 'x', from, to })),
  );
  const zone = settings.time_zone;
  const calendar = { time_zone: zone, weekly: window, special, holidays: [] };
  return {
    choices,
    // Object.fromEntries forgets the names that figureNames has.
    figures: Object.fromEntries(figureNames.map((name) => [name, String(figures[name])])) as CampaignDraft['figures'],
    hasWindow: window.length > 0,
    hours: window.length + dates.length > 0 ? draftOf({ name: '', calendar }) : emptyDraft(zone),
    startsAt: starts_at ? localOf(starts_at, zone) : '',
    endsAt: ends_at ? localOf(ends_at, zone) : '',
  };
}

/** The settings as the API takes them, whether they are sound or not. */
export function settingsOf(draft: CampaignDraft): unknown {
  const zone = draft.choices.time_zone;
  const { hours } = draft;
  const moment = (local: string) => (local === '' ? null : (momentOf(local, zone) ?? 'no moment'));
  const figures = figureNames.map((name) => [name, readFigure(draft.figures[name])]);
  const week = weekdays.flatMap((day) => hours.week[day].map(({ from, to }) => ({ day, from, to })));
  return {
    ...draft.choices,
    ...Object.fromEntries(figures),
    window: draft.hasWindow ? week : [],
    dates: datesOf(hours.special),
    starts_at: moment(draft.startsAt),
    ends_at: moment(draft.endsAt),
  };
}

function datesOf(rows: readonly DatedDraft[]) {
  const dates = [...new Set(rows.map(({ date }) => date))];
  return dates.map((date) => ({
    date,
    spans: rows.filter((row) => row.date === date && !row.isWholeDay).map(({ from, to }) => ({ from, to })),
  }));
}

function readFigure(text: string): unknown {
  const plain = text.trim().replaceAll(',', '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

/** What differs from what the server has; only that is sent. */
export function changesOf(draft: CampaignDraft, saved: CampaignSettings): Partial<CampaignSettings> {
  const read = CampaignSettings.safeParse(settingsOf(draft));
  if (!read.success) return {};
  const before: Record<string, unknown> = saved;
  const changed = Object.entries(read.data).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(changed);
}

export function isSameSettings(draft: CampaignDraft, saved: CampaignSettings): boolean {
  const kept = campaignDraftOf(saved);
  return JSON.stringify(settingsOf(draft)) === JSON.stringify(settingsOf(kept));
}

/** What is wrong, by field: a name of the settings, `variants.b`, or `row.7` for a row of hours. */
export function problemsOf(draft: CampaignDraft): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  const add = (field: string, words: string) => problems.has(field) || problems.set(field, words);
  const week = weekdays.flatMap((day) => draft.hours.week[day].map(({ key }) => key));
  if (draft.hasWindow && week.length === 0) add('window', 'Add the hours of a day, or call whenever the law lets you.');
  for (const row of draft.hours.special) for (const words of datedProblem(row)) add(`row.${row.key}`, words);
  const read = CampaignSettings.safeParse(settingsOf(draft));
  for (const { path, message } of read.error?.issues ?? []) {
    const [name, index] = path.map(String);
    if (name === 'window') add(`row.${week[Number(index)]}`, message);
    else if (name === 'variants') add(`variants.${draft.choices.variants[Number(index)]?.key}`, variantWords(path));
    else if (name !== 'dates') add(name ?? '', fieldWords[name ?? ''] ?? message);
  }
  const { starts_at: from, ends_at: to } = read.data ?? {};
  if (from && to && from >= to) add('ends_at', 'The end must be after the start.');
  return problems;
}

function datedProblem({ date, isWholeDay, from, to }: DatedDraft): string[] {
  if (date === '') return ['Choose a date.'];
  if (isWholeDay) return [];
  if (!isTime(from) || !isTime(to)) return ['Give a time such as 09:30.'];
  return from < to ? [] : ['The end must be after the beginning. Past midnight, use two rows.'];
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
}

function variantWords(path: readonly PropertyKey[]): string {
  if (path.includes('name')) return 'Give the variant a name.';
  if (path.includes('audio_url')) return 'Give the address of an audio file, beginning with https://';
  if (path.includes('message')) return 'Write what is said, 3,000 characters at most.';
  return 'The share must be a whole number from 1 to 100.';
}

const fieldWords: Readonly<Record<string, string>> = {
  daily_limit: 'A whole number from 1 to 1,000,000.',
  concurrency: 'A whole number from 1 to 50,000.',
  calls_per_second: 'A number from 0.1 to 1,000.',
  max_attempts: 'A whole number from 1 to 10.',
  ring_timeout_seconds: 'A whole number from 15 to 120.',
  calls_per_seat: 'A number from 1 to 5.',
  starts_at: 'Choose a date and a time.',
  ends_at: 'Choose a date and a time.',
};
