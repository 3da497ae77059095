import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useIsNarrow } from '../../app/narrow.ts';
import { type ChartRow, labelled, type Measure, sumOf, topOf } from './chart-scale.ts';

// The second one differs by its stripes too, not by colour alone.
const fills = [
  'bg-accent',
  'border border-[var(--st-warn-solid)] bg-[repeating-linear-gradient(45deg,var(--st-warn-bd)_0_3px,var(--st-warn-bg)_3px_6px)]',
];

interface ColumnsProps {
  measures: readonly Measure[];
  rows: readonly ChartRow[];
}

/** A column for each row, a click on which leads to its calls. The table beside it is for the keyboard and for readers. */
export function Columns({ measures, rows }: ColumnsProps) {
  const [pointedAt, setPointedAt] = useState<ChartRow>();
  const top = topOf(rows);
  const hasLabel = labelled(rows.length, useIsNarrow() ? 4 : 10);
  const format = measures[0]?.format ?? String;
  return (
    <div aria-hidden className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <p className="tabular flex min-h-5 flex-wrap items-center gap-x-4 text-[13px] text-muted">
        {measures.map(({ name, format: inWords }, index) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span className={`size-3 rounded-sm ${fills[index]}`} />
            {name}{' '}
            {inWords(pointedAt ? (pointedAt.values[index] ?? 0) : sumOf(rows.map((row) => row.values[index] ?? 0)))}
          </span>
        ))}
        <span>{pointedAt ? pointedAt.label : 'in all'}</span>
      </p>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div className="tabular flex h-40 flex-col justify-between text-right text-[11px] leading-3 text-muted">
          <span>{format(top)}</span>
          <span>{format(top / 2)}</span>
          <span>{format(0)}</span>
        </div>
        <div className="relative overflow-hidden">
          <div className="pointer-events-none absolute inset-x-0 top-0 grid h-40 grid-rows-2 divide-y border-y">
            <span />
            <span />
          </div>
          <div className="relative flex gap-[min(2px,0.2%)]">
            {rows.map((row, index) => (
              <div key={row.key} className="max-w-24 min-w-0 flex-1">
                <Column row={row} top={top} onPoint={setPointedAt} />
                <p className="h-5 pt-1 text-[11px] leading-4 whitespace-nowrap text-muted">
                  {hasLabel(index) ? row.label : ''}
                </p>
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

function Column(props: { row: ChartRow; top: number; onPoint: (row: ChartRow | undefined) => void }) {
  const { row, top, onPoint } = props;
  const pointing = { onPointerEnter: () => onPoint(row), onPointerLeave: () => onPoint(undefined) };
  const place = 'flex h-40 flex-col-reverse hover:bg-[color-mix(in_oklch,var(--muted)_12%,transparent)]';
  const parts = row.values.map((value, index) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a column are its measures, always in the same order.
      key={index}
      style={{ height: `${(100 * value) / top}%` }}
      className={`block w-full last:rounded-t-sm ${fills[index]} ${value > 0 ? '' : 'border-0'}`}
    />
  ));
  if (!row.calls)
    return (
      <span className={place} {...pointing}>
        {parts}
      </span>
    );
  return (
    <Link to="/calls" search={row.calls} tabIndex={-1} className={place} {...pointing}>
      {parts}
    </Link>
  );
}
