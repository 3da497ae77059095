import type { Call } from '@offhook/contract';

export const sortColumns = ['started', 'who', 'state', 'talk', 'cost'] as const;
export type SortColumn = (typeof sortColumns)[number];
export interface Sorting {
  by: SortColumn;
  down: boolean;
}

/** Newest first, as the server gives them. */
export const usualSorting: Sorting = { by: 'started', down: true };

/** `talk` is the longest first, `-talk` the shortest; anything else is as usual. */
export function readSorting(text: string | undefined): Sorting {
  const by = sortColumns.find((column) => column === text?.replace(/^-/, ''));
  return by ? { by, down: !text?.startsWith('-') } : usualSorting;
}

/** As the address holds it; undefined for the usual one. */
export function printSorting({ by, down }: Sorting): string | undefined {
  if (by === usualSorting.by && down === usualSorting.down) return undefined;
  return `${down ? '' : '-'}${by}`;
}

/** The next sorting after a press on a column's head: down, up, down. */
export function pressed(sorting: Sorting, by: SortColumn): Sorting {
  return { by, down: sorting.by === by ? !sorting.down : by !== 'who' && by !== 'state' };
}

export function sortCalls(calls: readonly Call[], { by, down }: Sorting): readonly Call[] {
  const value = values[by];
  const sign = down ? -1 : 1;
  return calls.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    // What is not known stays at the end, whichever way.
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)));
  });
}

const values: Record<SortColumn, (call: Call) => string | number | null> = {
  started: (call) => Date.parse(call.created_at),
  who: (call) => call.contact?.name ?? call.to_number,
  state: (call) => call.status,
  talk: (call) => (call.answered_at === null ? null : call.duration_seconds),
  cost: (call) => (call.cost === null ? null : Number(call.cost)),
};
