import type { NumberUse } from '@offhook/contract';
import type { Surroundings } from '#features/hours';
import type { NumberPrices } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../context.ts';

/** The phone system around numbers. Features below this one cannot know it: app.ts joins it. */
export interface NumberSurroundings extends Pick<Surroundings, 'directory' | 'liveGraphs'> {
  /** Whether there is such a flow; until the transaction ends it cannot be deleted. Also as the system. */
  flowExists: (tx: Tx, flowId: string) => Promise<boolean>;
  /** What would not work without a number and does not stand in the directory. */
  usesOfNumber: (tx: Tx, phoneNumber: string) => Promise<NumberUse[]>;
}

/** What the actions of this feature receive. */
export interface NumberPowers extends Context, NumberSurroundings {
  /** What a month costs by country; undefined while the carrier does not say. */
  prices: (
    connection: { accountSid: string; carrier: PriceSource },
    country: string,
  ) => Promise<NumberPrices | undefined>;
}

interface PriceSource {
  numberPrices: (country: string) => Promise<NumberPrices | undefined>;
}
