import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { askPrices } from './actions/ask-prices.ts';
import { walletRoutes } from './routes.ts';

export { announceCosts } from './actions/announce-costs.ts';
export { chargeCalls } from './actions/charge-calls.ts';
export { costLinesOf } from './actions/present.ts';
export type { CallKey } from './store.ts';

const askEveryMs = 15_000;

export const walletFeature = (ctx: Context): Feature => ({
  name: 'wallet',
  routes: walletRoutes,
  sweeps: [{ name: 'wallet.ask_prices', everyMs: askEveryMs, run: () => askPrices(ctx) }],
});
