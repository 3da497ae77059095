import * as contract from '@offhook/contract';
import { formatMicros } from '@offhook/kit';
import { type BoundRoute, on } from '#runtime/http/routes';
import { type PriceList, priceLists, twilioList } from './prices.ts';

export const walletRoutes: BoundRoute[] = [
  on(contract.listPrices, async () => ({ lists: priceLists.map(presentList) })),
];

function presentList({ readOn: read_on, prices, ...list }: PriceList): contract.PriceList {
  return {
    ...list,
    read_on,
    used: list.name === twilioList.name,
    prices: prices.map(({ what, prefixes, micros, upToMicros, from, note }) => ({
      what,
      numbers: prefixes ? [...prefixes] : null,
      amount: formatMicros(micros),
      up_to: upToMicros === undefined ? null : formatMicros(upToMicros),
      valid_from: from,
      note: note ?? null,
    })),
  };
}
