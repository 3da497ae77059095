import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { LiveBanner } from './live-banner.tsx';
import { LiveBox } from './live-box.tsx';
import { LiveItem } from './live-item.tsx';
import { usePollWhileOffline } from './poll-while-offline.ts';
import { liveCallsQuery } from './queries.ts';

/** The calls of this moment, where there is room for a list. */
export function LiveCalls() {
  const live = useQuery({ ...liveCallsQuery, refetchInterval: usePollWhileOffline() });
  return (
    <section aria-labelledby="live-calls" className="grid content-start gap-2">
      <div className="flex flex-wrap items-center gap-x-3">
        <h2 id="live-calls" className="text-base leading-6 font-semibold">
          Live calls
        </h2>
        <Link to="/live" className="min-h-6 text-[13px] text-accent-text underline underline-offset-2">
          As a table
        </Link>
      </div>
      <LiveBanner />
      {live.isPending ? <Skeleton rows={2} rowHeight={56} label="Loading live calls" /> : null}
      {live.isError && !live.data ? (
        <FailedState what="Live calls" error={live.error} onRetry={() => void live.refetch()} />
      ) : null}
      {live.data ? (
        <LiveBox calls={live.data}>
          {(rows) =>
            rows.length === 0 ? (
              <NoLiveCalls />
            ) : (
              <ul className="card divide-y">
                {rows.map((row) => (
                  <LiveItem key={row.call.id} row={row} />
                ))}
              </ul>
            )
          }
        </LiveBox>
      ) : null}
    </section>
  );
}

export function NoLiveCalls() {
  return <EmptyState title="No live calls">Calls appear here by themselves, the moment they begin.</EmptyState>;
}
