import { changeContactImportRows, type ImportRow } from '@offhook/contract';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { sayFailed } from '../../ui/toasts.tsx';
import { applyImport, importKeys } from './queries.ts';

export type RowChange = { row: number; column: number; text: string } | { row: number; leave_out: boolean };
type Rows = InfiniteData<{ items: ImportRow[]; next_cursor: string | null }>;

/** Mends one cell, or leaves a row out. It shows at once; the row stays where it is, also when nothing is wrong with it now. */
export function useRowChanges(importId: string) {
  const client = useQueryClient();
  const queryKey = importKeys.rows(importId);
  const replace = (number: number, next: (row: ImportRow) => ImportRow) =>
    client.setQueriesData<Rows>(
      { queryKey },
      (known) =>
        known && {
          ...known,
          pages: known.pages.map((page) => ({
            ...page,
            items: page.items.map((row) => (row.row === number ? next(row) : row)),
          })),
        },
    );
  return useMutation({
    scope: { id: queryKey.join(' ') },
    mutationFn: (change: RowChange) => {
      const { row } = change;
      const body =
        'leave_out' in change
          ? { row, leave_out: change.leave_out }
          : { row, cells: [{ column: change.column, text: change.text }] };
      return api(changeContactImportRows, { params: { import_id: importId }, body: { rows: [body] } });
    },
    onMutate: (change) => {
      replace(change.row, (row) =>
        'leave_out' in change
          ? { ...row, is_left_out: change.leave_out }
          : { ...row, cells: withCell(row.cells, change.column, change.text) },
      );
    },
    onSuccess: ({ items, import: answer }) => {
      for (const item of items) replace(item.row, () => item);
      applyImport(client, answer);
    },
    onError: async (error) => {
      sayFailed(error);
      await client.invalidateQueries({ queryKey });
    },
  });
}

/** A row that is too short grows up to the cell. */
function withCell(cells: readonly string[], column: number, text: string): string[] {
  return Array.from({ length: Math.max(cells.length, column + 1) }, (_, at) =>
    at === column ? text : (cells[at] ?? ''),
  );
}
