import type { ImportRow } from '@offhook/contract';

/** A cell of the grid: its place among the rows shown, and among the columns, of which the first says what row it is. */
export interface Place {
  row: number;
  column: number;
}

const page = 10;

/** Where a key leads from a cell; undefined for keys that lead nowhere. */
export function moved(
  { row, column }: Place,
  key: string,
  withMod: boolean,
  size: { rows: number; columns: number },
): Place | undefined {
  const [lastRow, lastColumn] = [size.rows - 1, size.columns - 1];
  const to: Record<string, Place> = {
    ArrowUp: { row: withMod ? 0 : row - 1, column },
    ArrowDown: { row: withMod ? lastRow : row + 1, column },
    ArrowLeft: { row, column: withMod ? 0 : column - 1 },
    ArrowRight: { row, column: withMod ? lastColumn : column + 1 },
    PageUp: { row: row - page, column },
    PageDown: { row: row + page, column },
    Home: { row: withMod ? 0 : row, column: 0 },
    End: { row: withMod ? lastRow : row, column: lastColumn },
  };
  const place = to[key];
  return (
    place && {
      row: Math.max(0, Math.min(lastRow, place.row)),
      column: Math.max(0, Math.min(lastColumn, place.column)),
    }
  );
}

/** The next cell with a problem after `from`, beginning anew at the end; `columns` are the columns of the file shown. */
export function nextProblem(rows: readonly ImportRow[], columns: readonly number[], from: Place): Place | undefined {
  const places = rows.flatMap(({ problems, is_left_out }, row) => {
    if (is_left_out) return [];
    // A problem of the row as a whole stands in the first column.
    const found = problems.map((problem) => (problem.column === null ? 0 : columns.indexOf(problem.column) + 1));
    return [...new Set(found)].sort((a, b) => a - b).map((column): Place => ({ row, column }));
  });
  const isAfter = (place: Place) => place.row > from.row || (place.row === from.row && place.column > from.column);
  return places.find(isAfter) ?? places[0];
}
