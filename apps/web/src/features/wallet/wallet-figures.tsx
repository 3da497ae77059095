import type { Wallet } from '@offhook/contract';
import { money } from '../../app/formats.ts';
import { reachWords } from './wallet-words.ts';

/** What is in the wallet, and what it is good for. */
export function WalletFigures({ wallet }: { wallet: Wallet }) {
  const { currency } = wallet;
  const hasOverdraft = Number(wallet.overdraft) > 0;
  const cards = [
    { name: 'Balance', value: wallet.balance, note: 'paid in, less what calls have cost' },
    { name: 'Set aside', value: wallet.held, note: 'for calls under way' },
    {
      name: hasOverdraft ? 'Free, with the overdraft' : 'Free for more calls',
      value: wallet.available,
      note: reachWords(wallet),
    },
  ];
  return (
    <dl aria-label="Money" className="grid gap-2 sm:grid-cols-3">
      {cards.map(({ name, value, note }) => (
        <div key={name} className="card grid min-h-[88px] min-w-0 content-center px-4 py-2">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="tabular text-xl leading-8 font-semibold break-words">{money(value, currency)}</dd>
          <dd className="text-xs text-muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
