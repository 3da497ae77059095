import type { Random } from '@offhook/kit';
import { z } from 'zod';

const number = z.number().min(0).max(86_400);

/**
 * A number that is not below 0, fixed or drawn anew for each call: `3`, `[2, 5]` (evenly), `{ "mean": 3, "deviation": 1 }`
 * (normally) or `{ "exponential": 3 }` (its mean). What is drawn is brought between `atLeast` and `atMost`.
 */
export const amountSchema = z.union([
  number,
  z.tuple([number, number]),
  z.strictObject({ mean: number, deviation: number, atLeast: number.optional(), atMost: number.optional() }),
  z.strictObject({ exponential: number, atLeast: number.optional(), atMost: number.optional() }),
]);

export type Amount = z.infer<typeof amountSchema>;

/**
 * One number of those that an amount stands for. A fixed one draws nothing from `random`.
 *
 * @example
 * drawAmount([1, 2], seededRandom(1)); // between 1 and 2
 */
export function drawAmount(amount: Amount, random: Random): number {
  if (typeof amount === 'number') return amount;
  if (Array.isArray(amount)) return amount[0] + random.next() * (amount[1] - amount[0]);
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = amount;
  return Math.min(atMost, Math.max(atLeast, drawUnbounded(amount, random)));
}

function drawUnbounded(amount: Exclude<Amount, number | [number, number]>, random: Random): number {
  // `next` may be 0, of which there is no logarithm.
  const scale = -Math.log(1 - random.next());
  if ('exponential' in amount) return scale * amount.exponential;
  // Box and Muller, "A note on the generation of random normal deviates" (1958).
  return amount.mean + amount.deviation * Math.sqrt(2 * scale) * Math.cos(2 * Math.PI * random.next());
}
