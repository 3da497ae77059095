import { expect, test } from 'vitest';
import { moved, wordProblem } from './word-list.ts';

test('a word moves by one place and stays at an end', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});

test('nothing and what is there already cannot be added', () => {
  expect(wordProblem('', [])).toBe('Type a word first.');
  expect(wordProblem('SALE', ['Sale'])).toBe('It is on the list already.');
  expect(wordProblem('Sale', [])).toBeUndefined();
});
