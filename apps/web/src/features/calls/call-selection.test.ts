import { expect, test } from 'vitest';
import { extendStep, nothingSelected, select } from './call-selection.ts';

const ids = ['a', 'b', 'c', 'd'];
const chosen = ({ ids }: { ids: ReadonlySet<string> }) => [...ids].toSorted().join('');

test('a call is selected and released', () => {
  const one = select(nothingSelected, ids, 1, false);
  expect(chosen(one)).toBe('b');
  expect(chosen(select(one, ids, 1, false))).toBe('');
});

test('Shift selects everything between, upwards too', () => {
  expect(chosen(select(select(nothingSelected, ids, 0, false), ids, 2, true))).toBe('abc');
  expect(chosen(select(select(nothingSelected, ids, 3, false), ids, 1, true))).toBe('bcd');
});

test('Shift and an arrow select where they came from and where they went', () => {
  const first = extendStep(nothingSelected, ids, 2, 1);
  expect(chosen(first)).toBe('bc');
  expect(chosen(extendStep(first, ids, 1, 0))).toBe('abc');
});

test('a place without a call changes nothing', () => {
  expect(select(nothingSelected, ids, 9, false)).toBe(nothingSelected);
});
