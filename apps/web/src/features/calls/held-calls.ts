import type { Call } from '@offhook/contract';

/**
 * The rows to show while the rows must keep still: what came in above the first one waits. `firstId` is the row that
 * stood first before; once it is gone everything is shown.
 */
export function heldBack(
  calls: readonly Call[],
  firstId: string | undefined,
  still: boolean,
): { shown: readonly Call[]; waiting: number } {
  const at = still ? calls.findIndex(({ id }) => id === firstId) : 0;
  return at > 0 ? { shown: calls.slice(at), waiting: at } : { shown: calls, waiting: 0 };
}
