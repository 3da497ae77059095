import { seededRandom } from '@offhook/kit';

/** How durations are spread around their mean: exponentially, or as the sum of four exponential ones. */
export type Spread = 'exponential' | 'erlang-4';

export interface Draws {
  chance(): number;
  duration(spread: Spread, mean: number): number;
}

export function draws(seed: number): Draws {
  const random = seededRandom(seed);
  // Never 0, whose logarithm is infinite.
  const chance = () => 1 - random.next();
  return {
    chance,
    duration: (spread, mean) =>
      spread === 'exponential'
        ? -mean * Math.log(chance())
        : (-mean / 4) * Math.log(chance() * chance() * chance() * chance()),
  };
}
