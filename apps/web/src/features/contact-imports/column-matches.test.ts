import { expect, test } from 'vitest';
import { matchOf, readCells, withMatch } from './column-matches.ts';

const matches = [
  { column: 0, target: 'name' as const },
  { column: 1, target: 'phone' as const, label: 'mobile' },
  { column: 2, target: 'ignore' as const },
];

test('what only one column can be moves from the column that was it', () => {
  expect(withMatch(matches, { column: 2, target: 'name' })).toEqual([
    { column: 0, target: 'ignore' },
    { column: 1, target: 'phone', label: 'mobile' },
    { column: 2, target: 'name' },
  ]);
});

test('several columns can be numbers', () => {
  const after = withMatch(matches, { column: 2, target: 'phone', label: 'work' });
  expect(after.map(({ target }) => target)).toEqual(['name', 'phone', 'phone']);
  expect(matchOf(after, 2)).toEqual({ column: 2, target: 'phone', label: 'work' });
  expect(matchOf(after, 9)).toEqual({ column: 9, target: 'ignore' });
});

test('the preview shows each way of writing a number once, read or with its problem', () => {
  const row = (cell: string, more: object) => ({
    ...{ row: 1, cells: ['Ada', cell, 'x'], problems: [], numbers: [], is_edited: false, is_left_out: false },
    ...more,
  });
  const preview = [
    row('0151 23456789', { numbers: [{ column: 1, number: '+4915123456789' }] }),
    row('0151 23456789', { numbers: [{ column: 1, number: '+4915123456789' }] }),
    row('12', { problems: [{ column: 1, problem: 'Too short for DE.' }] }),
    row('', {}),
  ];
  const settings = {
    ...{ delimiter: ',' as const, encoding: 'utf-8' as const, header_row: 1, matches, default_country: 'DE' },
    ...{ same_by: 'number' as const, same_then: 'skip' as const, tags: [], time_zone: null, region: null },
    ...{ consent: null, campaign_id: null },
  };
  expect(readCells({ preview, settings }, 5)).toEqual([
    { written: '0151 23456789', read: { number: '+4915123456789' } },
    { written: '12', read: { problem: 'Too short for DE.' } },
  ]);
});
