import { expect, test } from 'vitest';
import { delimiterOf, findNumberColumn, plainNumber } from './number-column.ts';

test.each([
  [['+14155550101'], null, { index: 0, hasHeading: false }],
  [['Name', 'Mobile phone', 'City'], null, { index: 1, hasHeading: true }],
  [['Ada', '(415) 555-0101'], null, { index: 1, hasHeading: false }],
  [['Name', 'Handy'], 'handy', { index: 1, hasHeading: true }],
  [['Ada', '4155550101'], '2', { index: 1, hasHeading: false }],
  [['Name', 'Notes'], null, { index: 0, hasHeading: true }],
])('the column of %j, asked for %j', (first, asked, place) => {
  expect(findNumberColumn(first, asked)).toEqual(place);
});

test('a column that is not there is said with those that are', () => {
  expect(findNumberColumn(['Name', 'Phone'], '7')).toEqual({
    problem: 'There is no column 7. The first row is: Name, Phone',
  });
});

test.each([
  ['a;b,c;d\n1,2,3,4', ';'],
  ['+14155550101\n', ','],
  ['a\tb', '\t'],
])('the delimiter of %j', (head, delimiter) => {
  expect(delimiterOf(head)).toBe(delimiter);
});

test.each([
  ['+44 20 7946 0958', 'US', '+442079460958'],
  ['(415) 555-0101', 'US', '+14155550101'],
  ['14155550101', 'CA', '+14155550101'],
  ['4155550101', 'GB', undefined],
  ['1.41555E+10', 'US', undefined],
  ['0155550101', 'US', undefined],
])('%j in %s is read without a numbering plan as %j', (text, country, number) => {
  expect(plainNumber(text, country)).toBe(number);
});
