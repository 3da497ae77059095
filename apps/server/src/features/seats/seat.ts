import { type SeatState, seatSilenceSeconds } from '@offhook/contract';

const silenceMs = seatSilenceSeconds * 1000;

/** What a seat's state follows from. */
export interface SeatFacts {
  /** As it was last written; what it is now also depends on the time. */
  state: SeatState;
  reason: 'not-picked-up' | 'silent' | null;
  since: Date;
  wrapUpUntil: Date | null;
  /** When its page was last heard of. */
  heardAt: Date;
}

export type SeatNow = Pick<SeatFacts, 'state' | 'reason' | 'since'>;

/** The seat at an instant: wrap-up ends and silence begins without anybody writing it down. */
export function seatAt(seat: SeatFacts, now: Date): SeatNow {
  const { state, reason, since, wrapUpUntil, heardAt } = seat;
  const isOver = state === 'wrap-up' && wrapUpUntil !== null && wrapUpUntil <= now;
  if (state !== 'ready' && !isOver) return { state, reason, since };
  const silentAt = new Date(heardAt.getTime() + silenceMs);
  if (silentAt <= now) return { state: 'away', reason: 'silent', since: silentAt };
  return { state: 'ready', reason: null, since: isOver ? wrapUpUntil : since };
}

/** Whoever was not heard of since then is silent. */
export function silentSince(now: Date): Date {
  return new Date(now.getTime() - silenceMs);
}

/** The seats of a campaign, as pacing asks for them: instants in milliseconds. */
export interface SeatCounts {
  ready: number;
  talkingSinceMs: number[];
  wrapUpSinceMs: number[];
  away: number;
}

export function countSeats(seats: readonly SeatFacts[], now: Date): SeatCounts {
  const current = seats.map((seat) => seatAt(seat, now));
  const since = (wanted: SeatState) =>
    current.filter(({ state }) => state === wanted).map(({ since: at }) => at.getTime());
  return {
    ready: since('ready').length,
    talkingSinceMs: since('on-call'),
    wrapUpSinceMs: since('wrap-up'),
    away: since('away').length,
  };
}
