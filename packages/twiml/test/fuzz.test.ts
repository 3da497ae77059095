import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

const stopped = () => 0;

test('no random document crashes the reader or changes when it is printed and read again', () => {
  const { failures, refused, warned } = fuzz(5000, 1, stopped);
  expect(failures).toEqual([]);
  expect(refused).toBeGreaterThan(500);
  expect(warned).toBeGreaterThan(500);
});

test('the same seed makes the same documents', () => {
  expect(fuzz(300, 7, stopped)).toEqual(fuzz(300, 7, stopped));
  expect(fuzz(300, 7, stopped)).not.toEqual(fuzz(300, 8, stopped));
});
