import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import type { UsedBy } from './actions.ts';
import { promptRoutes } from './routes.ts';

export type { UsedBy } from './actions.ts';
export { holdPrompts, promptsForDirectory } from './store.ts';

/** What plays prompts is handed in: flows know of prompts, not prompts of flows. */
export const promptsFeature = (ctx: Context, { usedBy }: { usedBy: UsedBy }): Feature => ({
  name: 'prompts',
  routes: promptRoutes(ctx, usedBy),
});
