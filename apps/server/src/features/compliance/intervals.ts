/** `[from, to)`. Lists of them are in order and do not touch. */
export type Interval = readonly [from: number, to: number];

/** In order, with those that touch or overlap made one, and without empty ones. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const result: [number, number][] = [];
  for (const [from, to] of intervals.filter(([from, to]) => from < to).toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** What lies in both. */
export function intersection(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  let [i, j] = [0, 0];
  for (let [a, b] = [one[i], other[j]]; a && b; [a, b] = [one[i], other[j]]) {
    const [from, to] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
    if (from < to) result.push([from, to]);
    if (a[1] <= b[1]) i += 1;
    else j += 1;
  }
  return result;
}
