import type { ImportRow } from '@offhook/contract';
import { expect, test } from 'vitest';
import { moved, nextProblem } from './grid-moves.ts';

const size = { rows: 20, columns: 4 };

test.each([
  ['ArrowDown', false, { row: 1, column: 1 }],
  ['ArrowUp', false, { row: 0, column: 1 }],
  ['ArrowLeft', false, { row: 0, column: 0 }],
  ['PageDown', false, { row: 10, column: 1 }],
  ['End', false, { row: 0, column: 3 }],
  ['End', true, { row: 19, column: 3 }],
  ['ArrowDown', true, { row: 19, column: 1 }],
  ['Enter', false, undefined],
])('%s (with Ctrl: %s) leads to %j', (key, withMod, place) => {
  expect(moved({ row: 0, column: 1 }, key, withMod, size)).toEqual(place);
});

test('the next problem is after the cell, then at the beginning again; rows left out have none', () => {
  const row = (problems: ImportRow['problems'], is_left_out = false): ImportRow => ({
    ...{ row: 1, cells: [], numbers: [], is_edited: false },
    ...{ problems, is_left_out },
  });
  const rows = [
    row([{ column: 7, problem: 'x' }]),
    row([{ column: null, problem: 'x' }], true),
    row([{ column: null, problem: 'x' }]),
  ];
  expect(nextProblem(rows, [3, 7], { row: 0, column: 0 })).toEqual({ row: 0, column: 2 });
  expect(nextProblem(rows, [3, 7], { row: 0, column: 2 })).toEqual({ row: 2, column: 0 });
  expect(nextProblem(rows, [3, 7], { row: 2, column: 0 })).toEqual({ row: 0, column: 2 });
  expect(nextProblem([row([])], [3], { row: 0, column: 0 })).toBeUndefined();
});
