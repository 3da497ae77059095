import type { Calendar } from '@offhook/flow/shapes';

export const mostHolidays = 500;

/** Of these holidays those whose time is not a holiday of the calendar yet. */
export function newHolidays(calendar: Calendar, holidays: Calendar['holidays']): Calendar['holidays'] {
  const taken = new Set(calendar.holidays.map(timeOf));
  return holidays.filter((holiday) => {
    const isNew = !taken.has(timeOf(holiday)) && !taken.has(holiday.date);
    taken.add(timeOf(holiday));
    return isNew;
  });
}

/** A whole day is its date alone. */
function timeOf({ date, from, to }: Calendar['holidays'][number]): string {
  return from === undefined ? date : `${date} ${from} ${to}`;
}
