import { z } from 'zod';
import { route } from './route.ts';
import { MoneyText } from './shapes.ts';

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
    'An estimate stands until the carrier tells what it charged; the cost lines of a call then say so. The lists are the same for every workspace: prices of your own contract cannot be entered yet.',
  access: { role: 'viewer', scope: 'calls.read' },
  responses: { 200: z.object({ lists: z.array(PriceList) }) },
});
