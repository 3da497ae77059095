import { expect, test } from 'vitest';
import { wordsFor } from './say-as.ts';

test.each<[string, string, string, string?]>([
  ['A1-b', 'characters', 'ay, one, dash, B'],
  ['x y', 'spell-out', 'X, Y'],
  ['212', 'digits', 'two, one, two'],
  ['+1 (202) 555-0143', 'telephone', 'plus, one, two zero two, five five five, zero one four three'],
  ['1,234', 'cardinal', 'one thousand two hundred thirty four'],
  ['-2.05', 'number', 'minus two point zero five'],
  ['3rd', 'ordinal', 'third'],
  ['21', 'ordinal', 'twenty first'],
  ['3/20', 'fraction', 'three twentieths'],
  ['1/2', 'fraction', 'one half'],
  ['2 1/2', 'fraction', 'two and one half'],
  ['03/04/1999', 'date', 'March fourth, nineteen ninety nine', 'mdy'],
  ['3-4-1999', 'date', 'April third, nineteen ninety nine', 'dmy'],
  ['1999-12-31', 'date', 'December thirty first, nineteen ninety nine', 'dmy'],
  ['20260102', 'date', 'January second, two thousand twenty six', 'yyyymmdd'],
  ['12/31', 'date', 'December thirty first', 'md'],
  ['2026', 'date', 'two thousand twenty six', 'y'],
  ['9:05', 'time', 'nine oh five'],
  ['12:00', 'time', "twelve o'clock"],
  ['4:30 pm', 'time', 'four thirty P M'],
  [`1'21"`, 'time', 'one minute twenty one seconds'],
  ['$1,042.50', 'currency', 'one thousand forty two dollars and fifty cents'],
  ['£1', 'currency', 'one pound'],
  ['darn', 'expletive', 'beep'],
])('%s as %s is said: %s', (text, interpretAs, words, format) => {
  expect(wordsFor(text, interpretAs, format)).toBe(words);
});

test.each([
  ['hello', 'cardinal'],
  ['first', 'ordinal'],
  ['1/0', 'fraction'],
  ['13/45/1999', 'date'],
  ['soon', 'date'],
  ['', 'date'],
  ['', 'time'],
  ['noon', 'time'],
  ['5 bucks', 'currency'],
  ['12 Main St', 'address'],
  ['words', undefined],
])('%s is no %s and is said as it stands', (text, interpretAs) => {
  expect(wordsFor(text, interpretAs)).toBe(text);
});
