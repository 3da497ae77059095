import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { auditRoutes } from './routes.ts';

export { note } from './store.ts';

export const auditFeature = (ctx: Context): Feature => ({ name: 'audit', routes: auditRoutes(ctx) });
