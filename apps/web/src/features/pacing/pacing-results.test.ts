import { expect, test } from 'vitest';
import { resultsOf, usualSettings } from './pacing-results.ts';
import { verdictOf } from './pacing-words.ts';

const few = { ...usualSettings, seats: 6 };

test('each mode has its figures, over more days where there are few seats', () => {
  const { days, results } = resultsOf(few);
  expect(days).toBe(10);
  expect(results.map(({ mode }) => mode)).toEqual(['progressive', 'power', 'predictive']);
  for (const { quarters, busy } of results) {
    expect(quarters).toHaveLength(32);
    expect(quarters.reduce((sum, each) => sum + each, 0) / 32).toBeCloseTo(busy, 2);
  }
});

test('the verdict names the mode that keeps people busiest within the limit, and those that pass it', () => {
  const result = (mode: 'progressive' | 'power' | 'predictive', busy: number, abandoned: number) => ({
    ...{ mode, busy, abandoned, conversationsPerSeatHour: 20, callsPerHour: 100, quarters: [] },
  });
  const results = [result('progressive', 0.6, 0), result('power', 0.9, 0.08), result('predictive', 0.8, 0.027)];
  expect(verdictOf(results)).toEqual([
    'Predictive keeps people busiest within the limit: 48 minutes of each hour, against 36 with progressive.',
    'Power would leave 8.0% of those who answer without anybody to talk to, which is more than the 3% allowed.',
  ]);
  expect(verdictOf(results.slice(0, 1))).toEqual([
    'Progressive keeps people busiest within the limit: 36 minutes of each hour.',
  ]);
});
