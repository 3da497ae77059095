import { Link } from '@tanstack/react-router';
import { BarChart3, Table } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { type ChartRow, type Measure, sumOf } from './chart-scale.ts';
import { Columns } from './columns.tsx';

interface FiguresChartProps {
  title: string;
  measures: readonly Measure[];
  rows: readonly ChartRow[];
}

// Narrower columns could no longer be told apart.
const mostColumns = 200;

/** Columns that can also be read as a table; a screen reader always gets the table. */
export function FiguresChart({ title, measures, rows }: FiguresChartProps) {
  const id = useId();
  const [chosenTable, setChosenTable] = useState(false);
  const fits = rows.length <= mostColumns;
  const asTable = chosenTable || !fits;
  return (
    <section aria-labelledby={id} className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={id} className="text-base leading-6 font-semibold">
          {title}
        </h2>
        {fits ? (
          <Button size="small" aria-pressed={chosenTable} onClick={() => setChosenTable(!chosenTable)}>
            {asTable ? <BarChart3 size={14} aria-hidden /> : <Table size={14} aria-hidden />}
            {asTable ? 'View as chart' : 'View as table'}
            <span className="sr-only">: {title}</span>
          </Button>
        ) : (
          <p className="text-[13px] text-muted">Too many groups for a chart: group them by more.</p>
        )}
      </div>
      {asTable ? null : <Columns measures={measures} rows={rows} />}
      <div className={asTable ? 'max-h-96 overflow-auto' : 'sr-only'}>
        <FiguresTable title={title} measures={measures} rows={rows} withLinks={asTable} />
      </div>
    </section>
  );
}

function FiguresTable({ title, measures, rows, withLinks }: FiguresChartProps & { withLinks: boolean }) {
  const withSum = measures.length > 1;
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr className="border-b">
          <th scope="col" className="py-1 pr-3 font-semibold">
            Group
          </th>
          {[...measures.map(({ name }) => name), ...(withSum ? ['Together'] : [])].map((name) => (
            <th key={name} scope="col" className="py-1 pl-3 text-right font-semibold">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y">
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" className="py-1 pr-3 font-normal">
              {withLinks && row.calls ? (
                <Link to="/calls" search={row.calls} className="text-accent-text underline underline-offset-2">
                  {row.label}
                </Link>
              ) : (
                row.label
              )}
            </th>
            {measures.map(({ name, format }, index) => (
              <td key={name} className="tabular py-1 pl-3 text-right">
                {format(row.values[index] ?? 0)}
              </td>
            ))}
            {withSum ? (
              <td className="tabular py-1 pl-3 text-right">{measures[0]?.format(sumOf(row.values))}</td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
