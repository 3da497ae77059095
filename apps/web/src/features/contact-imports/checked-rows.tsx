import type { ContactImportDetail } from '@offhook/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { figure } from './import-words.ts';
import { importRowsQuery, type RowChoice } from './queries.ts';
import { RowGrid } from './row-grid.tsx';

const mostShown = 1000;

/** The rows as a grid; more of them are asked for as somebody goes down. */
export function CheckedRows({ of, only }: { of: ContactImportDetail; only: RowChoice }) {
  const rows = useInfiniteQuery(importRowsQuery(of.id, only));
  const items = rows.data?.pages.flatMap((page) => page.items);
  if (rows.isPending) return <Skeleton rows={8} rowHeight={52} label="Loading the rows" />;
  if (!items) return <FailedState what="The rows" error={rows.error} onRetry={() => void rows.refetch()} />;
  if (items.length === 0)
    return <EmptyState title={only === 'problems' ? 'No row has an error' : 'There are no rows'} />;
  const all = of.checked?.rows ?? 0;
  const isCut = only === 'all' && all > mostShown && !rows.hasNextPage;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <RowGrid
        of={of}
        rows={items}
        hasMore={rows.hasNextPage}
        onMore={() => {
          if (!rows.isFetchingNextPage) void rows.fetchNextPage();
        }}
      />
      <p className="text-[13px] text-muted">
        {isCut ? `The first ${figure(mostShown)} of ${figure(all)} rows. ` : ''}
        Arrow keys move, Enter edits a cell, Esc takes back what was typed.
      </p>
    </div>
  );
}
