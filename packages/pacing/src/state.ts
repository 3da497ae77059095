/** What a pacer sees at one instant. All instants are milliseconds of one clock. */
export interface PacingState {
  nowMs: number;
  /** Seats that could take a call now. */
  ready: number;
  /** Since when, for each seat on a call. */
  talkingSinceMs: readonly number[];
  /** Since when, for each seat in wrap-up. */
  wrapUpSinceMs: readonly number[];
  /** Since when, for each call that was placed and is neither answered nor over. */
  ringingSinceMs: readonly number[];
  /** Answered calls for which no seat is free yet. */
  waiting: number;
  /** The most calls that may be in the air for each seat that is there. */
  callsPerSeat: number;
}

/** How many calls to place now: a whole number, at least 0. */
export type Pacer = (state: PacingState) => number;

/** How many more calls the cap leaves room for. */
export function roomFor(state: PacingState): number {
  const seats = state.ready + state.talkingSinceMs.length + state.wrapUpSinceMs.length;
  // 1.1 × 10 is 11.000000000000002 and 1.15 × 100 is 114.99999999999999: neither may change a whole number.
  const most = Math.floor(state.callsPerSeat * seats + 1e-9);
  return Math.max(0, most - state.ringingSinceMs.length - state.waiting);
}
