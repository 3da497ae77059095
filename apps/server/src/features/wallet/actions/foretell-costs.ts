import type { Id } from '@offhook/kit';
import { settingOf } from '#features/settings';
import type { Tx } from '#runtime/database/database';
import { type CallPrice, needFor, priceFor } from '../call-price.ts';
import { pricesForNumbers } from '../store/call-prices.ts';

// Where calls are not paid from the wallet they cost what the carrier takes.
const asTheCarrier: CallPrice = {
  ...{ direction: 'outbound', prefix: '', minuteMicros: null, percent: 100, incrementSeconds: 60 },
  validFrom: new Date(0),
};

/** What it would cost to talk so long to one of these numbers: from the wallet, else by the carrier's list. */
export async function foretellCosts(
  tx: Tx,
  tenantId: Id<'workspace'>,
  numbers: readonly string[],
  at: Date,
): Promise<(to: string, seconds: number) => number> {
  const isPaid = await settingOf(tx, 'wallet_enabled', tenantId);
  const prices = isPaid ? await pricesForNumbers(tx, [tenantId], numbers) : [];
  return (to, seconds) => {
    const price = isPaid ? priceFor(prices, 'outbound', to, at) : asTheCarrier;
    return price ? needFor([{ to, price }], seconds, at) : 0;
  };
}
