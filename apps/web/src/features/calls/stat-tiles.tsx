import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { memo, useMemo } from 'react';
import { serverNowMs } from '../../app/clock.ts';
import { absoluteTime, money } from '../../app/formats.ts';
import { useTimeZone } from '../../app/time-zone.ts';
import { FailedState } from '../../ui/states.tsx';
import { usePollWhileOffline } from './poll-while-offline.ts';
import { callStatsQuery, liveCallsQuery } from './queries.ts';
import { dayIn, startOfDay } from './zoned-days.ts';

/** This moment and today in six figures; each leads to the calls behind it, and says of when it is. */
export function StatTiles() {
  const zone = useTimeZone();
  const minute = Math.floor(serverNowMs() / 60_000);
  const since = useMemo(() => startOfDay(dayIn(zone, minute * 60_000), zone), [zone, minute]);
  const polled = { refetchInterval: usePollWhileOffline() };
  const stats = useQuery({ ...callStatsQuery({ since }), ...polled });
  const live = useQuery({ ...liveCallsQuery, ...polled });
  if (stats.isError && !stats.data)
    return <FailedState what="Today's figures" error={stats.error} onRetry={() => void stats.refetch()} />;
  const today = stats.data;
  const asOfLive = live.data ? new Date(live.dataUpdatedAt - (live.dataUpdatedAt % 1000)).toISOString() : undefined;
  const asOfToday = today?.as_of;
  const count = (status: string) => live.data?.filter((call) => call.status === status).length.toString();
  const tiles: Tile[] = [
    { label: 'Active now', value: count('in-progress'), asOf: asOfLive, search: { status: 'in-progress' } },
    { label: 'Ringing', value: count('ringing'), asOf: asOfLive, search: { status: 'ringing' } },
    { label: 'Waiting to be dialed', value: count('queued'), asOf: asOfLive, search: { status: 'queued' } },
    { label: 'Calls today', value: today?.total_calls.toString(), asOf: asOfToday, search: { date: 'today' } },
    {
      label: 'Answered today',
      value: today && `${today.answered_calls}${share(today.answered_calls, today.total_calls)}`,
      asOf: asOfToday,
      search: { date: 'today', status: 'in-progress,completed' },
    },
    {
      label: 'Cost today',
      value: today && money(today.total_cost, today.currency),
      asOf: asOfToday,
      search: { date: 'today' },
    },
  ];
  return (
    <section aria-label="Today" className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
      {tiles.map((tile) => (
        <StatTile key={tile.label} {...tile} zone={zone} />
      ))}
    </section>
  );
}

interface Tile {
  label: string;
  value: string | undefined;
  asOf: string | undefined;
  search: NonNullable<LinkProps<'a'>['search']>;
}

// Drawn anew only for another figure or second: naming a moment in a zone is slow.
const StatTile = memo(
  ({ label, value, asOf, search, zone }: Tile & { zone: string }) => (
    <Link
      to="/calls"
      search={search}
      title={asOf && `as of ${absoluteTime(asOf, zone, 'full')}`}
      className="card grid min-h-[72px] content-center px-4 py-2 hover:border-input"
    >
      <span className="text-xs text-muted">{label}</span>
      <span className="tabular text-xl leading-8 font-semibold">{value ?? '–'}</span>
    </Link>
  ),
  (before, after) => before.value === after.value && before.asOf === after.asOf && before.zone === after.zone,
);

function share(part: number, whole: number): string {
  return whole > 0 ? ` (${Math.round((100 * part) / whole)} %)` : '';
}
