import { GreetingSchedule, type Weekday, weekdays } from '@offhook/flow/shapes';

const dayGroups = {
  'every-day': weekdays,
  workdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  weekend: ['sat', 'sun'],
} as const satisfies Record<string, readonly Weekday[]>;

/** A weekday, or several that are written as one row. */
export type Days = Weekday | keyof typeof dayGroups;

export interface WeeklyRow {
  key: number;
  days: Days;
  from: string;
  to: string;
}

export interface DatedRow {
  key: number;
  date: string;
  name: string;
  isWholeDay: boolean;
  from: string;
  to: string;
}

/** What the editor holds of a schedule, sound or not. Rows have keys, so that each keeps its fields. */
export interface ScheduleDraft {
  timeZone: string;
  weekly: readonly WeeklyRow[];
  dates: readonly DatedRow[];
  nextKey: number;
}

export function emptySchedule(timeZone: string): ScheduleDraft {
  return { timeZone, weekly: [], dates: [], nextKey: 1 };
}

export function addWeekly(draft: ScheduleDraft): ScheduleDraft {
  const row: WeeklyRow = { key: draft.nextKey, days: 'workdays', from: '17:00', to: '24:00' };
  return { ...draft, weekly: [...draft.weekly, row], nextKey: draft.nextKey + 1 };
}

export function addDated(draft: ScheduleDraft): ScheduleDraft {
  const row = { key: draft.nextKey, date: '', name: '', isWholeDay: true, from: '', to: '' };
  return { ...draft, dates: [...draft.dates, row], nextKey: draft.nextKey + 1 };
}

/** Everything but Monday to Friday from nine to five. */
export function outsideOfficeHours(draft: ScheduleDraft): ScheduleDraft {
  const rows = [
    ['workdays', '00:00', '09:00'],
    ['workdays', '17:00', '24:00'],
    ['weekend', '00:00', '24:00'],
  ] as const;
  const weekly = rows.map(([days, from, to], index) => ({ key: draft.nextKey + index, days, from, to }));
  return { ...draft, weekly, nextKey: draft.nextKey + rows.length };
}

/** The schedule as rows; days with the same times are one row where they have a name together. */
export function draftOf(schedule: GreetingSchedule): ScheduleDraft {
  const times = new Map<string, Weekday[]>();
  for (const { day, from, to } of schedule.weekly) {
    const name = `${from} ${to}`;
    times.set(name, [...(times.get(name) ?? []), day]);
  }
  const rows = [...times].flatMap(([name, days]) => groupsOf(days).map((group) => ({ group, name })));
  const weekly = rows.map(({ group, name }, index) => {
    const [from = '', to = ''] = name.split(' ');
    return { key: index + 1, days: group, from, to };
  });
  const dates = schedule.dates.map(({ date, name, from = '', to = '' }, index) => ({
    ...{ key: weekly.length + index + 1, date, name, from, to },
    isWholeDay: from === '',
  }));
  return { timeZone: schedule.time_zone, weekly, dates, nextKey: weekly.length + dates.length + 1 };
}

/** The fewest names for some weekdays: `groupsOf(['mon', …, 'fri', 'sun'])` is `['workdays', 'sun']`. */
export function groupsOf(days: readonly Weekday[]): Days[] {
  let rest = weekdays.filter((day) => days.includes(day));
  const groups: Days[] = [];
  // Object.entries forgets the names that the table has.
  for (const [name, members] of Object.entries(dayGroups) as [keyof typeof dayGroups, readonly Weekday[]][]) {
    if (!members.every((day) => rest.includes(day))) continue;
    groups.push(name);
    rest = rest.filter((day) => !members.includes(day));
  }
  return [...groups, ...rest];
}

/** The key of what is wrong with all of a schedule; rows begin with 1. */
export const wholeSchedule = 0;

/** The schedule as the API takes it, or what is wrong with each row, by its key. */
export function readSchedule(
  draft: ScheduleDraft,
): { schedule: GreetingSchedule; problems?: undefined } | { problems: ReadonlyMap<number, string> } {
  if (draft.weekly.length + draft.dates.length === 0) {
    return {
      problems: new Map([
        [wholeSchedule, 'Add weekly times or a single day, or it would never play at times of its own.'],
      ]),
    };
  }
  const weekly = draft.weekly.flatMap((row) => daysIn(row.days).map((day) => ({ row, day })));
  const result = GreetingSchedule.safeParse({
    time_zone: draft.timeZone,
    weekly: weekly.map(({ row: { from, to }, day }) => ({ day, from, to })),
    dates: draft.dates.map(({ date, name, isWholeDay, from, to }) =>
      isWholeDay ? { date, name } : { date, name, from, to },
    ),
  });
  if (result.success) return { schedule: result.data };
  const problems = new Map<number, string>();
  for (const { path, message } of result.error.issues) {
    const [list, index, field] = path;
    const rows = list === 'weekly' ? weekly.map(({ row }) => row) : draft.dates;
    const key = rows[Number(index)]?.key;
    if (key !== undefined && !problems.has(key)) problems.set(key, sentences.get(String(field)) ?? message);
  }
  return { problems };
}

const sentences = new Map([
  ['date', 'Choose a date.'],
  ['name', 'Give the day a name.'],
]);

function daysIn(days: Days): readonly Weekday[] {
  const groups: Partial<Record<Days, readonly Weekday[]>> = dayGroups;
  return weekdays.filter((day) => groups[days]?.includes(day) ?? day === days);
}
