import { changeWallet, type Wallet } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { TextField } from '../../ui/field.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { walletKeys, walletQuery } from './queries.ts';
import { useTurnWallet } from './use-turn-wallet.ts';
import { readAmount } from './wallet-words.ts';

const limits = {
  low_balance: {
    label: 'Low balance',
    hint: 'When the balance falls below this, every admin gets an e-mail, once.',
  },
  overdraft: {
    label: 'Overdraft',
    hint: 'How far below zero the balance may go before no call starts any more.',
  },
} as const;

/** When to warn and when to stop. */
export function WalletLimits({ isAdmin }: { isAdmin: boolean }) {
  const { data: wallet } = useQuery(walletQuery);
  const turn = useTurnWallet();
  if (!wallet) return null;
  return (
    <div className="card grid max-w-xl grid-cols-[minmax(0,1fr)] gap-5 p-4">
      <Limit key={`low ${wallet.low_balance}`} name="low_balance" wallet={wallet} readOnly={!isAdmin} />
      <Limit key={`over ${wallet.overdraft}`} name="overdraft" wallet={wallet} readOnly={!isAdmin} />
      {isAdmin && wallet.enabled ? (
        <ConfirmButton
          className="justify-self-start"
          disabled={turn.isPending}
          question="Stop paying calls from the wallet?"
          consequence="Calls are then placed without money. What is set aside for calls under way is still charged."
          action="Stop paying"
          onConfirm={() => turn.mutate(false, { onError: sayFailed })}
        >
          Stop paying calls from the wallet
        </ConfirmButton>
      ) : null}
    </div>
  );
}

function Limit({ name, wallet, readOnly }: { name: keyof typeof limits; wallet: Wallet; readOnly: boolean }) {
  const client = useQueryClient();
  const { label, hint } = limits[name];
  const [text, setText] = useState(wallet[name]);
  const [problem, setProblem] = useState<string>();
  const save = useMutation({
    mutationFn: (amount: string) => api(changeWallet, { body: { [name]: amount } }),
    onSuccess: () => client.invalidateQueries({ queryKey: walletKeys.all }),
  });
  const submit = () => {
    const amount = readAmount(text);
    setProblem(amount === undefined ? 'This is not an amount.' : undefined);
    if (amount !== undefined && !save.isPending) save.mutate(amount);
  };
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)] gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label={`${label} in ${wallet.currency}`}
        hint={hint}
        inputMode="decimal"
        required
        readOnly={readOnly}
        className="w-40"
        value={text}
        error={problem ?? (save.error ? sentenceOf(save.error) : undefined)}
        onChange={(event) => setText(event.target.value)}
      />
      {text === wallet[name] ? null : (
        <Button type="submit" aria-disabled={save.isPending} className="justify-self-start">
          Save<span className="sr-only"> {label}</span>
        </Button>
      )}
    </form>
  );
}
