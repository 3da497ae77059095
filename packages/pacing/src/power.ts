import { type Pacer, roomFor } from './state.ts';

/**
 * A fixed number of calls in the air for each ready seat: floor(ratio × (ready − waiting) − ringing), which is what
 * Genesys words as m × (ready − queued − dialed / m), https://docs.genesys.com/Documentation/CXC/latest/CXCHelp/PacingOptions
 * (read 2026-11-21).
 *
 * @example
 * power(2.5)({ ...state, ready: 3, ringingSinceMs: [0, 0] }); // 5
 */
export function power(ratio: number): Pacer {
  return (state) => {
    // The same allowance for floating point as in roomFor.
    const wanted = Math.floor(ratio * (state.ready - state.waiting) + 1e-9) - state.ringingSinceMs.length;
    return Math.max(0, Math.min(wanted, roomFor(state)));
  };
}
