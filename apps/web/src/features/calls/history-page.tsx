import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { serverNowMs } from '../../app/clock.ts';
import { Page } from '../../app/page.tsx';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { type CallFilters, toCallQuery } from './call-filters.ts';
import { CallList } from './call-list.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FilterChips } from './filter-chips.tsx';
import { callListQuery } from './queries.ts';

/** All calls, newest first; every filter stands in the address. */
export function HistoryPage() {
  const filters = useSearch({ from: '/inside/calls' });
  const navigate = useNavigate({ from: '/calls' });
  const zone = useTimeZone();
  // Relative dates are fixed when the filter is set, so that the list does not start anew by itself at midnight.
  const query = useMemo(() => toCallQuery(filters, zone, serverNowMs()), [filters, zone]);
  const calls = useInfiniteQuery(callListQuery(query));
  const change = (search: CallFilters, replace = false) => void navigate({ search, replace });
  const total = calls.isPlaceholderData ? undefined : calls.data?.pages[0]?.total;
  return (
    <Page title="Calls">
      <FilterBar filters={filters} onChange={change} />
      <FilterChips filters={filters} onChange={change} />
      <p role="status" className="min-h-5 text-[13px] text-muted">
        {total === undefined ? '' : total === 1 ? '1 call' : `${total.toLocaleString('en-US')} calls`}
      </p>
      {calls.isPending ? <Skeleton rows={12} rowHeight={48} label="Loading calls" /> : null}
      {calls.isError && !calls.data ? (
        <FailedState what="Calls" error={calls.error} onRetry={() => void calls.refetch()} />
      ) : null}
      {calls.data?.pages[0]?.items.length === 0 ? (
        <NoCalls filtered={Object.keys(filters).length > 0} onClear={() => change({})} />
      ) : null}
      {calls.data && calls.data.pages[0]?.items.length !== 0 ? (
        <CallList
          calls={calls.data.pages.flatMap((page) => page.items)}
          hasMore={calls.hasNextPage}
          loadingMore={calls.isFetchingNextPage}
          onMore={() => void calls.fetchNextPage()}
        />
      ) : null}
    </Page>
  );
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
