import { useInfiniteQuery } from '@tanstack/react-query';
import { formatNumber } from '../../app/phone.ts';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { type CampaignDetail, forecastProspectsQuery } from './queries.ts';

interface ForecastProspectsProps {
  campaign: CampaignDetail;
  asOf: string;
  reason: string | undefined;
  reasonWords: string | undefined;
  onClear: () => void;
}

/** The dry run person by person: when each would be called, or why not. */
export function ForecastProspects({ campaign, asOf, reason, reasonWords, onClear }: ForecastProspectsProps) {
  const { country } = useWorkspace();
  const list = useInfiniteQuery(forecastProspectsQuery(campaign.id, reason, asOf));
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <section aria-labelledby="person-by-person" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h3 id="person-by-person" className="font-semibold">
          Person by person
        </h3>
        {reason ? (
          <Button size="small" className="max-w-full rounded-full bg-accent-soft" onClick={onClear}>
            <span className="truncate">{reasonWords ?? reason}: show all</span>
          </Button>
        ) : null}
      </div>
      {list.isPending ? <Skeleton rows={5} rowHeight={44} label="Loading the people" /> : null}
      {list.isError && !items ? (
        <FailedState what="The people" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {items?.length === 0 ? <p className="text-muted">Nobody.</p> : null}
      {items && items.length > 0 ? (
        <ul aria-label="Forecast of each person" className="divide-y border-y">
          {items.map(({ prospect, would_call_at, local_time, reasons }) => (
            <li key={prospect.id} className="grid gap-x-4 py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
              <p className="min-w-0">
                <span className="font-medium break-words">{prospect.contact?.name ?? 'Deleted contact'}</span>
                <span className="tabular block text-[13px] text-muted">
                  {prospect.phone_number ? formatNumber(prospect.phone_number, country) : 'No number'}
                </span>
              </p>
              <p className="text-[13px]">
                {would_call_at ? `Would be called ${local_time ?? ''}` : null}
                {reasons.map(({ message }) => (
                  <span key={message} className="block text-muted">
                    {message}
                  </span>
                ))}
              </p>
            </li>
          ))}
        </ul>
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
    </section>
  );
}
