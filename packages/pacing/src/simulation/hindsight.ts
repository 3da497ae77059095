import { abandonedShareOf, type Figures, type Scenario, sumOf, utilisationOf } from './scenario.ts';
import { simulate } from './simulate.ts';

/**
 * The fixed ratio of power pacing that keeps seats busiest with at most `limit` of the answered calls abandoned: what
 * one would have chosen, had one known the day before. Seeds that it is found on should not be those it is judged by.
 *
 * @example
 * bestRatio({ ...usualScenario, seats: 20 }, [1001, 1002, 1003], 0.03); // about 3
 */
export function bestRatio(scenario: Scenario, seeds: readonly number[], limit: number): number {
  const tried = new Map<number, Figures>();
  const tryOut = (tenths: number): number => {
    const mode = { mode: 'power', ratio: tenths / 10 } as const;
    const figures = tried.get(tenths) ?? sumOf(seeds.map((seed) => simulate({ ...scenario, mode, seed })));
    tried.set(tenths, figures);
    return abandonedShareOf(figures);
  };
  // Abandonment rises with the ratio: well above the limit nothing is to be found any more.
  for (let tenths = 10; tenths <= 200 && tryOut(tenths) < 1.5 * limit; tenths += 5);
  const coarse = best(tried, limit);
  for (let tenths = Math.max(10, coarse - 5); tenths <= coarse + 5; tenths += 1) tryOut(tenths);
  return best(tried, limit) / 10;
}

function best(tried: Map<number, Figures>, limit: number): number {
  const within = [...tried].filter(([, figures]) => abandonedShareOf(figures) <= limit);
  return within.reduce((one, other) => (utilisationOf(other[1]) > utilisationOf(one[1]) ? other : one), [
    10,
    sumOf([]),
  ] as const)[0];
}
