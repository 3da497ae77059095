import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { settingsRoutes } from './routes.ts';

export { settingOf } from './store.ts';

export const settingsFeature = (ctx: Context): Feature => ({ name: 'settings', routes: settingsRoutes(ctx) });
