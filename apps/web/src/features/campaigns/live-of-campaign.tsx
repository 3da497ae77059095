import { useInfiniteQuery } from '@tanstack/react-query';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { LiveBox } from '../calls/live-box.tsx';
import { LiveItem } from '../calls/live-item.tsx';
import { usePollWhileOffline } from '../calls/poll-while-offline.ts';
import { callListQuery } from '../calls/queries.ts';
import type { CampaignDetail, CampaignSchedule } from './queries.ts';

const mostShown = 25;

/** The campaign's calls of this moment. */
export function LiveOfCampaign({
  campaign,
  schedule,
}: {
  campaign: CampaignDetail;
  schedule: CampaignSchedule | undefined;
}) {
  const query = { campaign_id: campaign.id, live: 'true', limit: mostShown } as const;
  const live = useInfiniteQuery({ ...callListQuery(query), refetchInterval: usePollWhileOffline() });
  const inFlight = schedule?.in_flight ?? campaign.counts.dialling;
  return (
    <section aria-labelledby="in-flight" className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
      <h2 id="in-flight" className="text-base leading-6 font-semibold">
        In flight{' '}
        <span className="tabular">
          {inFlight}/{campaign.settings.concurrency}
        </span>
      </h2>
      {live.isPending ? <Skeleton rows={3} rowHeight={56} label="Loading live calls" /> : null}
      {live.isError && !live.data ? (
        <FailedState what="Live calls" error={live.error} onRetry={() => void live.refetch()} />
      ) : null}
      {live.data ? (
        <LiveBox calls={live.data.pages.flatMap((page) => page.items)}>
          {(rows) =>
            rows.length === 0 ? (
              <p className="card grid min-h-16 place-items-center p-4 text-muted">No call is under way.</p>
            ) : (
              <ul aria-label="Live calls" className="card divide-y">
                {rows.slice(0, mostShown).map((row) => (
                  <LiveItem key={row.call.id} row={row} />
                ))}
              </ul>
            )
          }
        </LiveBox>
      ) : null}
      {inFlight > mostShown ? <p className="text-[13px] text-muted">The newest {mostShown} are shown.</p> : null}
    </section>
  );
}
