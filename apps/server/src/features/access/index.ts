import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { forgetOldTries } from './actions/sign-in.ts';
import { accessRoutes } from './routes.ts';

export { sessionHolds } from './actions/find-actor.ts';
export { createFirstAdmin, demoAdmin, demoAdminLink, hasPeople } from './actions/first-admin.ts';
export { actorOfRequest } from './routes.ts';
export { scopesOfKey } from './store.ts';

const tidyMs = 600_000;

export const accessFeature = (ctx: Context): Feature => ({
  name: 'access',
  routes: accessRoutes(ctx),
  sweeps: [{ name: 'access.forget_old_tries', everyMs: tidyMs, run: () => forgetOldTries(ctx) }],
});
