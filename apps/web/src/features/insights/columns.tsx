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
      <div className="relative grid h-40 grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div className="tabular flex flex-col justify-between text-right text-[11px] leading-3 text-muted">
          <span>{format(top)}</span>
          <span>{format(top / 2)}</span>
          <span>{format(0)}</span>
        </div>
        <div className="flex items-end gap-[min(2px,0.2%)] border-y bg-[linear-gradient(var(--border)_1px,transparent_1px)] bg-[length:100%_50%]">
          {rows.map((row) => (
            <Column key={row.key} row={row} top={top} onPoint={setPointedAt} />
          ))}
        </div>
      </div>
      <div className="flex overflow-hidden pl-10">
        {rows.map((row, index) => (
          <span key={row.key} className="relative h-4 min-w-0 flex-1 text-[11px] leading-4 text-muted">
            {hasLabel(index) ? <span className="absolute left-0 whitespace-nowrap">{row.label}</span> : null}
          </span>
        ))}
      </div>
    </div>
  );
}

function Column(props: { row: ChartRow; top: number; onPoint: (row: ChartRow | undefined) => void }) {
  const { row, top, onPoint } = props;
  const pointing = { onPointerEnter: () => onPoint(row), onPointerLeave: () => onPoint(undefined) };
  const place = 'flex h-full min-w-0 max-w-16 flex-1 flex-col-reverse hover:bg-sunken';
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
