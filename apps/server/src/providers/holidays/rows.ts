/** A day, or a part of it. */
export interface DatedSpan {
  date: string;
  name: string;
  from?: string;
  to?: string;
}

interface Holiday {
  /** `2026-12-25 00:00:00`, of the clock on the wall there. */
  date: string;
  name: string;
  start: Date;
  end: Date;
}

const dayMinutes = 1440;

/** Holidays as rows of single days: what lasts for days, or begins in the evening, becomes a row for each. */
export function rowsOf(holidays: readonly Holiday[]): DatedSpan[] {
  return holidays.flatMap(({ date, name, start, end }) => {
    const from = Number(date.slice(11, 13)) * 60 + Number(date.slice(14, 16));
    // Where the clocks change meanwhile, a day has an hour more or less.
    const length = Math.round((end.getTime() - start.getTime()) / 3_600_000 / 12) * 12 * 60 || dayMinutes;
    return spread(date.slice(0, 10), from, from + length).map((row) => ({ ...row, name: name.slice(0, 80) }));
  });
}

function spread(date: string, from: number, until: number): Omit<DatedSpan, 'name'>[] {
  const rows: Omit<DatedSpan, 'name'>[] = [];
  for (let day = 0; day * dayMinutes < until; day += 1) {
    const [begin, finish] = [Math.max(from - day * dayMinutes, 0), Math.min(until - day * dayMinutes, dayMinutes)];
    const onThat = new Date(Date.parse(date) + day * 86_400_000).toISOString().slice(0, 10);
    const isWhole = begin === 0 && finish === dayMinutes;
    rows.push(isWhole ? { date: onThat } : { date: onThat, from: clock(begin), to: clock(finish) });
  }
  return rows;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
