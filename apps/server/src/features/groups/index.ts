import type { Surroundings } from '#features/hours';
import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { groupRoutes } from './routes.ts';

export { groupsForDirectory } from './actions.ts';
export { deleteGroup, insertGroup, listGroups } from './store.ts';

export const groupsFeature = (ctx: Context, around: Surroundings): Feature => ({
  name: 'groups',
  routes: groupRoutes(ctx, around),
});
