import type { Context } from '../../context.ts';
import type { Listener } from '../../feature.ts';
import { noticeLowBalance } from './actions/low-balance.ts';

export const walletListeners = (ctx: Context): Listener[] => [
  {
    name: 'wallet.notice_low_balance',
    hears: ['wallet.low_balance'],
    run: async (event, tenantId) => {
      if (event.type !== 'wallet.low_balance') return;
      const { low_since, balance_micros: balanceMicros } = event;
      await noticeLowBalance(ctx, tenantId, { lowSince: new Date(low_since), balanceMicros });
    },
  },
];
