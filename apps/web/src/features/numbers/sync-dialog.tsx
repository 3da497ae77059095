import { type NumberDifference, numberChanges, syncNumbers } from '@offhook/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { DifferenceList } from './difference-list.tsx';
import { differencesQuery } from './queries.ts';
import { useRenewNumbers } from './use-number-acts.ts';

/** What differs between the carrier and here; nothing changes before somebody has chosen it. */
export function SyncDialog({ onClose }: { onClose: () => void }) {
  const found = useQuery(differencesQuery);
  return (
    <Dialog
      onClose={onClose}
      title="Compare with the carrier"
      description="Choose what to bring in line. Nothing has been changed yet."
      className="w-[min(640px,calc(100vw-24px))]"
    >
      {found.isPending ? <Skeleton rows={4} rowHeight={44} label="Asking the carrier" /> : null}
      {found.isError && !found.data ? (
        <FailedState what="The carrier’s numbers" error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {found.data ? <Differences items={found.data.items} same={found.data.same} onClose={onClose} /> : null}
    </Dialog>
  );
}

interface DifferencesProps {
  items: readonly NumberDifference[];
  same: number;
  onClose: () => void;
}

const keyOf = ({ phone_number, change }: Pick<NumberDifference, 'phone_number' | 'change'>) =>
  `${change} ${phone_number}`;

function Differences({ items, same, onClose }: DifferencesProps) {
  const mayApply = useMay('admin');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = items.filter((item) => !left.has(keyOf(item)));
  const apply = useApply(onClose);
  const skipped = apply.data?.skipped ?? [];
  const sameWords = same === 1 ? '1 number is the same.' : `${same} numbers are the same.`;
  if (items.length === 0) return <p role="status">No difference. {sameWords}</p>;
  const toggle = (item: NumberDifference) => setLeft(left.symmetricDifference(new Set([keyOf(item)])));
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0 && !apply.isPending) apply.mutate(chosen);
      }}
    >
      {numberChanges.map((change) => (
        <DifferenceList
          key={change}
          change={change}
          items={items.filter((item) => item.change === change)}
          isChosen={(item) => !left.has(keyOf(item))}
          onToggle={toggle}
          readOnly={!mayApply}
        />
      ))}
      <p className="text-[13px] text-muted">{sameWords}</p>
      {apply.error ? (
        <p role="alert" className="text-danger-text">
          {sentenceOf(apply.error)}
        </p>
      ) : null}
      {skipped.length > 0 ? (
        <ul role="alert" className="grid gap-1 text-danger-text">
          {skipped.map((each) => (
            <li key={keyOf(each)}>
              {each.phone_number}: {each.reason}
            </li>
          ))}
        </ul>
      ) : null}
      {mayApply ? (
        <Button
          type="submit"
          look="primary"
          className="justify-self-end"
          aria-disabled={apply.isPending || chosen.length === 0}
        >
          {apply.isPending ? 'Applying…' : applyWords(chosen.length)}
        </Button>
      ) : (
        <p className="text-muted">Applying it needs the role admin.</p>
      )}
    </form>
  );
}

function applyWords(count: number): string {
  if (count === 0) return 'Nothing chosen';
  return count === 1 ? 'Apply 1 change' : `Apply ${count} changes`;
}

function useApply(onDone: () => void) {
  const renew = useRenewNumbers();
  return useMutation({
    mutationFn: (chosen: readonly NumberDifference[]) =>
      api(syncNumbers, { body: { changes: chosen.map(({ phone_number, change }) => ({ phone_number, change })) } }),
    onSuccess: async ({ applied, skipped }) => {
      if (applied.length > 0)
        sayDone(applied.length === 1 ? '1 change applied.' : `${applied.length} changes applied.`);
      if (skipped.length === 0) onDone();
      await renew();
    },
  });
}
