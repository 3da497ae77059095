import { deleteSuppressionList, type SuppressionList } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { entriesInWords, kindWords } from './list-words.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** The lists; following one shows its numbers alone. */
export function SuppressionLists({ lists, selected }: { lists: readonly SuppressionList[]; selected: string }) {
  return (
    <section aria-labelledby="lists" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="lists" className="text-base leading-6 font-semibold">
          Lists
        </h2>
        {selected ? (
          <Link to="/do-not-call" className="text-accent-text underline underline-offset-2 hover:no-underline">
            Show the numbers of all lists
          </Link>
        ) : null}
      </div>
      <ul aria-label="Lists" className="card divide-y">
        {lists.map((list) => (
          <ListItem key={list.id} list={list} isSelected={list.id === selected} />
        ))}
      </ul>
    </section>
  );
}

function ListItem({ list, isSelected }: { list: SuppressionList; isSelected: boolean }) {
  const mayManage = useMay('manager');
  const [isDeleting, setDeleting] = useState(false);
  return (
    <li
      className={`flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 ${isSelected ? 'bg-selected' : ''}`}
    >
      <div className="grid gap-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <Link
            to="/do-not-call"
            search={{ list: list.id }}
            aria-current={isSelected ? 'true' : undefined}
            className="font-medium break-words hover:underline"
          >
            {list.name}
          </Link>
          {list.is_overdue ? <Badge tone="warn">A newer copy was due {list.valid_until}</Badge> : null}
        </p>
        <p className="text-[13px] text-muted">
          {kindWords[list.kind]}
          {list.valid_until && !list.is_overdue ? ` · next copy due ${list.valid_until}` : ''}
        </p>
      </div>
      <div className="flex items-center gap-3">
        <span className="tabular">{entriesInWords(list.entries)}</span>
        {mayManage && list.kind !== 'workspace' ? (
          <Button size="small" onClick={() => setDeleting(true)} aria-label={`Delete the list ${list.name}`}>
            Delete
          </Button>
        ) : null}
      </div>
      {isDeleting ? <DeleteDialog list={list} onClose={() => setDeleting(false)} /> : null}
    </li>
  );
}

function DeleteDialog({ list, onClose }: { list: SuppressionList; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (reason: string) => api(deleteSuppressionList, { params: { list_id: list.id }, query: { reason } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['suppressions'] });
      sayDone(`${list.name} is gone.`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={`Delete ${list.name}?`}
      description={`Its ${entriesInWords(list.entries)} may be called again at once, unless they stand on another list.`}
      action="Delete list"
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onGive={(reason) => remove.mutate(reason)}
      onClose={onClose}
    />
  );
}
