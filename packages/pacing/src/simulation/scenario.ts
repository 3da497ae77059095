import type { Spread } from './draws.ts';

export type Mode = { mode: 'progressive' } | { mode: 'power'; ratio: number } | { mode: 'predictive' };

/** A day of calling, as it is simulated. */
export interface Scenario {
  mode: Mode;
  hours: number;
  /** How many people sit there. */
  seats: number;
  /** The share of calls that a person answers. */
  answerRate: number;
  talkSeconds: number;
  talkSpread: Spread;
  /** 0 for none. */
  wrapUpSeconds: number;
  /** The mean of an Erlang-4 time to answer. */
  answerSeconds: number;
  /** After which a call that nobody answers is given up. */
  noAnswerSeconds: number;
  /** How long somebody who answered waits for a seat. */
  patienceSeconds: number;
  callsPerSeat: number;
  seed: number;
  /** What changes in the course of the day, soonest first. */
  changes: readonly Change[];
}

export interface Change {
  atHours: number;
  answerRate?: number;
  /** Who leaves finishes a conversation first. */
  seats?: number;
}

/** The model of `bench:pacing`, and of the published figures that it is compared with. */
export const usualScenario: Scenario = {
  mode: { mode: 'progressive' },
  hours: 8,
  seats: 20,
  answerRate: 0.33,
  talkSeconds: 120,
  talkSpread: 'exponential',
  wrapUpSeconds: 0,
  answerSeconds: 10,
  noAnswerSeconds: 25,
  patienceSeconds: 2,
  callsPerSeat: 10,
  seed: 1,
  changes: [],
};

/** Sums over some time. */
export interface Figures {
  /** Seconds that seats were on a call or in wrap-up, and that they were there at all. */
  busySeconds: number;
  seatSeconds: number;
  placed: number;
  answered: number;
  abandoned: number;
}

export interface Outcome extends Figures {
  /** Minute by minute. */
  minutes: Figures[];
}

export const utilisationOf = ({ busySeconds, seatSeconds }: Figures): number => busySeconds / Math.max(1, seatSeconds);
export const abandonedShareOf = ({ abandoned, answered }: Figures): number => abandoned / Math.max(1, answered);
/** Conversations begun per hour of a seat. */
export const conversationsPerSeatHour = ({ answered, abandoned, seatSeconds }: Figures): number =>
  ((answered - abandoned) * 3600) / Math.max(1, seatSeconds);

export const noFigures = (): Figures => ({ busySeconds: 0, seatSeconds: 0, placed: 0, answered: 0, abandoned: 0 });

export function sumOf(figures: readonly Figures[]): Figures {
  const sum = noFigures();
  for (const each of figures) {
    sum.busySeconds += each.busySeconds;
    sum.seatSeconds += each.seatSeconds;
    sum.placed += each.placed;
    sum.answered += each.answered;
    sum.abandoned += each.abandoned;
  }
  return sum;
}
