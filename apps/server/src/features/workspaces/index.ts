import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { workspaceListeners } from './listeners.ts';
import { workspaceRoutes } from './routes.ts';

export {
  carrierSentence,
  changeAuthToken,
  createWorkspace,
  type SeedAccount,
  seedConnection,
  seedConnections,
} from './actions.ts';
export {
  type Connection,
  connectionById,
  connectionFor,
  connectionLookup,
  connectionOfCall,
  mustConnect,
} from './connection-store.ts';
export { allTenantIds, connectionIdsOfCalls, updateWorkspace, workspaceOf } from './store.ts';

export const workspacesFeature = (ctx: Context): Feature => ({
  name: 'workspaces',
  routes: workspaceRoutes(ctx),
  listeners: workspaceListeners(ctx),
});
