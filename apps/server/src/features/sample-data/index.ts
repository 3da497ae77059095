import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { sampleDataRoutes } from './routes.ts';

export { addSampleData } from './actions.ts';
export { sampleFromNumber } from './sample.ts';

export const sampleDataFeature = (ctx: Context): Feature => ({ name: 'sample-data', routes: sampleDataRoutes(ctx) });
