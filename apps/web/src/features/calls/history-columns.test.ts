import { expect, test } from 'vitest';
import {
  columnIds,
  exportedColumns,
  narrowestColumn,
  readLayout,
  usualLayout,
  withColumn,
  withColumnMoved,
} from './history-columns.ts';

const ids = (layout: typeof usualLayout) => layout.columns.map(({ id }) => id);

test.each([null, '', '{', '{"columns":3}', '[]'])('of nonsense (%s) the usual layout is made', (text) => {
  expect(readLayout(text)).toEqual(usualLayout);
});

test('what was stored is kept, columns unknown to it come last and unknown ones are left out', () => {
  const columns = [
    { id: 'cost', shown: false, width: 100 },
    { id: 'gone', shown: true, width: 100 },
    { id: 'cost', shown: true, width: 90 },
  ];
  const layout = readLayout(JSON.stringify({ columns, density: 'compact' }));
  expect(layout.density).toBe('compact');
  expect(layout.columns[0]).toEqual({ id: 'cost', shown: false, width: 100 });
  expect(ids(layout).toSorted()).toEqual([...columnIds].toSorted());
});

test('a column moves by one place and not beyond the ends', () => {
  expect(ids(withColumnMoved(usualLayout, 'state', -1)).slice(0, 2)).toEqual(['state', 'who']);
  expect(withColumnMoved(usualLayout, 'who', -1)).toBe(usualLayout);
  expect(withColumnMoved(usualLayout, 'tags', 1)).toBe(usualLayout);
});

test('widths stay within bounds', () => {
  expect(withColumn(usualLayout, 'who', { width: 3 }).columns[0]?.width).toBe(narrowestColumn);
});

test('the last column cannot be hidden', () => {
  const last = columnIds.slice(1).reduce((layout, id) => withColumn(layout, id, { shown: false }), usualLayout);
  expect(withColumn(last, 'who', { shown: false })).toBe(last);
});

test('an export has the shown columns in their order, after the id', () => {
  const only = columnIds
    .filter((id) => id !== 'cost' && id !== 'state')
    .reduce((layout, id) => withColumn(layout, id, { shown: false }), usualLayout);
  expect(exportedColumns(only)).toEqual(['id', 'status', 'cost', 'currency']);
});
