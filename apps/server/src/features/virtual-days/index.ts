import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import type { ScratchPowers } from './actions/stage.ts';
import { makeVirtualDays } from './actions/virtual-days.ts';
import { virtualDayRoutes } from './routes.ts';

export { playDay } from './actions/play.ts';
export type { Job, Said } from './job.ts';
export { castOf } from './personas.ts';

/** `scratch`: logins with which a database beside the real one can be made. */
export function virtualDaysFeature(ctx: Context, scratch: Partial<ScratchPowers>): Feature {
  const { creatorUrl, ownerUrl, appUrl, systemUrl } = scratch;
  const isWhole = creatorUrl !== undefined && ownerUrl !== undefined && appUrl !== undefined && systemUrl !== undefined;
  const days = makeVirtualDays(ctx, isWhole ? { creatorUrl, ownerUrl, appUrl, systemUrl } : undefined);
  return { name: 'virtual-days', routes: virtualDayRoutes(days), stop: () => days.stop() };
}
