/**
 * The rows to show while the rows must keep still: what came in above the first one waits. `firstId` is the row that
 * stood first before; once it is gone everything is shown.
 */
export function heldBack<Row extends { id: string }>(
  rows: readonly Row[],
  firstId: string | undefined,
  still: boolean,
): { shown: readonly Row[]; waiting: number } {
  const at = still ? rows.findIndex(({ id }) => id === firstId) : 0;
  return at > 0 ? { shown: rows.slice(at), waiting: at } : { shown: rows, waiting: 0 };
}
