import { seededRandom } from '@offhook/kit';
import { describe, expect, test } from 'vitest';
import { type Amount, drawAmount } from './amount.ts';

describe('an amount', () => {
  test('that is fixed asks for no chance', () => {
    const random = { next: () => Number.NaN, bytes: () => new Uint8Array() };
    expect(drawAmount(3, random)).toBe(3);
  });

  test.each<[string, Amount, number]>([
    ['a range', [2, 6], 4],
    ['a normal one', { mean: 10, deviation: 2 }, 10],
    ['an exponential one', { exponential: 5 }, 5],
  ])('%s has its mean', (_name, amount, mean) => {
    const random = seededRandom(3);
    const drawn = Array.from({ length: 5000 }, () => drawAmount(amount, random));
    expect(Math.abs(drawn.reduce((sum, value) => sum + value, 0) / drawn.length - mean)).toBeLessThan(0.3);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  });

  test('stays within its bounds', () => {
    const random = seededRandom(3);
    const bounded = { mean: 10, deviation: 20, atLeast: 8, atMost: 12 };
    const drawn = Array.from({ length: 500 }, () => drawAmount(bounded, random));
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([8, 12]);
  });
});
