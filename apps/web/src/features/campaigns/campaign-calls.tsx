import { callLook, callStatuses } from '@offhook/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { LayoutGrid, RefreshCw, Table } from 'lucide-react';
import { useState } from 'react';
import { useIsNarrow } from '../../app/narrow.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { usePollWhileOffline } from '../calls/poll-while-offline.ts';
import { callListQuery } from '../calls/queries.ts';
import { CallCards } from './call-cards.tsx';
import { pressed, printSorting, readSorting, sortCalls } from './call-sorting.ts';
import { CampaignCallTable } from './campaign-call-table.tsx';
import type { CampaignDetail } from './queries.ts';
import { StillBox } from './still-box.tsx';

/** Every call of the campaign as a table or as cards; they change by themselves. */
export function CampaignCalls({ campaign }: { campaign: CampaignDetail }) {
  const { sort } = useSearch({ from: '/inside/campaigns/$campaignId' });
  const navigate = useNavigate({ from: '/campaigns/$campaignId' });
  const narrow = useIsNarrow();
  const [asCards, setAsCards] = useState(false);
  const [status, setStatus] = useState('');
  const sorting = readSorting(sort);
  const query = { campaign_id: campaign.id, ...(status && { status }), limit: 50 };
  const list = useInfiniteQuery({ ...callListQuery(query), refetchInterval: usePollWhileOffline() });
  const calls = list.data?.pages.flatMap((page) => page.items);
  const isSorted = sort !== undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <SelectField label="Status" className="w-36" value={status} onChange={(event) => setStatus(event.target.value)}>
          <option value="">Any</option>
          {callStatuses.map((each) => (
            <option key={each} value={each}>
              {callLook(each, 'outbound').label}
            </option>
          ))}
        </SelectField>
        <Button className="h-9" disabled={list.isFetching} onClick={() => void list.refetch()}>
          <RefreshCw size={14} aria-hidden /> Refresh
        </Button>
        {narrow ? null : (
          <Button className="h-9" aria-pressed={asCards} onClick={() => setAsCards(!asCards)}>
            {asCards ? <Table size={14} aria-hidden /> : <LayoutGrid size={14} aria-hidden />}
            {asCards ? 'As a table' : 'As cards'}
          </Button>
        )}
        <Link
          to="/calls"
          search={{ campaign: campaign.id }}
          className="inline-flex min-h-9 items-center px-1 text-accent-text underline underline-offset-2"
        >
          All filters
        </Link>
      </div>
      {list.isPending ? <Skeleton rows={8} rowHeight={44} label="Loading calls" /> : null}
      {list.isError && !calls ? (
        <FailedState what="Calls" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {calls?.length === 0 ? <NoCalls isFiltered={status !== ''} onClear={() => setStatus('')} /> : null}
      {calls && calls.length > 0 ? (
        <StillBox of={JSON.stringify([query, sort])} rows={sortCalls(calls, sorting)}>
          {(rows) =>
            narrow || asCards ? (
              <CallCards calls={rows} />
            ) : (
              <CampaignCallTable
                calls={rows}
                sorting={sorting}
                onSort={(by) =>
                  void navigate({
                    search: (before) => ({ ...before, sort: printSorting(pressed(sorting, by)) }),
                    replace: true,
                    resetScroll: false,
                  })
                }
              />
            )
          }
        </StillBox>
      ) : null}
      {list.hasNextPage && isSorted ? (
        <p className="text-center text-[13px] text-muted">Sorted are the {calls?.length} calls that are loaded.</p>
      ) : null}
      {list.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </div>
  );
}

function NoCalls({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <EmptyState title="No call has this status">
        <Button onClick={onClear}>Show all calls</Button>
      </EmptyState>
    );
  return <EmptyState title="No calls yet">They appear here by themselves, the moment they begin.</EmptyState>;
}
