import { expect, test } from 'vitest';
import { dialable } from './telephone.ts';

test.each([
  ['+14155550100', '+14155550100'],
  ['+44 20 7946 0958', '+442079460958'],
  [' 14155550100', '+14155550100'],
  ['415-555-0100', '+14155550100'],
  ['1 (415) 555-0100', '+14155550100'],
  ['client:ann', undefined],
  ['12', undefined],
  ['', undefined],
])('%s is dialled as %s', (text, number) => {
  expect(dialable(text)).toBe(number);
});
