import type { GreetingSchedule } from '@offhook/flow/shapes';
import { type Days, draftOf } from './schedule-draft.ts';

export const daysWords: Readonly<Record<Days, string>> = {
  'every-day': 'Every day',
  workdays: 'Monday to Friday',
  weekend: 'Saturday and Sunday',
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** A schedule in one line: `Monday to Friday 17:00–24:00; Christmas 25 Dec 2026 (Europe/Rome)`. */
export function scheduleWords(schedule: GreetingSchedule): string {
  const { weekly, dates } = draftOf(schedule);
  const shown = dates.slice(0, 3).map(({ date, name, from, to }) => `${name} ${dayWords(date)}${timesWords(from, to)}`);
  const parts = [
    ...weekly.map(({ days, from, to }) => `${daysWords[days]}${timesWords(from, to)}`),
    ...shown,
    ...(dates.length > shown.length ? [`${dates.length - shown.length} more days`] : []),
  ];
  return `${parts.length > 0 ? parts.join('; ') : 'Never'} (${schedule.time_zone})`;
}

function timesWords(from: string, to: string): string {
  if (from === '') return '';
  return from === '00:00' && to === '24:00' ? ' all day' : ` ${from}–${to}`;
}

function dayWords(date: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.format(Date.parse(date));
}
