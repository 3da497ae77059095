import { adjustWallet, topUpWallet } from '@offhook/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { useOncePerWish } from '../calls/place-call.ts';
import { walletKeys } from './queries.ts';
import { readAmount } from './wallet-words.ts';

const words = {
  'top-up': {
    title: 'Top up the wallet',
    description: 'Notes money that was paid in some other way. Payment providers come later.',
    amount: 'Any amount above zero, such as 25 or 25.50.',
    note: 'Note',
    action: 'Top up',
  },
  adjustment: {
    title: 'Adjust the balance',
    description: 'Lines are never changed: what was wrong is made good by a line of its own.',
    amount: 'Such as 5 to give back, or -2.50 to take away.',
    note: 'Reason',
    action: 'Adjust',
  },
} as const;

interface MoneyDialogProps {
  kind: keyof typeof words;
  currency: string;
  onClose: () => void;
}

/** Adds a line of money. */
export function MoneyDialog({ kind, currency, onClose }: MoneyDialogProps) {
  const client = useQueryClient();
  const [amountText, setAmount] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = useOncePerWish({
    send: (body: { amount: string; note: string }, headers) =>
      kind === 'top-up'
        ? api(topUpWallet, { body, headers })
        : api(adjustWallet, { body: { amount: body.amount, reason: body.note }, headers }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: walletKeys.all });
      onClose();
    },
  });
  const submit = () => {
    const amount = readAmount(amountText);
    setProblem(amount === undefined ? 'This is not an amount.' : undefined);
    if (amount !== undefined && !add.isPending) add.mutate({ amount, note });
  };
  const isAboutNote = ['reason', 'note'].includes(fieldOf(add.error) ?? '');
  const refused = add.error ? sentenceOf(add.error) : undefined;
  const said = words[kind];
  return (
    <Dialog onClose={onClose} title={said.title} description={said.description}>
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={`Amount in ${currency}`}
          hint={said.amount}
          inputMode="decimal"
          autoComplete="off"
          required
          value={amountText}
          error={problem ?? (isAboutNote ? undefined : refused)}
          onChange={(event) => setAmount(event.target.value)}
        />
        <TextField
          label={said.note}
          required={kind === 'adjustment'}
          minLength={kind === 'adjustment' ? 3 : undefined}
          maxLength={300}
          value={note}
          error={isAboutNote ? refused : undefined}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button type="submit" look="primary" aria-disabled={add.isPending}>
          {said.action}
        </Button>
      </form>
    </Dialog>
  );
}
