import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { askPrices } from './actions/ask-prices.ts';
import { sendLowNotices } from './actions/low-balance.ts';
import { releaseHolds } from './actions/release-holds.ts';
import { walletListeners } from './listeners.ts';
import { walletRoutes } from './routes.ts';

export { announceCosts } from './actions/announce-costs.ts';
export { chargeCalls } from './actions/charge-calls.ts';
export { foretellCosts } from './actions/foretell-costs.ts';
export { holdFor, mustHold } from './actions/hold.ts';
export { costLinesOf } from './actions/present.ts';
export { priceOn, twilioList } from './prices.ts';
export { walletDifferences } from './store/holds.ts';
export { walletOf } from './store/wallets.ts';
export type { CallKey } from './store.ts';

const secondMs = 1000;

export const walletFeature = (ctx: Context): Feature => ({
  name: 'wallet',
  routes: walletRoutes(ctx),
  listeners: walletListeners(ctx),
  sweeps: [
    { name: 'wallet.ask_prices', everyMs: 15 * secondMs, run: () => askPrices(ctx) },
    { name: 'wallet.release_holds', everyMs: 60 * secondMs, run: () => releaseHolds(ctx) },
    { name: 'wallet.send_notices', everyMs: 15 * secondMs, run: () => sendLowNotices(ctx) },
  ],
});
