import type { CallFilters } from '../calls/call-filters.ts';

export interface Measure {
  name: string;
  format: (value: number) => string;
}

/** One column of a chart: its measures lie on top of each other. */
export interface ChartRow {
  key: string;
  label: string;
  values: readonly number[];
  /** The calls behind it, as filters of the history. */
  calls: CallFilters | undefined;
}

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The top of the scale: the next of 1, 2, 5, 10, 20 … above the highest column. */
export function topOf(rows: readonly ChartRow[]): number {
  const highest = Math.max(0, ...rows.map(({ values }) => sumOf(values)));
  if (highest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 5, 10].find((each) => each * power >= highest) ?? 10;
  return step * power;
}

/** Which columns have their label below them, so that no more than `most` stand there. */
export function labelled(count: number, most: number): (index: number) => boolean {
  const every = Math.ceil(count / most);
  return (index) => index % every === 0;
}
