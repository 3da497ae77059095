/**
 * The rows to show next. While `still` (the pointer or the focus is on them) no row comes, goes or moves: what changed,
 * changes in its place.
 */
export function stillRows<Row extends { id: string }>(
  before: readonly Row[],
  fresh: readonly Row[],
  still: boolean,
): readonly Row[] {
  if (!still) return same(before, fresh) ? before : fresh;
  const byId = new Map(fresh.map((row) => [row.id, row]));
  const kept = before.map((row) => byId.get(row.id) ?? row);
  // More of the list is no movement: it comes below what is shown.
  const last = before.at(-1)?.id;
  const below = last !== undefined && byId.has(last) ? fresh.slice(fresh.findIndex(({ id }) => id === last) + 1) : [];
  const known = new Set(before.map(({ id }) => id));
  const after = [...kept, ...below.filter(({ id }) => !known.has(id))];
  return same(before, after) ? before : after;
}

function same(before: readonly object[], after: readonly object[]): boolean {
  return before.length === after.length && after.every((row, at) => row === before[at]);
}
