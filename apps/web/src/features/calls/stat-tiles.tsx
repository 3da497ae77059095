import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { serverNowMs } from '../../app/clock.ts';
import { absoluteTime, clockDuration, money } from '../../app/formats.ts';
import { useTimeZone } from '../../app/time-zone.ts';
import { FailedState } from '../../ui/states.tsx';
import { usePollWhileOffline } from './poll-while-offline.ts';
import { callStatsQuery } from './queries.ts';
import { dayIn, startOfDay } from './zoned-days.ts';

/** Today in six figures; each leads to the calls behind it. */
export function StatTiles() {
  const zone = useTimeZone();
  const since = startOfDay(dayIn(zone, serverNowMs()), zone);
  const stats = useQuery({ ...callStatsQuery({ since }), refetchInterval: usePollWhileOffline() });
  if (stats.isError && !stats.data)
    return <FailedState what="Today's figures" error={stats.error} onRetry={() => void stats.refetch()} />;
  const today = stats.data;
  const asOf = today ? `as of ${absoluteTime(today.as_of, zone, 'full')}` : '';
  const tiles: { label: string; value: string | undefined; search: NonNullable<LinkProps<'a'>['search']> }[] = [
    { label: 'Live now', value: today?.live_calls.toString(), search: { status: 'queued,ringing,in-progress' } },
    { label: 'Calls today', value: today?.total_calls.toString(), search: { date: 'today' } },
    {
      label: 'Answered today',
      value: today && `${today.answered_calls}${share(today.answered_calls, today.total_calls)}`,
      search: { date: 'today', status: 'in-progress,completed' },
    },
    { label: 'Failed today', value: today?.failed_calls.toString(), search: { date: 'today', status: 'failed' } },
    {
      label: 'Talk time today',
      value: today && clockDuration(today.total_duration_seconds),
      search: { date: 'today', status: 'in-progress,completed' },
    },
    { label: 'Cost today', value: today && money(today.total_cost, today.currency), search: { date: 'today' } },
  ];
  return (
    <section aria-label="Today" className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
      {tiles.map(({ label, value, search }) => (
        <Link
          key={label}
          to="/calls"
          search={search}
          title={asOf}
          className="card grid min-h-[72px] content-center px-4 py-2 hover:border-input"
        >
          <span className="text-xs text-muted">{label}</span>
          <span className="tabular text-xl leading-8 font-semibold">{value ?? '–'}</span>
        </Link>
      ))}
    </section>
  );
}

function share(part: number, whole: number): string {
  return whole > 0 ? ` (${Math.round((100 * part) / whole)} %)` : '';
}
