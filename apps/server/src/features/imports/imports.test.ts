import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csvOf, withoutApostrophe } from '#runtime/csv';
import { delimiterOf, encodingOf, headerRowOf } from './detect.ts';
import { isUsualName, suggestMatches } from './match-columns.ts';
import { countryOfText, regionOfText } from './places.ts';
import { makeSeenKeys } from './seen-keys.ts';

test.each([
  ['a,b\n"x;y;z",2\n', ','],
  ['a;b\n1,5;2,5\n', ';'],
  ['a\tb\n"x, y"\t2\n', '\t'],
  ['a|b\n1|2\n', '|'],
  ['only one column\nof text, with a comma\n', ','],
])('the delimiter of %j is %j', (text, delimiter) => {
  expect(delimiterOf(text)).toBe(delimiter);
});

test.each([
  [
    [
      ['Name', 'Phone'],
      ['Ada', '+14155550142'],
    ],
    1,
  ],
  [[['Report of May'], ['Vorname', 'Telefon'], ['Ada', '1']], 2],
  [
    [
      ['Ada', '+14155550142'],
      ['Grace', '+14155550186'],
    ],
    null,
  ],
  [
    [
      ['Foo', 'Bar'],
      ['Ada', '415-555-0142'],
    ],
    1,
  ],
  [
    [
      ['Ada', 'Lovelace'],
      ['Grace', 'Hopper'],
    ],
    null,
  ],
])('of the lines %j the header is line %j', (lines, row) => {
  expect(headerRowOf(lines, isUsualName)).toBe(row);
});

test('an encoding is found by its mark, by its zeros, else by whether all of it is UTF-8', () => {
  expect(encodingOf(Buffer.from('\ufeffa', 'utf16le'), false)).toBe('utf-16le');
  expect(encodingOf(Buffer.from('name', 'utf16le').swap16(), false)).toBe('utf-16be');
  expect(encodingOf(Buffer.from('Zoë'), true)).toBe('utf-8');
  expect(encodingOf(Buffer.from('Zoë', 'latin1'), false)).toBe('windows-1252');
});

test.each([
  ['E-Mail_Adresse', [], 'email'],
  ['firstName', [], 'first_name'],
  ['Teléfono', [], 'phone'],
  ['手机', [], 'phone'],
  ['Whatever', ['+44 20 7946 0958'], 'phone'],
  ['Whatever', ['ada@example.com'], 'email'],
  ['Customer ID', ['+44 20 7946 0958'], 'ignore'],
  ['phone_label', ['work'], 'ignore'],
])('a column called %s with %j is suggested to be %s', (name, samples, target) => {
  expect(suggestMatches([{ name, samples }])).toMatchObject([{ target }]);
});

describe('places', () => {
  test.each([
    ['us', 'US'],
    ['Deutschland', 'DE'],
    ['United Kingdom', 'GB'],
    ['Etats', undefined],
  ])('the country %s is %s', (text, code) => expect(countryOfText(text)).toBe(code));
  test.each([
    ['Florida', 'US', 'US-FL'],
    ['fl', 'US', 'US-FL'],
    ['by', 'DE', 'DE-BY'],
    ['US-TX', 'DE', 'US-TX'],
    ['Bayern', 'DE', undefined],
  ])('the region %s in %s is %s', (text, country, region) => expect(regionOfText(text, country)).toBe(region));
});

test('keys that were there are known again, however many come between', () => {
  const seen = makeSeenKeys();
  const keys = Array.from({ length: 50_000 }, (_, index) => `+1415${index}`);
  expect(keys.filter((key) => seen.add(key))).toEqual([]);
  expect(keys.every((key) => seen.add(key))).toBe(true);
});

// chatwoot#15334: a fix against formulas made numbers unreadable.
test('what is written as CSV is harmless in a spreadsheet, and is read again as it was', async () => {
  const cells = ['+14155550142', '+1 (415) 555-0142', '-5', '=1+2', '@SUM(A1)', '+cmd|x', '-2+3', '\tx', "'quoted", ''];
  const text = Buffer.concat(await Array.fromAsync(csvOf(Readable.from([cells])), (piece) => Buffer.from(piece)));
  const [read = []] = parse(text.toString());
  expect(read.slice(0, 3)).toEqual(cells.slice(0, 3));
  expect(read.slice(3, 8).every((cell: string) => cell.startsWith("'"))).toBe(true);
  expect(read.map(withoutApostrophe)).toEqual(cells);
});
