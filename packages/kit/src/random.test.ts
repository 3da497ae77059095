import { expect, test } from 'vitest';
import { secureRandom, seededRandom } from './index.ts';

test('secure chance never repeats itself, across the blocks it is drawn in', () => {
  const random = secureRandom();
  const drawn = Array.from({ length: 2000 }, () => Buffer.from(random.bytes(10)).toString('hex'));
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(random.bytes(10_000)).toHaveLength(10_000);
  const numbers = Array.from({ length: 1000 }, () => random.next());
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
});

test('seeded chance is the same for the same seed and another for another', () => {
  const draw = (seed: number) => Buffer.from(seededRandom(seed).bytes(16)).toString('hex');
  expect(draw(1)).toBe(draw(1));
  expect(draw(1)).not.toBe(draw(2));
});
