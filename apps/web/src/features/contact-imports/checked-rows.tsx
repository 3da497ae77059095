import type { ContactImportDetail } from '@offhook/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { figure } from './import-words.ts';
import { importRowsQuery, type RowChoice } from './queries.ts';
import { RowGrid } from './row-grid.tsx';

const mostShown = 1000;

interface CheckedRowsProps {
  of: ContactImportDetail;
  only: RowChoice;
  /** What chooses between the rows; it keeps its place while they are loaded. */
  filter: ReactNode;
}

/** The rows as a grid; more of them are asked for as somebody goes down. */
export function CheckedRows({ of, only, filter }: CheckedRowsProps) {
  const rows = useInfiniteQuery(importRowsQuery(of.id, only));
  const items = rows.data?.pages.flatMap((page) => page.items);
  const all = of.checked?.rows ?? 0;
  const isCut = only === 'all' && all > mostShown && !rows.hasNextPage;
  const more = () => {
    if (!rows.isFetchingNextPage && !rows.isFetchNextPageError) void rows.fetchNextPage();
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {items && items.length > 0 ? (
        <RowGrid of={of} rows={items} hasMore={rows.hasNextPage} onMore={more} filter={filter} />
      ) : (
        filter
      )}
      {rows.isPending ? <Skeleton rows={8} rowHeight={56} label="Loading the rows" /> : null}
      {rows.isError && !items ? (
        <FailedState what="The rows" error={rows.error} onRetry={() => void rows.refetch()} />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState title={only === 'problems' ? 'No row has an error' : 'There are no rows'} />
      ) : null}
      {items && items.length > 0 ? (
        <p className="text-[13px] text-muted">
          {isCut ? `The first ${figure(mostShown)} of ${figure(all)} rows. ` : ''}
          Arrow keys move, Enter edits a cell, Esc takes back what was typed.
        </p>
      ) : null}
    </div>
  );
}
