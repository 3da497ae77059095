import { exportCalls, fillPath, listCalls } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { api } from '../../app/api.ts';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { exportedColumns, type HistoryLayout } from './history-columns.ts';
import type { CallQuery } from './queries.ts';

/** Downloads all calls that the filters select, with the columns of the table; the browser writes the stream to disk. */
export function ExportButton({ query, layout }: { query: CallQuery; layout: HistoryLayout }) {
  const zone = useTimeZone();
  const { limit: _limit, ...filter } = query;
  const start = useMutation({
    // A download cannot renew a session nor show a refusal: one call is asked for first, which does both.
    mutationFn: () => api(listCalls, { query: { ...filter, limit: 1 } }),
    onSuccess: () => download({ ...filter, columns: exportedColumns(layout).join(','), time_zone: zone }),
    onError: sayFailed,
  });
  return (
    <Button disabled={start.isPending} onClick={() => start.mutate()}>
      <Download size={14} aria-hidden /> Export CSV
    </Button>
  );
}

function download(query: object): void {
  const link = document.createElement('a');
  link.href = fillPath(exportCalls.path, {}, query);
  link.download = 'calls.csv';
  link.click();
}
