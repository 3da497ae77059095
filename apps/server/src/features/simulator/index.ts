import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { simulatorRoutes } from './routes.ts';

export const simulatorFeature = (ctx: Context): Feature => ({ name: 'simulator', routes: simulatorRoutes(ctx) });
