import { type PacingState, roomFor } from './state.ts';

/**
 * One call in the air for each ready seat: nobody who answers finds no seat, unless a seat leaves meanwhile.
 *
 * @example
 * progressive({ ...state, ready: 3, ringingSinceMs: [0] }); // 2
 */
export function progressive(state: PacingState): number {
  return Math.max(0, Math.min(state.ready - state.waiting - state.ringingSinceMs.length, roomFor(state)));
}
