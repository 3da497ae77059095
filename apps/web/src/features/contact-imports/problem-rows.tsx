import { fillPath, getContactImportProblems, getContactImportProgress } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { api } from '../../app/api.ts';
import { Button } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';

/** Downloads the rows that were not imported, each with what is wrong with it: mended, they can be imported. */
export function DownloadProblems({ importId }: { importId: string }) {
  const params = { import_id: importId };
  const start = useMutation({
    // A download cannot renew a session nor show a refusal: this does both.
    mutationFn: () => api(getContactImportProgress, { params }),
    onSuccess: () => {
      const link = document.createElement('a');
      link.href = fillPath(getContactImportProblems.path, params);
      link.download = 'problem rows.csv';
      link.click();
    },
    onError: sayFailed,
  });
  return (
    <Button disabled={start.isPending} onClick={() => start.mutate()}>
      <Download size={14} aria-hidden /> Download problem rows CSV
    </Button>
  );
}
