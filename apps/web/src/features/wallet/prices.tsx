import { type CallPrice, withdrawCallPrice } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { NewPriceDialog } from './new-price-dialog.tsx';
import { callPricesQuery } from './queries.ts';
import { directionWords, priceWords } from './wallet-words.ts';

/** What the workspace pays for calls, from when on. */
export function Prices({ isAdmin }: { isAdmin: boolean }) {
  const prices = useQuery(callPricesQuery);
  const [adding, setAdding] = useState(false);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-2xl text-muted">
          The longest beginning of a number counts, and of its prices the newest that holds when the call begins. A
          price that holds already is never changed: another one follows it. Calls that come in, and phones that a call
          is connected to, cost nothing unless there is a price for them.
        </p>
        {isAdmin ? (
          <Button onClick={() => setAdding(true)}>
            <Plus size={16} aria-hidden /> New price
          </Button>
        ) : null}
      </div>
      {prices.isPending ? <Skeleton rows={3} rowHeight={56} label="Loading prices" /> : null}
      {prices.isError && !prices.data ? (
        <FailedState what="Prices" error={prices.error} onRetry={() => void prices.refetch()} />
      ) : null}
      {prices.data ? (
        <ul aria-label="Prices" className="card divide-y">
          {prices.data.items.map((price) => (
            <PriceItem key={price.id ?? 'standard'} price={price} currency={prices.data.currency} mayChange={isAdmin} />
          ))}
        </ul>
      ) : null}
      {adding ? <NewPriceDialog currency={prices.data?.currency ?? 'USD'} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

const states: Record<CallPrice['state'], { words: string; tone: 'live' | 'info' | 'neutral' }> = {
  'in-force': { words: 'In force', tone: 'live' },
  'to-come': { words: 'To come', tone: 'info' },
  past: { words: 'Past', tone: 'neutral' },
};

function PriceItem({ price, currency, mayChange }: { price: CallPrice; currency: string; mayChange: boolean }) {
  const { words, tone } = states[price.state];
  const what = price.prefix === '' ? 'all other numbers' : `numbers that begin with ${price.prefix}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 grow basis-72 break-words">
        <span className="font-medium">{priceWords(price, currency)}</span>
        <span className="block text-[13px] text-muted">
          {directionWords[price.direction]}: {what}
          {price.note ? ` · ${price.note}` : ''}
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-3 text-[13px] text-muted">
        {price.id === null ? 'holds unless you add a price' : <From price={price} />}
        <Badge tone={tone}>{words}</Badge>
        {mayChange && price.state === 'to-come' ? <Withdraw price={price} /> : null}
      </div>
    </li>
  );
}

function From({ price }: { price: CallPrice }) {
  return (
    <span>
      from <AbsoluteTime at={price.valid_from} precision="full" />
    </span>
  );
}

function Withdraw({ price }: { price: CallPrice }) {
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => api(withdrawCallPrice, { params: { price_id: price.id ?? '' } }),
    onError: sayFailed,
    onSettled: () => client.invalidateQueries({ queryKey: callPricesQuery.queryKey }),
  });
  return (
    <Button size="small" aria-disabled={withdraw.isPending} onClick={() => withdraw.isPending || withdraw.mutate()}>
      Withdraw<span className="sr-only"> the price for {price.prefix || 'all other numbers'}</span>
    </Button>
  );
}
