import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Columns3 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { serverNowMs } from '../../app/clock.ts';
import { useIsNarrow } from '../../app/narrow.ts';
import { Page } from '../../app/page.tsx';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { type CallFilters, toCallQuery } from './call-filters.ts';
import { FilterBar } from './filter-bar.tsx';
import { FilterChips } from './filter-chips.tsx';
import { KindButtons } from './filter-kinds.tsx';
import { ColumnsDialog } from './history-columns-dialog.tsx';
import { ExportButton } from './history-export.tsx';
import { HistoryList } from './history-list.tsx';
import { SaveViewButton, ViewsButton } from './history-views.tsx';
import { LiveBanner } from './live-banner.tsx';
import { usePollWhileOffline } from './poll-while-offline.ts';
import { callListQuery } from './queries.ts';
import { useHistoryLayout } from './use-history-layout.ts';

/** All calls, newest first; every filter stands in the address. */
export function HistoryPage() {
  const filters = useSearch({ from: '/inside/calls' });
  const navigate = useNavigate({ from: '/calls' });
  const zone = useTimeZone();
  const narrow = useIsNarrow();
  const [layout, setLayout] = useHistoryLayout();
  const [choosing, setChoosing] = useState(false);
  // Relative dates are fixed when the filter is set, so that the list does not start anew by itself at midnight.
  const query = useMemo(() => toCallQuery(filters, zone, serverNowMs()), [filters, zone]);
  const calls = useInfiniteQuery({ ...callListQuery(query), refetchInterval: usePollWhileOffline() });
  const change = (search: CallFilters, replace = false) => void navigate({ search, replace });
  const first = calls.isPlaceholderData ? undefined : calls.data?.pages[0];
  const height = layout.density === 'compact' ? 32 : 44;
  return (
    <Page
      title="Calls"
      actions={
        <>
          <ViewsButton onOpen={change} />
          {narrow ? null : (
            <Button onClick={() => setChoosing(true)}>
              <Columns3 size={14} aria-hidden /> Columns
            </Button>
          )}
          <ExportButton query={query} layout={layout} />
        </>
      }
    >
      <LiveBanner />
      <KindButtons filters={filters} onChange={change} />
      <FilterBar filters={filters} onChange={change} />
      <FilterChips filters={filters} onChange={change}>
        <SaveViewButton filters={filters} />
      </FilterChips>
      <p role="status" className="min-h-5 text-[13px] text-muted">
        {first ? countWords(first.total, first.total_is_exact) : ''}
      </p>
      {calls.isPending ? <Skeleton rows={12} rowHeight={narrow ? 116 : height} label="Loading calls" /> : null}
      {calls.isError && !calls.data ? (
        <FailedState what="Calls" error={calls.error} onRetry={() => void calls.refetch()} />
      ) : null}
      {calls.data?.pages[0]?.items.length === 0 ? (
        <NoCalls filtered={Object.keys(filters).length > 0} onClear={() => change({})} />
      ) : null}
      {calls.data && calls.data.pages[0]?.items.length !== 0 ? (
        <HistoryList
          key={JSON.stringify(query)}
          calls={calls.data.pages.flatMap((page) => page.items)}
          layout={layout}
          onLayout={setLayout}
          hasMore={calls.hasNextPage}
          loadingMore={calls.isFetchingNextPage}
          onMore={() => void calls.fetchNextPage()}
        />
      ) : null}
      {choosing ? <ColumnsDialog layout={layout} onChange={setLayout} onClose={() => setChoosing(false)} /> : null}
    </Page>
  );
}

function countWords(total: number, exact: boolean): string {
  const count = total.toLocaleString('en-US');
  if (!exact) return `More than ${count} calls`;
  return total === 1 ? '1 call' : `${count} calls`;
}

function NoCalls({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered)
    return (
      <EmptyState title="No call matches these filters">
        <Button onClick={onClear}>Clear filters</Button>
      </EmptyState>
    );
  return (
    <EmptyState title="No calls yet">
      <Link to="/" hash="dialer" className={buttonLook({ look: 'primary' })}>
        Place a test call
      </Link>
    </EmptyState>
  );
}
