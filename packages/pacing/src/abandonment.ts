import { hourOf, type PacingMemory } from './memory.ts';

/** Of the calls that people answered, how many found no seat in time. */
export interface Abandonment {
  answered: number;
  abandoned: number;
}

/** From this share of abandoned calls on, the predictive pacer holds back more and more. */
export const throttleAt = 0.025;
/** The share that is never to be passed; at it only progressive pacing is left. */
export const stopAt = 0.03;
/** With fewer answers even one abandoned call would pass the share. */
export const fewestAnswers = Math.ceil(1 / stopAt);

/** Of the last 24 hours and of the last 30 days; the law looks at a campaign's 30 days, and a day is a day's work. */
export function abandonmentsOf(
  { hours }: Pick<PacingMemory, 'hours'>,
  nowMs: number,
): Record<'day' | 'month', Abandonment> {
  const now = hourOf(nowMs);
  const day = { answered: 0, abandoned: 0 };
  const month = { answered: 0, abandoned: 0 };
  for (const { index, answered, abandoned } of hours) {
    if (index <= now - 30 * 24) break;
    month.answered += answered;
    month.abandoned += abandoned;
    if (index <= now - 24) continue;
    day.answered += answered;
    day.abandoned += abandoned;
  }
  return { day, month };
}

/** Whether one more abandoned call would still be within the share: counted in whole calls, since a few have no rate. */
export function mayAbandonOneMore({ answered, abandoned }: Abandonment): boolean {
  return answered >= fewestAnswers && abandoned + 1 <= stopAt * answered;
}
