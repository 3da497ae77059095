import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus, Upload } from 'lucide-react';
import { useCallback, useState } from 'react';
import { ListSearch } from '../../app/list-search.tsx';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { AddNumbersDialog } from './add-numbers-dialog.tsx';
import { importsQuery, listsQuery } from './queries.ts';
import { SuppressionEntries } from './suppression-entries.tsx';
import { SuppressionImports } from './suppression-imports.tsx';
import { SuppressionLists } from './suppression-lists.tsx';
import { UploadDialog } from './upload-dialog.tsx';

/** The numbers that nobody here calls. */
export function DoNotCallPage() {
  const mayAdd = useMay('agent');
  const mayManage = useMay('manager');
  const [open, setOpen] = useState<'add' | 'upload'>();
  const { q = '', list = '' } = useSearch({ from: '/inside/do-not-call' });
  const navigate = useNavigate({ from: '/do-not-call' });
  const search = useCallback(
    (text: string) => void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true }),
    [navigate],
  );
  const lists = useQuery(listsQuery);
  const uploads = useQuery(importsQuery);
  // Both or none: what stands above must not push down what is read already.
  const isLoading = lists.isPending || uploads.isPending;
  const actions = (
    <>
      {mayManage ? (
        <Button onClick={() => setOpen('upload')}>
          <Upload size={16} aria-hidden /> Upload a list
        </Button>
      ) : null}
      {mayAdd ? (
        <Button look="primary" onClick={() => setOpen('add')}>
          <Plus size={16} aria-hidden /> Add numbers
        </Button>
      ) : null}
    </>
  );
  return (
    <Page title="Do not call" actions={actions}>
      <p className="max-w-3xl text-muted">
        Nobody here calls these numbers: not a person, not a campaign, not the API. Numbers are kept as hashes, so a
        list can be asked, but not read. Deleting a contact changes nothing here.
      </p>
      {isLoading ? <Skeleton rows={2} rowHeight={56} label="Loading the lists" /> : null}
      {lists.isError && !lists.data ? (
        <FailedState what="The lists" error={lists.error} onRetry={() => void lists.refetch()} />
      ) : null}
      {isLoading ? null : <SuppressionImports uploads={uploads.data?.items ?? []} />}
      {lists.data && !isLoading ? <SuppressionLists lists={lists.data.items} selected={list} /> : null}
      <section aria-labelledby="numbers" className="grid gap-3">
        <div className="flex flex-wrap items-end justify-between gap-3">
          <h2 id="numbers" className="text-base leading-6 font-semibold">
            Numbers
          </h2>
          <ListSearch of="Do not call" label="A whole number, or its last digits" text={q} onSearch={search} />
        </div>
        <SuppressionEntries search={q} listId={list} />
      </section>
      {open === 'add' ? <AddNumbersDialog lists={lists.data?.items ?? []} onClose={() => setOpen(undefined)} /> : null}
      {open === 'upload' ? <UploadDialog lists={lists.data?.items ?? []} onClose={() => setOpen(undefined)} /> : null}
    </Page>
  );
}
