import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { RefreshCw, RotateCcw } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useIsNarrow } from '../../app/narrow.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { usePollWhileOffline } from '../calls/poll-while-offline.ts';
import { ProspectCards } from './prospect-cards.tsx';
import { ProspectFilterBar } from './prospect-filter-bar.tsx';
import { type CampaignSearch, isFiltered, toProspectQuery } from './prospect-filters.ts';
import { ProspectPanel } from './prospect-panel.tsx';
import { ProspectTable } from './prospect-table.tsx';
import { type CampaignDetail, prospectListQuery, statsQuery } from './queries.ts';
import { RetryFailedDialog } from './retry-failed-dialog.tsx';
import { StillBox } from './still-box.tsx';

/** Everybody in the campaign: state, attempts, the next call and the reason for what is not done. */
export function ProspectsTab({ campaign }: { campaign: CampaignDetail }) {
  const search = useSearch({ from: '/inside/campaigns/$campaignId' });
  const navigate = useNavigate({ from: '/campaigns/$campaignId' });
  const narrow = useIsNarrow();
  const [isRetrying, setRetrying] = useState(false);
  const mayRetry = useMay('manager') && (campaign.status === 'running' || campaign.status === 'paused');
  const query = toProspectQuery(search);
  const list = useInfiniteQuery({ ...prospectListQuery(campaign.id, query), refetchInterval: usePollWhileOffline() });
  const items = list.data?.pages.flatMap((page) => page.items);
  const show = useCallback(
    (part: Partial<Record<keyof CampaignSearch, string | undefined>>) =>
      // What the address cannot hold is left out when it is read.
      void navigate({
        search: (before) => ({ ...before, ...part }) as CampaignSearch,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const clear = () => show({ state: undefined, outcome: undefined, reason: undefined, q: undefined });
  const reasons = useQuery({ ...statsQuery(campaign.id), enabled: search.reason !== undefined }).data?.reasons;
  const reasonWords = reasons?.find(({ code }) => code === search.reason)?.message ?? search.reason;
  const open = useCallback((id: string) => show({ p: id }), [show]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <ProspectFilterBar search={search} reasonWords={reasonWords} onChange={show}>
        <Button className="h-9" disabled={list.isFetching} onClick={() => void list.refetch()}>
          <RefreshCw size={14} aria-hidden /> Refresh
        </Button>
        {mayRetry ? (
          <Button className="h-9" aria-haspopup="dialog" onClick={() => setRetrying(true)}>
            <RotateCcw size={14} aria-hidden /> Retry failed ones…
          </Button>
        ) : null}
      </ProspectFilterBar>
      {list.isPending ? <Skeleton rows={10} rowHeight={narrow ? 96 : 52} label="Loading prospects" /> : null}
      {list.isError && !items ? (
        <FailedState what="Prospects" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {items?.length === 0 ? <NoProspects campaign={campaign} isFiltered={isFiltered(search)} onClear={clear} /> : null}
      {items && items.length > 0 ? (
        <StillBox of={JSON.stringify(query)} rows={items}>
          {(rows) =>
            narrow ? <ProspectCards prospects={rows} onOpen={open} /> : <ProspectTable prospects={rows} onOpen={open} />
          }
        </StillBox>
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
      {isRetrying ? <RetryFailedDialog campaign={campaign} onClose={() => setRetrying(false)} /> : null}
      {search.p ? (
        <ProspectPanel
          key={search.p}
          campaign={campaign}
          prospectId={search.p}
          onClose={() => show({ p: undefined })}
        />
      ) : null}
    </div>
  );
}

function NoProspects(props: { campaign: CampaignDetail; isFiltered: boolean; onClear: () => void }) {
  if (props.isFiltered)
    return (
      <EmptyState title="No prospect matches">
        <Button onClick={props.onClear}>Clear filters</Button>
      </EmptyState>
    );
  return <EmptyState title="Nobody in this campaign yet">Add people under Edit, in the step Audience.</EmptyState>;
}
