import { z } from 'zod';
import { route } from './route.ts';
import { idOf, MoneyText, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

export const PriceList = z
  .object({
    name: z.string(),
    title: z.string(),
    source: z.string().meta({ description: 'Where the prices were published' }),
    read_on: z.iso.date(),
    used: z.boolean().meta({ description: 'Calls are estimated by this list' }),
    currency: z.string(),
    prices: z.array(
      z.object({
        what: z.string().meta({ examples: ['outbound-minute'] }),
        numbers: z
          .array(z.string())
          .nullable()
          .meta({ description: 'How numbers begin that the price is for; null: all others' }),
        amount: MoneyText,
        up_to: MoneyText.nullable().meta({ description: 'The other end, where the source names a range' }),
        valid_from: z.iso.date(),
        note: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'PriceList' });
export type PriceList = z.infer<typeof PriceList>;

export const listPrices = route({
  name: 'wallet.prices',
  method: 'GET',
  path: '/api/wallet/prices',
  summary: 'The prices that calls are estimated by, and others to compare them with',
  description:
    'An estimate stands until the carrier tells what it charged; the cost lines of a call then say so. The lists are the same for every workspace; what the workspace itself pays is under call prices.',
  access: { role: 'viewer', scope: 'calls.read' },
  responses: { 200: z.object({ lists: z.array(PriceList) }) },
});

const read = { role: 'viewer', scope: 'wallet.read' } as const;
const readLines = { role: 'manager', scope: 'wallet.read' } as const;
const write = { role: 'admin', scope: 'wallet.write' } as const;

/** An amount to be paid in or set: more than nothing, and at most a million. */
const Amount = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,6})?$/, 'an amount such as 25 or 25.50')
  .meta({ description: 'Decimal amount', examples: ['25.00'] });
const SignedAmount = z
  .string()
  .regex(/^-?\d{1,7}(\.\d{1,6})?$/, 'an amount such as 5 or -2.50')
  .meta({ description: 'Decimal amount; below zero takes money away', examples: ['-2.50'] });

export const Wallet = z
  .object({
    enabled: z.boolean().meta({
      description: 'Calls are paid from the wallet: the setting wallet_enabled. Off: it only keeps its money',
    }),
    currency: z.string(),
    balance: MoneyText,
    held: MoneyText.meta({ description: 'Set aside for calls under way' }),
    overdraft: MoneyText.meta({ description: 'How far below nothing the balance may go' }),
    available: MoneyText.meta({
      description: 'What calls can still be started with: balance and overdraft without what is held',
    }),
    low_balance: MoneyText.meta({ description: 'Below it the admins get an e-mail, once' }),
    state: z.enum(['off', 'fine', 'low', 'empty']).meta({ description: 'empty: not even a minute is paid' }),
    minute_price: MoneyText.nullable().meta({
      description:
        "Of a minute to a number like the default number of the workspace; null where the price follows the carrier's",
    }),
    minutes_left: z.number().int().nullable().meta({ description: 'So many minutes that is; null: cannot be said' }),
  })
  .meta({ id: 'Wallet' });
export type Wallet = z.infer<typeof Wallet>;

export const walletLineKinds = ['top-up', 'charge', 'correction', 'adjustment'] as const;
export type WalletLineKind = (typeof walletLineKinds)[number];

export const WalletLine = z
  .object({
    id: idOf('ledger'),
    at: Timestamp,
    kind: z.enum(walletLineKinds),
    amount: MoneyText.meta({ description: 'Below zero: spent' }),
    balance_after: MoneyText,
    currency: z.string(),
    call: z
      .object({ id: idOf('call'), to: z.string().nullable().meta({ description: 'null: the call was deleted' }) })
      .nullable(),
    by: z.string(),
    note: z.string().meta({ description: 'How a charge is reckoned; the reason of an adjustment' }),
  })
  .meta({ id: 'WalletLine' });
export type WalletLine = z.infer<typeof WalletLine>;

export const priceDirections = ['outbound', 'inbound', 'leg'] as const;

export const CallPrice = z
  .object({
    id: idOf('price').nullable().meta({ description: 'null: the price that holds without any of your own' }),
    direction: z.enum(priceDirections).meta({ description: 'leg: another phone that a call is connected to' }),
    prefix: z.string().meta({ description: 'How numbers begin; empty: all for which there is no longer one' }),
    per_minute: MoneyText.nullable(),
    percent: z.number().int().nullable().meta({ description: 'Or so many percent of what the carrier charges' }),
    increment_seconds: z.number().int().meta({ description: 'Begun spans of so many seconds count whole' }),
    valid_from: Timestamp,
    state: z.enum(['in-force', 'to-come', 'past']),
    note: z.string(),
    by: z.string(),
    created_at: Timestamp,
  })
  .meta({ id: 'CallPrice' });
export type CallPrice = z.infer<typeof CallPrice>;

export const getWallet = route({
  name: 'wallet.get',
  method: 'GET',
  path: '/api/wallet',
  summary: 'What the wallet of the workspace has, and what it pays for',
  access: read,
  responses: { 200: Wallet },
});

export const changeWallet = route({
  name: 'wallet.change',
  method: 'PATCH',
  path: '/api/wallet',
  summary: 'Set the low balance and the overdraft',
  access: write,
  body: z.strictObject({ low_balance: Amount.optional(), overdraft: Amount.optional() }),
  responses: { 200: Wallet },
  refusals: ['wallet.more_than_available'],
});

export const topUpWallet = route({
  name: 'wallet.top_up',
  method: 'POST',
  path: '/api/wallet/top-ups',
  summary: 'Pay money in',
  description:
    'Notes money that was paid in some other way; a key with the scope wallet.write lets your payment system do it. Send an Idempotency-Key: a repeated request then pays in once. Payment providers come later.',
  access: write,
  body: z.strictObject({ amount: Amount, note: z.string().trim().max(300).default('') }),
  responses: { 201: WalletLine },
  refusals: ['idempotency.conflict', 'idempotency.in_progress'],
});

export const adjustWallet = route({
  name: 'wallet.adjust',
  method: 'POST',
  path: '/api/wallet/adjustments',
  summary: 'Add or take away money with a reason, where a line was wrong; lines are never changed',
  access: write,
  body: z.strictObject({ amount: SignedAmount, reason: z.string().trim().min(3).max(300) }),
  responses: { 201: WalletLine },
  refusals: ['wallet.more_than_available', 'idempotency.conflict', 'idempotency.in_progress'],
});

const LineFilter = z.object({
  kind: z.enum(walletLineKinds).optional(),
  call_id: idOf('call').optional(),
  from: Timestamp.optional(),
  until: Timestamp.optional().meta({ description: 'Without this moment itself' }),
});

export const listWalletLines = route({
  name: 'wallet.lines',
  method: 'GET',
  path: '/api/wallet/lines',
  summary: 'The statement: every line of the ledger with the balance after it, newest first',
  access: readLines,
  query: PageQuery.extend(LineFilter.shape),
  responses: { 200: pageOf(WalletLine) },
});

export const exportWalletLines = route({
  name: 'wallet.export',
  method: 'GET',
  path: '/api/wallet/statement.csv',
  summary: 'The statement as CSV, in UTC',
  access: readLines,
  query: LineFilter,
  file: 'text/csv',
  responses: { 200: z.unknown() },
});

export const listCallPrices = route({
  name: 'wallet.call_prices',
  method: 'GET',
  path: '/api/wallet/call-prices',
  summary: 'What the workspace pays for calls: past prices, those in force, those to come',
  description:
    'Of the prices whose prefix a number begins with the longest counts, and of those the newest that holds when the call begins. Calls that come in and phones that a call is connected to cost nothing unless there is a price for them. Nothing is set aside for a call that comes in: it is charged when it is over, also below zero.',
  access: readLines,
  responses: { 200: z.object({ items: z.array(CallPrice), currency: z.string() }) },
});

export const addCallPrice = route({
  name: 'wallet.add_call_price',
  method: 'POST',
  path: '/api/wallet/call-prices',
  summary:
    'Add a price from a moment on, now or later; a price that holds already is never changed, another follows it',
  access: write,
  body: z.strictObject({
    direction: z.enum(priceDirections).default('outbound'),
    prefix: z
      .string()
      .regex(/^(\+[0-9]{1,15})?$/, 'begin with + and the country code, or leave it empty')
      .default(''),
    per_minute: Amount.optional(),
    percent: z.number().int().min(0).max(10_000).optional(),
    increment_seconds: z.union([1, 6, 10, 15, 30, 60].map((seconds) => z.literal(seconds))).default(60),
    valid_from: Timestamp.optional().meta({ description: 'Not in the past; without it: now' }),
    note: z.string().trim().max(300).default(''),
  }),
  responses: { 201: CallPrice },
  refusals: ['wallet.price_taken'],
});

export const withdrawCallPrice = route({
  name: 'wallet.withdraw_call_price',
  method: 'DELETE',
  path: '/api/wallet/call-prices/:price_id',
  summary: 'Withdraw a price that does not hold yet',
  access: write,
  params: z.object({ price_id: idOf('price') }),
  responses: { 204: Nothing },
  refusals: ['wallet.price_in_force'],
});
