import type { Surroundings } from '#features/hours';
import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { forwardingRoutes } from './routes.ts';

export { aroundOf, forwardingForDirectory, mustNotLoop } from './actions.ts';
export { numberProblem, personProblem, ruleProblem } from './references.ts';

export const forwardingFeature = (ctx: Context, around: Surroundings): Feature => ({
  name: 'forwarding',
  routes: forwardingRoutes(ctx, around),
});
