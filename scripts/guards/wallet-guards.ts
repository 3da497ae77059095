import type { Guard } from './guard.ts';

const wallet = 'apps/server/src/features/wallet';
const schema = 'apps/server/migrations/0021_wallet.sql';
const payingTests = `${wallet}/paying.api.test.ts`;
const sevenCalls = {
  file: payingTests,
  name: 'of ten that try a hundred times with money for seven calls seven are paid',
};
const lock = { text: 'order by tenant_id for no key update', instead: 'order by tenant_id' };

export const walletGuards: readonly Guard[] = [
  {
    name: 'a wallet is locked before its money is shared out',
    file: `${wallet}/store/wallets.ts`,
    edits: [lock],
    tests: [sevenCalls],
  },
  {
    name: 'a wallet sets no more aside than it has',
    file: `${wallet}/store/wallets.ts`,
    edits: [lock, { text: 'balance_micros + overdraft_micros - held_micros >=', instead: '0 <=' }],
    tests: [sevenCalls],
  },
  {
    name: 'a call is charged to the wallet once',
    file: schema,
    edits: [{ text: 'create unique index wallet_lines_call', instead: 'create index wallet_lines_call' }],
    tests: [
      { file: `${wallet}/ledger.api.test.ts`, name: 'a call stands once in the ledger, whoever writes the second' },
    ],
  },
  {
    name: 'lines of the wallet are never changed',
    file: schema,
    edits: [
      {
        text: "call fence('wallet_lines', 'select, insert', true);",
        instead: "call fence('wallet_lines', 'select, insert, update, delete', true);",
      },
    ],
    tests: [
      {
        file: 'apps/server/test/catalogue.api.test.ts',
        name: 'neither role may change or delete what was audited or charged, or empty any table',
      },
    ],
  },
  {
    name: 'money that is set aside for nothing becomes free',
    file: `${wallet}/store/holds.ts`,
    edits: [{ text: 'c.id is null or h.expires_at <=', instead: 'false and h.expires_at <=' }],
    tests: [
      {
        file: payingTests,
        name: 'what is held for calls that are gone, of unknown length or silent is free within ten minutes of their limit',
      },
    ],
  },
  {
    name: 'a price that holds is not withdrawn',
    file: `${wallet}/store/call-prices.ts`,
    edits: [{ text: "\n    .where('valid_from', '>', now)", instead: '' }],
    tests: [
      {
        file: `${wallet}/wallet-routes.api.test.ts`,
        name: 'is withdrawn before it holds, once; one that holds stays',
      },
    ],
  },
];
