import { useQuery } from '@tanstack/react-query';
import { Link, useMatchRoute } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { money } from '../../app/formats.ts';
import { useMay } from '../../app/session.ts';
import { classNames } from '../../ui/class-names.ts';
import { walletQuery } from './queries.ts';
import { reachWords } from './wallet-words.ts';

/** Nobody looks at it all the time, as on the page of the wallet. */
const lookAgainMs = 60_000;

/** On every page of those who can do something about it: money is running out, or it has. */
export function WalletBanner() {
  const mayAct = useMay('manager');
  const isOnItsPage = Boolean(useMatchRoute()({ to: '/wallet' }));
  const isAsked = mayAct && !isOnItsPage;
  const wallet = useQuery({ ...walletQuery, enabled: isAsked, refetchInterval: lookAgainMs }).data;
  if (!isAsked || (wallet?.state !== 'low' && wallet?.state !== 'empty')) return null;
  const isEmpty = wallet.state === 'empty';
  return (
    <section
      aria-label="Wallet"
      className={classNames(
        'flex flex-wrap items-center gap-x-3 border-b px-4 py-1.5 text-[13px]',
        isEmpty ? 'st-danger' : 'st-warn',
      )}
    >
      <CircleAlert size={16} aria-hidden className="shrink-0" />
      <p className="min-w-0 flex-1">
        {isEmpty
          ? 'The wallet is empty: no call can be placed until it is topped up.'
          : `The wallet is low: ${money(wallet.available, wallet.currency)} left, ${reachWords(wallet)}.`}
      </p>
      <Link to="/wallet" className="inline-flex min-h-6 items-center font-medium underline underline-offset-2">
        Open the wallet
      </Link>
    </section>
  );
}
