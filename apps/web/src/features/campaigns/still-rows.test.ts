import { expect, test } from 'vitest';
import { stillRows } from './still-rows.ts';

const row = (id: string, state = 'waiting') => ({ id, state });
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join('');

test('rows that keep still change in their place, and neither come, go nor move', () => {
  const before = [row('b'), row('c')];
  const rows = stillRows(before, [row('a'), row('c', 'dialling')], true);
  expect(rows).toEqual([row('b'), row('c', 'dialling')]);
});

test('more of the list comes below, also while the rows keep still', () => {
  expect(ids(stillRows([row('a'), row('b')], [row('x'), row('a'), row('b'), row('c')], true))).toBe('abc');
});

test('once nobody is there the list is as it is', () => {
  expect(ids(stillRows([row('b')], [row('a'), row('b')], false))).toBe('ab');
});

test('without news the rows are the same object', () => {
  const before = [row('a'), row('b')];
  expect(stillRows(before, [...before], false)).toBe(before);
  expect(stillRows(before, [...before], true)).toBe(before);
});
