import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { MoneyDialog } from './money-dialog.tsx';
import { Prices } from './prices.tsx';
import { walletQuery } from './queries.ts';
import { Statement } from './statement.tsx';
import { WalletFigures } from './wallet-figures.tsx';
import { WalletLimits } from './wallet-limits.tsx';
import { WalletOff, WalletWarning } from './wallet-state.tsx';

type Adding = 'top-up' | 'adjustment';

/** What the workspace has paid in, what calls have cost, and what it pays for them. */
export function WalletPage() {
  const wallet = useQuery(walletQuery);
  const isAdmin = useMay('admin');
  const maySeeLines = useMay('manager');
  const [adding, setAdding] = useState<Adding>();
  const actions = isAdmin ? (
    <>
      <Button onClick={() => setAdding('adjustment')}>Adjust</Button>
      <Button look="primary" onClick={() => setAdding('top-up')}>
        <Plus size={16} aria-hidden /> Top up
      </Button>
    </>
  ) : null;
  return (
    <Page title="Wallet" actions={actions}>
      {wallet.isPending ? <Skeleton rows={3} rowHeight={88} label="Loading the wallet" /> : null}
      {wallet.isError && !wallet.data ? (
        <FailedState what="The wallet" error={wallet.error} onRetry={() => void wallet.refetch()} />
      ) : null}
      {wallet.data ? (
        <>
          {wallet.data.enabled ? <WalletWarning wallet={wallet.data} /> : <WalletOff wallet={wallet.data} />}
          <WalletFigures wallet={wallet.data} />
          {maySeeLines ? (
            <WalletTabs isAdmin={isAdmin} />
          ) : (
            <p className="text-muted">The statement and the prices need the role manager.</p>
          )}
          {adding ? (
            <MoneyDialog kind={adding} currency={wallet.data.currency} onClose={() => setAdding(undefined)} />
          ) : null}
        </>
      ) : null}
    </Page>
  );
}

const tabNames = ['statement', 'prices', 'limits'] as const;
type TabName = (typeof tabNames)[number];

function WalletTabs({ isAdmin }: { isAdmin: boolean }) {
  const search = useSearch({ from: '/inside/wallet' });
  const navigate = useNavigate({ from: '/wallet' });
  const selected = tabNames.find((name) => name === search.tab) ?? 'statement';
  const select = (tab: TabName) =>
    void navigate({ search: (before) => ({ ...before, tab: tab === 'statement' ? undefined : tab }), replace: true });
  return (
    <Tabs
      label="Wallet"
      selected={selected}
      onSelect={select}
      tabs={[
        { name: 'statement', title: 'Statement', content: <Statement /> },
        { name: 'prices', title: 'Prices', content: <Prices isAdmin={isAdmin} /> },
        { name: 'limits', title: 'Limits', content: <WalletLimits isAdmin={isAdmin} /> },
      ]}
    />
  );
}
