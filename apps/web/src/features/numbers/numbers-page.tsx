import { useInfiniteQuery } from '@tanstack/react-query';
import { GitCompareArrows, Plus } from 'lucide-react';
import { useState } from 'react';
import { useIsNarrow } from '../../app/narrow.ts';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { BuyDialog } from './buy-dialog.tsx';
import { NumberCards } from './number-cards.tsx';
import { NumberTable } from './number-table.tsx';
import { PendingPurchases } from './pending-purchases.tsx';
import { numberListQuery } from './queries.ts';
import { SyncDialog } from './sync-dialog.tsx';

/** The numbers that people call, where each leads, and whether its calls arrive. */
export function NumbersPage() {
  const [open, setOpen] = useState<'buy' | 'sync'>();
  const mayCompare = useMay('manager');
  const mayBuy = useMay('admin');
  const close = () => setOpen(undefined);
  return (
    <Page
      title="Numbers"
      actions={
        <>
          {mayCompare ? (
            <Button onClick={() => setOpen('sync')}>
              <GitCompareArrows size={16} aria-hidden /> Compare with carrier
            </Button>
          ) : null}
          {mayBuy ? (
            <Button look="primary" onClick={() => setOpen('buy')}>
              <Plus size={16} aria-hidden /> Buy a number
            </Button>
          ) : null}
        </>
      }
    >
      <Numbers mayBuy={mayBuy} />
      {open === 'buy' ? <BuyDialog onClose={close} /> : null}
      {open === 'sync' ? <SyncDialog onClose={close} /> : null}
    </Page>
  );
}

function Numbers({ mayBuy }: { mayBuy: boolean }) {
  const narrow = useIsNarrow();
  const numbers = useInfiniteQuery(numberListQuery);
  const items = numbers.data?.pages.flatMap((page) => page.items);
  const pending = numbers.data?.pages[0]?.pending ?? [];
  if (numbers.isPending) return <Skeleton rows={4} rowHeight={narrow ? 180 : 64} label="Loading numbers" />;
  if (!items) return <FailedState what="Numbers" error={numbers.error} onRetry={() => void numbers.refetch()} />;
  return (
    <>
      <PendingPurchases purchases={pending} />
      {items.length === 0 && pending.length === 0 ? (
        <EmptyState title="No numbers yet">
          A number is what people call, and what they see when you call them.
          {mayBuy ? ' Buy one, or take in those that the carrier account has.' : ' Buying one needs the role admin.'}
        </EmptyState>
      ) : null}
      {items.length > 0 ? narrow ? <NumberCards numbers={items} /> : <NumberTable numbers={items} /> : null}
      {numbers.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={numbers.isFetchingNextPage}
          onClick={() => void numbers.fetchNextPage()}
        >
          {numbers.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </>
  );
}
