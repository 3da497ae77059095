import { Download } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import type { Statistics } from './statistics-charts.tsx';
import { csvOf } from './statistics-csv.ts';
import type { Grouping } from './statistics-filter.ts';

/** Saves every figure of every group. */
export function SaveCsv({ stats, by }: { stats: Statistics; by: Grouping }) {
  const save = () => {
    // The mark tells a spreadsheet that the names are UTF-8.
    const url = URL.createObjectURL(
      new Blob(['\ufeff', csvOf(stats.groups, by, stats.currency)], { type: 'text/csv' }),
    );
    const link = document.createElement('a');
    link.href = url;
    link.download = `statistics-by-${by}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button disabled={stats.groups.length === 0} onClick={save}>
      <Download size={14} aria-hidden /> CSV
    </Button>
  );
}
