import { type Bins, countOf, meanOf, together } from './bins.ts';
import { endingWithin, lasting, survivalOf } from './durations.ts';
import type { PacingMemory, SpanCounts } from './memory.ts';

/**
 * What durations of the past let expect, each by the bin of how long something has lasted so far. Worked out once a
 * minute or so: durations do not change from one call to the next.
 */
export interface Expectations {
  /** The share of calls that will be answered, and of those that will not, that ring at least so long. */
  answeredLasts: Float64Array;
  unansweredLasts: Float64Array;
  /** The chance that a seat on a call, and one in wrap-up, is free in time for a call placed now. */
  talkEnds: Float64Array;
  wrapUpEnds: Float64Array;
}

/**
 * The part of the mean time to answer in which a seat must become free to be counted on. A shorter time is more careful
 * and lets seats wait, a longer one gives calls back in waves. 0.4 was best of 0.2 to 1.4 on seeds 1001 to 1004, which
 * `bench:pacing` does not judge by (2026-11-21).
 */
const ahead = 0.4;
/** How long somebody who answered is kept waiting before the call counts as abandoned, by the law of most places. */
const patienceSeconds = 2;

export function expectationsOf({ spans }: Pick<PacingMemory, 'spans'>): Expectations {
  const of = (name: Exclude<keyof SpanCounts, 'index'>): Bins => together(spans.map((span) => span[name]));
  const answered = of('answered');
  const wrappedUp = of('wrappedUp');
  const seconds = ahead * meanOf(answered) + patienceSeconds;
  const wrapUpSeconds = countOf(wrappedUp) > 0 ? meanOf(wrappedUp) : 0;
  return {
    answeredLasts: lasting(survivalOf(answered)),
    unansweredLasts: lasting(survivalOf(of('unanswered'))),
    talkEnds: endingWithin(survivalOf(of('talked')), Math.max(0, seconds - wrapUpSeconds)),
    wrapUpEnds: endingWithin(survivalOf(wrappedUp), seconds),
  };
}
