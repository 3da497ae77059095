import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { checkHealth } from './actions/check-health.ts';
import { keepPrices } from './actions/prices.ts';
import { settlePurchases } from './actions/settle-purchases.ts';
import type { NumberSurroundings } from './powers.ts';
import { numberRoutes } from './routes.ts';

export { readPhone } from '#runtime/phone';
export {
  directoryNumbers as numbersForDirectory,
  findNumberForInbound,
  recordingPolicies,
} from './actions/directory.ts';
export { seedNumber } from './actions/seed-number.ts';
export type { NumberSurroundings } from './powers.ts';
export { allNumbers, numberById } from './store.ts';

const checkEveryMs = 60_000;

export function numbersFeature(ctx: Context, surroundings: NumberSurroundings): Feature {
  const powers = { ...ctx, ...surroundings, prices: keepPrices(ctx) };
  return {
    name: 'numbers',
    routes: numberRoutes(powers),
    sweeps: [
      {
        name: 'numbers.settle_purchases',
        everyMs: ctx.config.carrier.sweepMs,
        run: () => settlePurchases(powers),
      },
      { name: 'numbers.check_health', everyMs: checkEveryMs, run: () => checkHealth(powers) },
    ],
  };
}
