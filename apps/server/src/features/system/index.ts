import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import type { Program } from './actions.ts';
import { systemRoutes } from './routes.ts';

export type { Program } from './actions.ts';

export const systemFeature = (ctx: Context, program: Program): Feature => ({
  name: 'system',
  routes: systemRoutes(ctx, program),
});
