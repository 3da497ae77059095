import type { VirtualDay } from '@offhook/contract';
import { clockAt, zoneName } from '../campaigns/zoned-moments.ts';
import { openStretches, quartersOf, roundUp } from './course.ts';

const width = 960;
const height = 160;
// Told apart by their form too, not by colour alone.
const lines = [
  { key: 'placed', name: 'Placed', colour: 'var(--accent)', dashes: undefined },
  { key: 'answered', name: 'Answered by a person', colour: 'var(--st-live-solid)', dashes: '6 3' },
  { key: 'in_flight', name: 'At once', colour: 'var(--muted)', dashes: '2 4' },
] as const;

/** Calls by quarters of an hour over the clock of the campaign's zone; where hours are open the ground is shaded. */
export function CourseChart({ day }: { day: VirtualDay }) {
  const quarters = quartersOf(day);
  const most = roundUp(Math.max(0, ...quarters.flatMap(({ placed, in_flight }) => [placed, in_flight])));
  const x = (index: number) => (index / quarters.length) * width;
  const y = (value: number) => height * (1 - value / most);
  const isOneDay = quarters.length <= 100;
  const ticks = [0, 1, 2, 3, 4].map((part) => quarters[Math.round((part * quarters.length) / 4)]?.at ?? day.ends_at);
  const inWords = `${day.totals?.calls ?? 0} calls placed, ${day.totals?.humans ?? 0} answered by a person`;
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[13px]">
        <span className="font-medium">Each quarter of an hour, {zoneName(day.begins_at, day.time_zone)}</span>
        {lines.map(({ key, name, colour, dashes }) => (
          <span key={key} className="inline-flex items-center gap-1.5 text-muted">
            <svg width="28" height="8" aria-hidden>
              <line x1="0" x2="28" y1="4" y2="4" stroke={colour} strokeWidth={2} strokeDasharray={dashes} />
            </svg>
            {name}
          </span>
        ))}
        <span className="inline-flex items-center gap-1.5 text-muted">
          <span aria-hidden className="h-3 w-4 rounded-sm border bg-sunken" />
          Open hours
        </span>
      </figcaption>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div
          aria-hidden
          className="tabular flex h-40 flex-col justify-between text-right text-[11px] leading-3 text-muted"
        >
          <span>{most}</span>
          <span>{most / 2}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-label={`Course of the virtual day: ${inWords}`}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="h-40 w-full"
        >
          {openStretches(quarters).map(({ from, to }) => (
            <rect key={from} x={x(from)} width={x(to) - x(from)} y={0} height={height} fill="var(--sunken)" />
          ))}
          {[0, height / 2, height].map((at) => (
            <line key={at} x1="0" x2={width} y1={at} y2={at} stroke="var(--border)" vectorEffect="non-scaling-stroke" />
          ))}
          {lines.map(({ key, colour, dashes }) => (
            <polyline
              key={key}
              fill="none"
              stroke={colour}
              strokeWidth={2}
              strokeDasharray={dashes}
              vectorEffect="non-scaling-stroke"
              points={day.quarters
                .map((quarter, index) => `${x(index + 0.5).toFixed(1)},${y(quarter[key]).toFixed(1)}`)
                .join(' ')}
            />
          ))}
        </svg>
        <span />
        <div aria-hidden className="tabular flex justify-between text-[11px] leading-5 text-muted">
          {ticks.map((at, index) => (
            <span key={at} className={index % 2 === 1 ? 'max-sm:hidden' : undefined}>
              {isOneDay
                ? clockAt(at, day.time_zone, Date.parse(day.begins_at)).slice(-5)
                : clockAt(at, day.time_zone, Date.parse(day.begins_at))}
            </span>
          ))}
        </div>
      </div>
    </figure>
  );
}
