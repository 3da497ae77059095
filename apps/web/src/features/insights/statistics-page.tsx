import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useNow } from '../../app/clock.ts';
import { absoluteTime } from '../../app/formats.ts';
import { Page } from '../../app/page.tsx';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { usePollWhileOffline } from '../calls/poll-while-offline.ts';
import { callStatsQuery } from '../calls/queries.ts';
import { StatisticsCards } from './statistics-cards.tsx';
import { StatisticsCharts } from './statistics-charts.tsx';
import { StatisticsControls } from './statistics-controls.tsx';
import { SaveCsv } from './statistics-csv-button.tsx';
import { daysOf, type StatisticsFilter, toStatsQuery } from './statistics-filter.ts';

/** Calls in figures: of a period, a person, a direction, grouped as one likes. */
export function StatisticsPage() {
  const workspaceZone = useTimeZone();
  const filter = useSearch({ from: '/inside/statistics' });
  const navigate = useNavigate({ from: '/statistics' });
  // So that a page left open goes on to the next day.
  const nowMs = useNow(60_000);
  const query = toStatsQuery(filter, workspaceZone, nowMs);
  const stats = useQuery({ ...callStatsQuery(query), refetchInterval: usePollWhileOffline() });
  const change = (part: Partial<StatisticsFilter>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const zone = filter.zone ?? workspaceZone;
  const linking = {
    filter,
    days: daysOf(filter, zone, nowMs),
    // The history shows days of the workspace's zone: those of another would not be the same calls.
    inHistory: zone === workspaceZone,
  };
  return (
    <Page title="Statistics" actions={stats.data ? <SaveCsv stats={stats.data} by={query.group_by} /> : null}>
      <StatisticsControls filter={filter} grouping={query.group_by} onChange={change} />
      {stats.isPending ? <Skeleton rows={5} rowHeight={84} label="Loading the statistics" /> : null}
      {stats.isError && !stats.data ? (
        <FailedState what="Statistics" error={stats.error} onRetry={() => void stats.refetch()} />
      ) : null}
      {stats.data ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4" aria-busy={stats.isPlaceholderData}>
          <p role="status" className="text-[13px] text-muted">
            As of {absoluteTime(stats.data.as_of, zone, 'full')}, days of {stats.data.time_zone}.
            {stats.data.live_calls > 0 ? ` ${stats.data.live_calls} live, counted without talk time and cost.` : ''}
          </p>
          {stats.data.total_calls === 0 ? (
            <NoCalls filter={filter} onClear={() => void navigate({ search: {}, replace: true })} />
          ) : (
            <>
              <StatisticsCards stats={stats.data} />
              <StatisticsCharts stats={stats.data} by={query.group_by} linking={linking} />
            </>
          )}
        </div>
      ) : null}
    </Page>
  );
}

function NoCalls({ filter, onClear }: { filter: StatisticsFilter; onClear: () => void }) {
  return (
    <EmptyState title="No calls in this period">
      {Object.keys(filter).length > 0 ? (
        <Button onClick={onClear}>Show the last 7 days of everybody</Button>
      ) : (
        'Place a call, and its figures appear here.'
      )}
    </EmptyState>
  );
}
