import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { accessRoutes } from './routes.ts';

export { sessionHolds } from './actions/find-actor.ts';
export { createFirstAdmin, demoAdmin, demoAdminLink } from './actions/first-admin.ts';
export { actorOfRequest } from './routes.ts';

export const accessFeature = (ctx: Context): Feature => ({ name: 'access', routes: accessRoutes(ctx) });
