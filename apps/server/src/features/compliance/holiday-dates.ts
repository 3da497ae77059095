/** The place of a holiday calendar and the years of a decision: openings are looked for a fortnight ahead. */
export interface HolidayQuestion {
  calendar: string;
  country: string;
  region: string | undefined;
  year: number;
}

const aroundMs = { before: 2 * 86_400_000, after: 16 * 86_400_000 };

export function holidayQuestions(calendars: readonly string[], at: Date): HolidayQuestion[] {
  const years = [...new Set([-aroundMs.before, aroundMs.after].map((ms) => new Date(+at + ms).getUTCFullYear()))];
  return calendars.flatMap((calendar) => {
    const [country = '', region] = calendar.split('-');
    return years.map((year) => ({ calendar, country, region, year }));
  });
}

/** Those dates that can matter to a decision: they are frozen with it. */
export function datesAround(dates: readonly string[], at: Date): string[] {
  const day = (ms: number) => new Date(+at + ms).toISOString().slice(0, 10);
  const [from, to] = [day(-aroundMs.before), day(aroundMs.after)];
  return [...new Set(dates.filter((date) => from <= date && date <= to))].toSorted();
}
