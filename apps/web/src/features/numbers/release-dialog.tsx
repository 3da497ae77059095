import { type OwnNumber, releaseNumber } from '@offhook/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { usesQuery } from './queries.ts';
import { useRenewNumbers } from './use-number-acts.ts';

/** Says what breaks, and wants the number typed: whoever gets it next answers its calls. */
export function ReleaseDialog({ number, onClose }: { number: OwnNumber; onClose: () => void }) {
  const { phone_number } = number;
  const [typed, setTyped] = useState('');
  const [missed, setMissed] = useState(false);
  const release = useRelease(number);
  const isTyped = typed.replace(/[\s().-]/g, '') === phone_number;
  return (
    <Dialog
      onClose={onClose}
      title={`Release ${number.label}?`}
      description="The carrier may give the number to somebody else at once. It cannot be taken back."
    >
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setMissed(!isTyped);
          if (isTyped && !release.isPending) release.mutate();
        }}
      >
        <Uses name={phone_number} />
        <TextField
          label={`Type ${phone_number} to release it`}
          inputMode="tel"
          autoComplete="off"
          value={typed}
          error={missed && !isTyped ? `This is not ${phone_number}.` : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
        {release.error ? (
          <p role="alert" className="text-danger-text">
            {sentenceOf(release.error)}
          </p>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button type="submit" look="danger" aria-disabled={release.isPending}>
            {release.isPending ? 'Releasing…' : 'Release number'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Uses({ name }: { name: string }) {
  const uses = useQuery(usesQuery(name));
  if (uses.isPending) return <Skeleton rows={2} rowHeight={24} label="Looking what breaks" />;
  if (!uses.data) return <FailedState what="What breaks" error={uses.error} onRetry={() => void uses.refetch()} />;
  const { items } = uses.data;
  if (items.length === 0) return <p>Nothing here uses it.</p>;
  return (
    <div className="grid gap-1">
      <p className="font-medium">This stops working:</p>
      <ul aria-label="What breaks" className="grid list-disc gap-1 pl-5">
        {items.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

function useRelease({ phone_number, label }: OwnNumber) {
  const renew = useRenewNumbers();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () =>
      api(releaseNumber, { params: { phone_number }, query: { confirm: phone_number }, body: undefined }),
    onSuccess: async () => {
      await navigate({ to: '/numbers', ignoreBlocker: true });
      sayDone(`${label} was released.`);
      await renew();
    },
  });
}
