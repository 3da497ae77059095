import type { CallCounts } from '@offhook/contract';
import { money, spokenDuration } from '../../app/formats.ts';
import type { ChartRow, Measure } from './chart-scale.ts';
import { FiguresChart } from './figures-chart.tsx';
import { groupLabel } from './group-label.ts';
import { callsBehind, type Days, type Grouping, type StatisticsFilter } from './statistics-filter.ts';

export interface Statistics extends CallCounts {
  currency: string;
  groups: (CallCounts & { key: string; label: string })[];
}

interface Linking {
  filter: StatisticsFilter;
  days: Days;
  inHistory: boolean;
}

/** Three pictures of the same groups; each can be read as a table. */
export function StatisticsCharts({ stats, by, linking }: { stats: Statistics; by: Grouping; linking: Linking }) {
  const rows = (of: (counts: CallCounts) => number[]): ChartRow[] =>
    stats.groups.map((group) => ({
      key: group.key,
      label: groupLabel(group, by),
      values: of(group),
      calls: linking.inHistory ? callsBehind(group, by, linking) : undefined,
    }));
  const whole = (value: number) => value.toLocaleString('en-US');
  const calls: Measure[] = [
    { name: 'Answered', format: whole },
    { name: 'Not answered', format: whole },
  ];
  const talk: Measure[] = [{ name: 'Talk time', format: (minutes) => spokenDuration(minutes * 60) }];
  const cost: Measure[] = [{ name: 'Cost', format: (value) => money(value.toFixed(4), stats.currency) }];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
      <div className="xl:col-span-2">
        <FiguresChart
          title="Calls"
          measures={calls}
          rows={rows((counts) => [counts.answered_calls, counts.total_calls - counts.answered_calls])}
        />
      </div>
      <FiguresChart title="Talk time" measures={talk} rows={rows((counts) => [counts.total_duration_seconds / 60])} />
      <FiguresChart title="Cost" measures={cost} rows={rows((counts) => [Number(counts.total_cost)])} />
    </div>
  );
}
