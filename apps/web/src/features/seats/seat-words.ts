import type { Seat, SeatState, Tone } from '@offhook/contract';

export const stateWords: Record<SeatState, string> = {
  ready: 'Ready',
  'on-call': 'On a call',
  'wrap-up': 'Wrap-up',
  away: 'Away',
};

export const stateTones: Record<SeatState, Tone> = {
  ready: 'live',
  'on-call': 'info',
  'wrap-up': 'ring',
  away: 'neutral',
};

export interface SeatShown {
  state: SeatState;
  /** Of its state; undefined for whoever never had a seat. */
  seconds: number | undefined;
  /** Until wrap-up is over. */
  secondsLeft: number | undefined;
}

/** The seat as it is at a moment: wrap-up ends without news of it. */
export function seatShown(
  { state, since, wrap_up_until: until }: Pick<Seat, 'state' | 'since' | 'wrap_up_until'>,
  nowMs: number,
): SeatShown {
  const secondsSince = (at: string) => Math.max(0, Math.floor((nowMs - Date.parse(at)) / 1000));
  if (state !== 'wrap-up' || until === null) {
    return { state, seconds: since === null ? undefined : secondsSince(since), secondsLeft: undefined };
  }
  const leftMs = Date.parse(until) - nowMs;
  if (leftMs <= 0) return { state: 'ready', seconds: secondsSince(until), secondsLeft: undefined };
  return { state, seconds: since === null ? 0 : secondsSince(since), secondsLeft: Math.ceil(leftMs / 1000) };
}

/** Why somebody is away, and what may be wanted of them. */
export function awaySentence({ phone_number, away_because }: Pick<Seat, 'phone_number' | 'away_because'>): string {
  if (phone_number === null) return 'There is no phone to connect calls to yet.';
  if (away_because === 'not-picked-up') return 'A call was not picked up, so no more are sent here.';
  if (away_because === 'silent')
    return 'The page was closed or offline for two minutes, so no more calls are sent here.';
  return 'No calls are sent here.';
}

/** Such as "3 ready, 1 on a call, 0 in wrap-up, 2 away". */
export function countSentence(seats: readonly Seat[], nowMs: number): string {
  const states = seats.map((seat) => seatShown(seat, nowMs).state);
  const count = (wanted: SeatState) => states.filter((state) => state === wanted).length;
  return `${count('ready')} ready, ${count('on-call')} on a call, ${count('wrap-up')} in wrap-up, ${count('away')} away`;
}
