import type { VirtualTotals } from '@offhook/contract';
import { money } from '../../app/formats.ts';

/** What came of the virtual calls in figures. */
export function DayTotals({ totals }: { totals: VirtualTotals }) {
  const count = (number: number) => number.toLocaleString('en-US');
  const tiles: [string, string][] = [
    ['Placed', count(totals.calls)],
    ['Human', count(totals.humans)],
    ['Machine', count(totals.machines)],
    ['No answer', count(totals.no_answer)],
    ['Busy', count(totals.busy)],
    ['Failed', count(totals.failed)],
    ['Abandoned', count(totals.abandoned)],
    ['Asked to stop', count(totals.opted_out)],
    ['Under way', count(totals.in_flight)],
    ['Waiting', count(totals.waiting)],
    ['Would cost', money(totals.cost, totals.currency)],
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4 lg:grid-cols-6">
      {tiles.map(([name, value]) => (
        <div key={name} className="flex flex-col">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="tabular text-base leading-6 font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
