import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { scriptRoutes } from './routes.ts';

export { scriptForCall, scriptForCalls } from './actions/script-for-call.ts';

export { fillMessage, unknownIn } from './variables.ts';

export const scriptsFeature = (ctx: Context): Feature => ({ name: 'scripts', routes: scriptRoutes(ctx) });
