import type { Wallet } from '@offhook/contract';
import { CircleAlert } from 'lucide-react';
import { sentenceOf } from '../../app/failures.ts';
import { money } from '../../app/formats.ts';
import { useMay } from '../../app/session.ts';
import { classNames } from '../../ui/class-names.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useTurnWallet } from './use-turn-wallet.ts';

/** What the wallet does, for a workspace that does not use it yet. */
export function WalletOff({ wallet }: { wallet: Wallet }) {
  const isAdmin = useMay('admin');
  const turn = useTurnWallet();
  const price = wallet.minute_price === null ? '' : ` (${money(wallet.minute_price, wallet.currency)} a minute now)`;
  const isEmpty = wallet.minutes_left === 0;
  return (
    <section aria-labelledby="wallet-off" className="card grid gap-3 p-4">
      <h2 id="wallet-off" className="font-semibold">
        Calls are not paid from the wallet yet
      </h2>
      <ul className="grid max-w-2xl list-disc gap-1 pl-5 text-muted">
        <li>Before a call is placed, money is set aside for as long as it may last{price}.</li>
        <li>A call that cannot be paid for a minute does not start; a running one ends when its money does.</li>
        <li>Once it is over, only the talk is charged, and the rest is free again. Unanswered calls cost nothing.</li>
        <li>Money is paid in by admins, or by your payment system with an API key. Payment providers come later.</li>
      </ul>
      {isAdmin ? (
        <ConfirmButton
          look="primary"
          className="justify-self-start"
          disabled={turn.isPending}
          question="Pay calls from the wallet?"
          consequence={
            isEmpty
              ? 'The wallet is empty: until it is topped up no call can be placed.'
              : 'From now on calls are charged, and none starts without money for a minute.'
          }
          action="Pay from the wallet"
          onConfirm={() => turn.mutate(true)}
        >
          Pay calls from the wallet
        </ConfirmButton>
      ) : (
        <p>An admin can turn it on.</p>
      )}
      {turn.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(turn.error)}
        </p>
      ) : null}
    </section>
  );
}

/** Says that money is running out, or that it has. */
export function WalletWarning({ wallet }: { wallet: Wallet }) {
  if (wallet.state !== 'low' && wallet.state !== 'empty') return null;
  const isEmpty = wallet.state === 'empty';
  return (
    <p
      role="status"
      className={classNames('flex items-start gap-2 rounded-lg border px-3 py-2', isEmpty ? 'st-danger' : 'st-warn')}
    >
      <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
      {isEmpty
        ? 'No call can be placed: what is free does not pay for a minute. Top up the wallet.'
        : `The balance is below ${money(wallet.low_balance, wallet.currency)}. When nothing is left no call starts any more.`}
    </p>
  );
}
