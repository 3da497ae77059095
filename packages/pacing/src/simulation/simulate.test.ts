import { describe, expect, test } from 'vitest';
import { erlangB, erlangUtilisation } from '../erlang-b.ts';
import { shortage } from '../shortage.ts';
import { bestRatio } from './hindsight.ts';
import { abandonedShareOf, type Scenario, usualScenario, utilisationOf } from './scenario.ts';
import { simulate } from './simulate.ts';

const play = (some: Partial<Scenario>) => simulate({ ...usualScenario, hours: 4, ...some });

test('a day is the same whenever it is played', () => {
  const scenario = { mode: { mode: 'predictive' }, hours: 1, wrapUpSeconds: 15 } as const;
  expect(play(scenario)).toEqual(play(scenario));
  expect(play(scenario)).not.toEqual(play({ ...scenario, seed: 2 }));
});

test('a day adds up: seats are there all the time, and nobody is lost', () => {
  const day = play({ mode: { mode: 'power', ratio: 4 }, wrapUpSeconds: 30, seats: 7 });
  expect(day.minutes).toHaveLength(240);
  expect(day.seatSeconds).toBeCloseTo(7 * 4 * 3600, 3);
  expect(day.busySeconds).toBeLessThan(day.seatSeconds);
  expect(day.answered + day.abandoned).toBeLessThan(day.placed);
  const conversations = day.answered - day.abandoned;
  expect(day.busySeconds / conversations).toBeGreaterThan(140);
  expect(day.busySeconds / conversations).toBeLessThan(160);
});

test('nobody is abandoned by progressive pacing, and its utilisation is the published 40 minutes of an hour', () => {
  const day = play({ answerRate: 1 / 3, talkSeconds: 90, noAnswerSeconds: 17.5, seats: 20 });
  expect(day.abandoned).toBe(0);
  expect(Math.abs(60 * utilisationOf(day) - 40)).toBeLessThan(1);
});

test('seats that leave finish their conversations first', () => {
  const { minutes } = play({ hours: 2, changes: [{ atHours: 1, seats: 10 }] });
  expect(minutes[59]?.seatSeconds).toBeCloseTo(20 * 60, 3);
  expect(minutes[60]?.seatSeconds).toBeGreaterThan(10 * 60);
  expect(minutes[90]?.seatSeconds).toBeCloseTo(10 * 60, 3);
});

describe('the predictive pacer', () => {
  test.each([
    { seats: 5, answerRate: 0.33, talkSpread: 'exponential' },
    { seats: 20, answerRate: 0.15, talkSpread: 'erlang-4' },
  ] as const)('at $seats seats does not lose to the best fixed ratio in hindsight, within 3 %', (some) => {
    const ratio = bestRatio({ ...usualScenario, hours: 4, ...some }, [5001, 5002], 0.03);
    const days = [1, 2].map((seed) => ({
      ours: play({ ...some, seed, mode: { mode: 'predictive' } }),
      fixed: play({ ...some, seed, mode: { mode: 'power', ratio } }),
    }));
    const mean = (of: 'ours' | 'fixed') => days.reduce((sum, day) => sum + utilisationOf(day[of]), 0) / days.length;
    expect(mean('ours') / mean('fixed')).toBeGreaterThan(0.97);
    for (const { ours } of days) expect(abandonedShareOf(ours)).toBeLessThanOrEqual(0.03);
  });

  test('finds its way again when fewer people answer and when half of the seats leave', () => {
    const changes = [
      { atHours: 2, answerRate: 0.15 },
      { atHours: 3, seats: 10 },
    ];
    const day = play({ mode: { mode: 'predictive' }, changes });
    expect(abandonedShareOf(day)).toBeLessThanOrEqual(0.03);
    expect(utilisationOf(day)).toBeGreaterThan(utilisationOf(play({ changes })) + 0.15);
  });
});

test('Erlang-B is that of the tables', () => {
  expect(erlangB(10, 5.53)).toBeCloseTo(0.03, 4);
  expect(erlangB(1, 1)).toBe(0.5);
  expect([5, 10, 20, 50, 100].map((seats) => Math.round(1000 * erlangUtilisation(seats, 0.03)) / 10)).toEqual([
    36.4, 53.6, 67.9, 81.3, 88.1,
  ]);
});

test('a shortage is what counting all cases gives', () => {
  const of = (count: number, chance: number) => ({ sum: count * chance, squares: count * chance ** 2 });
  const none = of(0, 0);
  expect(shortage(of(2, 0.5), none, 2)).toBeCloseTo(0.25, 9);
  expect(shortage(of(2, 0.5), of(1, 0.5), 1)).toBeCloseTo(0.75 * 0.5 + 0.25 * 0.5, 9);
  expect(shortage(of(3, 0.2), none, 4)).toBeCloseTo(0, 9);
  expect(shortage(none, none, 0)).toBe(1);
  // Where the bell curve takes over, nothing jumps.
  expect(shortage(of(900, 0.2223), of(500, 0.3), 50)).toBeCloseTo(shortage(of(900, 0.2221), of(500, 0.3), 50), 1);
});
