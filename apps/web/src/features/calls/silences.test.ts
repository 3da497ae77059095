import { expect, test } from 'vitest';
import { endOfSilence, silencesOf } from './silences.ts';

const loud = (count: number) => Array.from({ length: count }, () => 0.8);
const still = (count: number) => Array.from({ length: count }, () => 0.01);

test('a stretch in which both channels are quiet is silence, a little shorter than it is', () => {
  const one = [...loud(10), ...still(30), ...loud(10)];
  const other = [...still(15), ...still(25), ...loud(10)];
  expect(silencesOf([one, other], 5)).toEqual([{ from: 1.2, to: 3.8 }]);
});

test('it is no silence while one of them speaks, nor when it is short', () => {
  expect(silencesOf([still(50), loud(50)], 5)).toEqual([]);
  expect(silencesOf([[...loud(20), ...still(10), ...loud(20)]], 5)).toEqual([]);
  expect(silencesOf([], 5)).toEqual([]);
  expect(silencesOf([loud(5)], 0)).toEqual([]);
});

test('inside a silence one goes on at its end, elsewhere where one is', () => {
  const silences = [{ from: 1.2, to: 3.8 }];
  expect(endOfSilence(silences, 2)).toBe(3.8);
  expect(endOfSilence(silences, 3.8)).toBeUndefined();
  expect(endOfSilence(silences, 0.5)).toBeUndefined();
});
