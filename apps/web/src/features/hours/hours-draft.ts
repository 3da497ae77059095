import { Calendar, type Weekday, weekdays } from '@offhook/flow/shapes';

/** Times as they were typed. */
export interface SpanDraft {
  key: number;
  from: string;
  to: string;
}

export interface DatedDraft extends SpanDraft {
  date: string;
  name: string;
  isWholeDay: boolean;
}

export type DatedKind = 'special' | 'holidays';

/** What the editor holds of opening hours. Rows have keys, so that each keeps its fields while others come and go. */
export interface HoursDraft {
  name: string;
  timeZone: string;
  week: Readonly<Record<Weekday, readonly SpanDraft[]>>;
  special: readonly DatedDraft[];
  holidays: readonly DatedDraft[];
  nextKey: number;
}

const emptyWeek = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

export function emptyDraft(timeZone: string): HoursDraft {
  return { name: '', timeZone, week: emptyWeek, special: [], holidays: [], nextKey: 1 };
}

export function draftOf({ name, calendar }: { name: string; calendar: Calendar }): HoursDraft {
  let nextKey = 1;
  const key = () => {
    nextKey += 1;
    return nextKey;
  };
  const span = ({ from, to }: { from: string; to: string }) => ({ key: key(), from, to });
  const spansOf = (day: Weekday) => calendar.weekly.filter((row) => row.day === day).map(span);
  const dated = (rows: Calendar['holidays']) =>
    rows
      .toSorted((a, b) => a.date.localeCompare(b.date))
      .map(({ date, name: dayName, from = '', to = '' }) => ({
        ...{ key: key(), date, name: dayName, from, to },
        isWholeDay: from === '',
      }));
  const [mon, tue, wed, thu, fri, sat, sun] = weekdays.map(spansOf);
  const week = { mon, tue, wed, thu, fri, sat, sun } as HoursDraft['week']; // weekdays has these seven, in this order
  const [special, holidays] = [dated(calendar.special), dated(calendar.holidays)];
  return { name, timeZone: calendar.time_zone, week, special, holidays, nextKey: nextKey + 1 };
}

export function addSpan(draft: HoursDraft, day: Weekday): HoursDraft {
  const last = draft.week[day].at(-1);
  const times = last ? { from: last.to, to: '' } : { from: '09:00', to: '17:00' };
  const spans = [...draft.week[day], { key: draft.nextKey, ...times }];
  return { ...draft, week: { ...draft.week, [day]: spans }, nextKey: draft.nextKey + 1 };
}

export function changeSpan(draft: HoursDraft, day: Weekday, span: SpanDraft): HoursDraft {
  const spans = draft.week[day].map((each) => (each.key === span.key ? span : each));
  return { ...draft, week: { ...draft.week, [day]: spans } };
}

export function removeSpan(draft: HoursDraft, day: Weekday, key: number): HoursDraft {
  return { ...draft, week: { ...draft.week, [day]: draft.week[day].filter((each) => each.key !== key) } };
}

/** The hours of one day for other days, in place of theirs. */
export function copyDay(draft: HoursDraft, from: Weekday, days: readonly Weekday[]): HoursDraft {
  let { nextKey } = draft;
  const copies = days
    .filter((day) => day !== from)
    .map((day) => {
      const spans = draft.week[from].map((span) => {
        nextKey += 1;
        return { ...span, key: nextKey };
      });
      return [day, spans] as const;
    });
  return { ...draft, week: { ...draft.week, ...Object.fromEntries(copies) }, nextKey: nextKey + 1 };
}

export const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

export function withOfficeHours(draft: HoursDraft): HoursDraft {
  return copyDay(addSpan({ ...draft, week: emptyWeek }, 'mon'), 'mon', workdays);
}

export function addDated(draft: HoursDraft, kind: DatedKind): HoursDraft {
  const row = { key: draft.nextKey, date: '', name: '', isWholeDay: true, from: '', to: '' };
  return { ...draft, [kind]: [...draft[kind], row], nextKey: draft.nextKey + 1 };
}

export function changeDated(draft: HoursDraft, kind: DatedKind, row: DatedDraft): HoursDraft {
  return { ...draft, [kind]: draft[kind].map((each) => (each.key === row.key ? row : each)) };
}

export function removeDated(draft: HoursDraft, kind: DatedKind, key: number): HoursDraft {
  return { ...draft, [kind]: draft[kind].filter((each) => each.key !== key) };
}

/** The calendar as the API takes it, whether it is sound or not. */
export function calendarOf(draft: HoursDraft): Calendar {
  const dated = ({ date, name, isWholeDay, from, to }: DatedDraft) =>
    isWholeDay ? { date, name: name.trim() } : { date, name: name.trim(), from, to };
  return {
    time_zone: draft.timeZone,
    weekly: weekdays.flatMap((day) => draft.week[day].map(({ from, to }) => ({ day, from, to }))),
    special: draft.special.map(dated),
    holidays: draft.holidays.map(dated),
  };
}

export function isSameDraft(one: HoursDraft, other: HoursDraft): boolean {
  const content = (draft: HoursDraft) => JSON.stringify([draft.name.trim(), calendarOf(draft)]);
  return content(one) === content(other);
}

/** What is wrong with each row, by its key. */
export function rowProblems(draft: HoursDraft): ReadonlyMap<number, string> {
  const result = Calendar.safeParse(calendarOf(draft));
  const keys = rowKeys(draft);
  const problems = new Map<number, string>();
  for (const { path, message } of result.error?.issues ?? []) {
    const [list, index, field] = path;
    const key = keys[String(list)]?.[Number(index)];
    if (key !== undefined && !problems.has(key)) problems.set(key, wordsOf.get(String(field)) ?? message);
  }
  return problems;
}

const wordsOf = new Map([
  ['date', 'Choose a date.'],
  ['name', 'Give the day a name.'],
]);

/** The key of the row that a field such as `calendar.weekly.2.to` is about. */
export function rowOfField(draft: HoursDraft, field: string): number | undefined {
  const [, list, index] = /^calendar\.(\w+)\.(\d+)/.exec(field) ?? [];
  return rowKeys(draft)[list ?? '']?.[Number(index)];
}

function rowKeys(draft: HoursDraft): Readonly<Record<string, readonly number[]>> {
  const keys = (rows: readonly SpanDraft[]) => rows.map(({ key }) => key);
  return {
    weekly: weekdays.flatMap((day) => keys(draft.week[day])),
    special: keys(draft.special),
    holidays: keys(draft.holidays),
  };
}

/** What somebody typed as a time: `9`, `930`, `9.30` and `24:00` are times; anything else comes back as it is. */
export function readTime(text: string): string {
  const [, hours, minutes = '00'] = /^\s*(\d{1,2})[:.\s]?(\d{2})?\s*$/.exec(text) ?? [];
  if (hours === undefined) return text.trim();
  const isTime = (Number(hours) < 24 && Number(minutes) < 60) || (hours === '24' && minutes === '00');
  return isTime ? `${hours.padStart(2, '0')}:${minutes}` : text.trim();
}
