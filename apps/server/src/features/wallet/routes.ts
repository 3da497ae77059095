import * as contract from '@offhook/contract';
import { formatMicros } from '@offhook/kit';
import { Answer, type BoundRoute, on } from '#runtime/http/routes';
import { idempotently } from '#runtime/idempotency';
import type { Context } from '../../context.ts';
import { adjust, lineOf, topUp } from './actions/add-money.ts';
import { addCallPrice, listCallPrices, withdrawCallPrice } from './actions/call-prices.ts';
import { exportLines, listLines } from './actions/statement.ts';
import { changeWallet, getWallet } from './actions/wallet.ts';
import { type PriceList, priceLists, twilioList } from './prices.ts';

export const walletRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listPrices, async () => ({ lists: priceLists.map(presentList) })),
  on(contract.getWallet, (actor) => getWallet(ctx, actor)),
  on(contract.changeWallet, (actor, { body }) => changeWallet(ctx, actor, body)),
  on(contract.topUpWallet, (actor, { body }, wire) =>
    idempotently(ctx, actor.tenantId, wire, {
      run: async (key) => new Answer(201, await topUp(ctx, actor, body, key)),
      recover: async (id) => new Answer(201, await lineOf(ctx, actor, id)),
    }),
  ),
  on(contract.adjustWallet, (actor, { body }, wire) =>
    idempotently(ctx, actor.tenantId, wire, {
      run: async (key) => new Answer(201, await adjust(ctx, actor, body, key)),
      recover: async (id) => new Answer(201, await lineOf(ctx, actor, id)),
    }),
  ),
  on(contract.listWalletLines, (actor, { query }) => listLines(ctx, actor, query)),
  on(contract.exportWalletLines, async (actor, { query }, { reply }) => {
    const csv = await exportLines(ctx, actor, query);
    const day = ctx.clock.now().toISOString().slice(0, 10);
    reply.header('content-disposition', `attachment; filename="wallet-${day}.csv"`);
    return reply.type('text/csv; charset=utf-8').send(csv);
  }),
  on(contract.listCallPrices, (actor) => listCallPrices(ctx, actor)),
  on(contract.addCallPrice, (actor, { body }) => addCallPrice(ctx, actor, body)),
  on(contract.withdrawCallPrice, async (actor, { params }) => {
    await withdrawCallPrice(ctx, actor, params.price_id);
    return undefined;
  }),
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
