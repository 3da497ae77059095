import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { dropRoutes } from './routes.ts';

export { dropForCall } from './actions/drop-for-call.ts';

export const voicemailDropsFeature = (ctx: Context): Feature => ({ name: 'voicemail-drops', routes: dropRoutes(ctx) });
