import { stopAt } from '@offhook/pacing';
import type { ModeResult, PacingMode } from './pacing-results.ts';

export const modeNames: Record<PacingMode, string> = {
  progressive: 'Progressive',
  power: 'Power',
  predictive: 'Predictive',
};

export const modeMeanings: Record<PacingMode, string> = {
  progressive: 'One call for each person who is ready. Nobody who answers is left alone.',
  power: 'A fixed number of calls for each person who is ready, whatever happens.',
  predictive: 'As many calls as the answers and conversations so far allow, held below 3% abandoned.',
};

export function percentOf(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)}%`;
}

export const isAllowed = ({ abandoned }: ModeResult): boolean => abandoned <= stopAt;

/** What the figures mean, in sentences. */
export function verdictOf(results: readonly ModeResult[]): string[] {
  const minutes = ({ busy }: ModeResult) => Math.round(60 * busy);
  const best = results.filter(isAllowed).toSorted((one, other) => other.busy - one.busy)[0];
  const progressive = results.find(({ mode }) => mode === 'progressive');
  const against = progressive && best !== progressive ? `, against ${minutes(progressive)} with progressive` : '';
  return [
    ...(best
      ? [
          `${modeNames[best.mode]} keeps people busiest within the limit: ${minutes(best)} minutes of each hour${against}.`,
        ]
      : []),
    ...results
      .filter((result) => !isAllowed(result))
      .map(
        ({ mode, abandoned }) =>
          `${modeNames[mode]} would leave ${percentOf(abandoned, 1)} of those who answer without anybody to talk to, which is more than the 3% allowed.`,
      ),
  ];
}
