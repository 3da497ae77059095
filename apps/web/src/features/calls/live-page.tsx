import { useQuery } from '@tanstack/react-query';
import { useIsNarrow } from '../../app/narrow.ts';
import { Page } from '../../app/page.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { LiveBanner } from './live-banner.tsx';
import { LiveBox } from './live-box.tsx';
import { NoLiveCalls } from './live-calls.tsx';
import { LiveItem } from './live-item.tsx';
import { LiveTable } from './live-table.tsx';
import { usePollWhileOffline } from './poll-while-offline.ts';
import { liveCallsQuery } from './queries.ts';
import { StatTiles } from './stat-tiles.tsx';

/** The calls of this moment and the day in figures. */
export function LivePage() {
  const live = useQuery({ ...liveCallsQuery, refetchInterval: usePollWhileOffline() });
  const narrow = useIsNarrow();
  return (
    <Page title="Live">
      <LiveBanner />
      <StatTiles />
      <section aria-labelledby="live-calls" className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
        <h2 id="live-calls" className="text-base leading-6 font-semibold">
          Live calls
        </h2>
        {live.isPending ? <Skeleton rows={6} rowHeight={48} label="Loading live calls" /> : null}
        {live.isError && !live.data ? (
          <FailedState what="Live calls" error={live.error} onRetry={() => void live.refetch()} />
        ) : null}
        {live.data ? (
          <LiveBox calls={live.data}>
            {(rows) => {
              if (rows.length === 0) return <NoLiveCalls />;
              if (!narrow) return <LiveTable rows={rows} />;
              return (
                <ul className="card divide-y">
                  {rows.map((row) => (
                    <LiveItem key={row.call.id} row={row} />
                  ))}
                </ul>
              );
            }}
          </LiveBox>
        ) : null}
      </section>
    </Page>
  );
}
