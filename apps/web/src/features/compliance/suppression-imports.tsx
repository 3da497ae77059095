import { cancelSuppressionImport, type SuppressionImport } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { importInWords, shareDone } from './list-words.ts';
import { isRunning } from './queries.ts';

const shownAtOnce = 5;

/** Uploads that the server works off, and what the latest ones came to. */
export function SuppressionImports({ uploads }: { uploads: readonly SuppressionImport[] }) {
  const client = useQueryClient();
  const items = uploads.slice(0, shownAtOnce);
  const running = items.filter(isRunning).length;
  // The lists count anew what an upload that has ended put there.
  useEffect(() => {
    if (running === 0) void client.invalidateQueries({ queryKey: ['suppressions', 'lists'] });
  }, [running, client]);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="uploads" className="card">
      <h2 id="uploads" className="border-b px-4 py-2 font-semibold">
        Uploads
      </h2>
      <ul aria-label="Uploads" className="divide-y">
        {items.map((upload) => (
          <UploadItem key={upload.id} upload={upload} />
        ))}
      </ul>
    </section>
  );
}

function UploadItem({ upload }: { upload: SuppressionImport }) {
  const mayCancel = useMay('manager');
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api(cancelSuppressionImport, { params: { upload_id: upload.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['suppressions'] }),
  });
  const isOpen = isRunning(upload);
  return (
    <li className="grid gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="font-medium break-all">{upload.file_name}</span>
          <span className="text-muted">into {upload.list.name}</span>
          {upload.state === 'failed' ? <Badge tone="danger">Failed</Badge> : null}
        </p>
        <span className="text-[13px] text-muted">
          {upload.by}, <RelativeTime at={upload.created_at} />
        </span>
      </div>
      {isOpen ? (
        <progress
          aria-label={`Upload of ${upload.file_name}`}
          max={1}
          value={shareDone(upload)}
          className="h-2 w-full accent-[var(--accent)]"
        />
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-[13px] text-muted tabular">
          {importInWords(upload)}
        </p>
        {isOpen && mayCancel && upload.state !== 'cancelling' ? (
          <Button
            size="small"
            aria-disabled={cancel.isPending}
            aria-label={`Cancel the upload of ${upload.file_name}`}
            onClick={() => cancel.isPending || cancel.mutate()}
          >
            Cancel
          </Button>
        ) : null}
      </div>
      {cancel.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(cancel.error)}
        </p>
      ) : null}
      {upload.problems.length > 0 ? <Problems upload={upload} /> : null}
    </li>
  );
}

function Problems({ upload }: { upload: SuppressionImport }) {
  return (
    <details className="text-[13px]">
      <summary className="min-h-6">Rows that could not be read</summary>
      <ul className="mt-1 max-h-40 overflow-auto text-muted tabular">
        {upload.problems.map(({ row, problem }) => (
          <li key={row}>
            Row {row}: {problem}
          </li>
        ))}
      </ul>
      {upload.unreadable > upload.problems.length ? (
        <p className="text-muted">These are the first {upload.problems.length}.</p>
      ) : null}
    </details>
  );
}
