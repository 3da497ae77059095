import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { hoursRoutes } from './routes.ts';
import type { Surroundings } from './surroundings.ts';

export { hoursForDirectory } from './actions.ts';
export { insertHours } from './store.ts';
export type { Surroundings } from './surroundings.ts';
export { usesIn } from './uses.ts';

export const hoursFeature = (ctx: Context, around: Surroundings): Feature => ({
  name: 'hours',
  routes: hoursRoutes(ctx, around),
});
