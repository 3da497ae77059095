import { removeSuppression, type Suppression } from '@offhook/contract';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { sourceWords } from './list-words.ts';
import { entriesQuery } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** Single numbers, by the last digits that are kept of them. */
export function SuppressionEntries({ search, listId }: { search: string; listId: string }) {
  const entries = useInfiniteQuery(entriesQuery(search, listId));
  const items = entries.data?.pages.flatMap((page) => page.items);
  if (entries.isPending) return <Skeleton rows={5} rowHeight={56} label="Loading numbers" />;
  if (!items) return <FailedState what="The numbers" error={entries.error} onRetry={() => void entries.refetch()} />;
  if (items.length === 0 && search)
    return (
      <EmptyState title="On no list">
        A whole number is looked for on every list, uploaded ones too; two to four digits among those added one by one.
      </EmptyState>
    );
  if (items.length === 0)
    return (
      <EmptyState title="No single numbers yet">
        Add a number, or say "Do not call" after a call. Of uploaded lists only hashes are kept: ask for a whole number.
      </EmptyState>
    );
  return (
    <>
      <ul aria-label="Numbers" className="card divide-y">
        {items.map((entry) => (
          <EntryItem key={`${entry.id} ${entry.list.id}`} entry={entry} search={search} />
        ))}
      </ul>
      {entries.hasNextPage ? (
        <Button
          className="justify-self-center"
          aria-disabled={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
        >
          {entries.isFetchingNextPage ? 'Loading…' : 'Show more'}
        </Button>
      ) : null}
    </>
  );
}

function EntryItem({ entry, search }: { entry: Suppression; search: string }) {
  const mayRemove = useMay('manager');
  const [isRemoving, setRemoving] = useState(false);
  const shown = entry.last_digits ? `… ${entry.last_digits}` : search;
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
      <div className="grid gap-0.5">
        <p>
          <span className="font-medium tabular">{shown}</span> <span className="text-muted">on {entry.list.name}</span>
        </p>
        <p className="text-[13px] break-words text-muted">
          {sourceWords[entry.source]}
          {entry.by ? ` by ${entry.by}` : ''}, <RelativeTime at={entry.at} />
          {entry.reason ? `: ${entry.reason}` : ''}
        </p>
      </div>
      {mayRemove ? (
        <Button size="small" onClick={() => setRemoving(true)} aria-label={`Take off ${shown} (${entry.list.name})`}>
          Take off
        </Button>
      ) : null}
      {isRemoving ? (
        <RemoveDialog entry={entry} shown={shown} search={search} onClose={() => setRemoving(false)} />
      ) : null}
    </li>
  );
}

function RemoveDialog(props: { entry: Suppression; shown: string; search: string; onClose: () => void }) {
  const { entry, shown, search, onClose } = props;
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (reason: string) => {
      const of = entry.last_digits ? { suppression_id: entry.id } : { phone_number: search, list_id: entry.list.id };
      return api(removeSuppression, { body: { ...of, reason } });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['suppressions'] });
      sayDone(`${shown} is off ${entry.list.name}.`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={`Take ${shown} off ${entry.list.name}?`}
      description="It may be called again at once, unless it stands on another list. Whoever asked not to be called has a right to that."
      action="Take off"
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onGive={(reason) => remove.mutate(reason)}
      onClose={onClose}
    />
  );
}
