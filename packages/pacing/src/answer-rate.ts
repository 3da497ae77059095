import { minuteOf, type PacingMemory } from './memory.ts';

// What a minute weighs, by its age: after five minutes half.
const weights = Float64Array.from({ length: 61 }, (_, age) => 2 ** (-age / 5));
// The calls that the whole hour weighs beside the latest minutes: so that a few calls are no trend.
const hourWeighs = 60;
// Before anything is known: one in four, as firmly as four calls would say it (a Beta(1, 3) prior).
const assumed = { answered: 1, calls: 4 };

/** The share of calls placed now that a person will answer: that of the latest minutes, held by that of the hour. */
export function answerRateOf({ minutes }: Pick<PacingMemory, 'minutes'>, nowMs: number): number {
  const now = minuteOf(nowMs);
  let { answered, calls } = assumed;
  let latestAnswered = 0;
  let latestCalls = 0;
  for (const minute of minutes) {
    const weight = weights[Math.max(0, now - minute.index)] ?? 0;
    answered += minute.answered;
    calls += minute.answered + minute.unanswered;
    latestAnswered += weight * minute.answered;
    latestCalls += weight * (minute.answered + minute.unanswered);
  }
  return (latestAnswered + (hourWeighs * answered) / calls) / (latestCalls + hourWeighs);
}
