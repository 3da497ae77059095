import { exportWalletLines, fillPath, listWalletLines } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { api } from '../../app/api.ts';
import { Button } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import type { LineQuery } from './queries.ts';

/** Downloads all lines that the filters select. */
export function ExportButton({ query }: { query: LineQuery }) {
  const start = useMutation({
    // A download cannot renew a session nor show a refusal: one line is asked for first, which does both.
    mutationFn: () => api(listWalletLines, { query: { ...query, limit: 1 } }),
    onSuccess: () => {
      const link = document.createElement('a');
      link.href = fillPath(exportWalletLines.path, {}, query);
      link.download = 'wallet.csv';
      link.click();
    },
    onError: sayFailed,
  });
  return (
    <Button disabled={start.isPending} onClick={() => start.mutate()}>
      <Download size={14} aria-hidden /> Export CSV
    </Button>
  );
}
