import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { shortenCounts } from './actions/fold-counts.ts';
import { makePace } from './actions/pace.ts';
import { makeRunner } from './actions/run-campaigns.ts';
import { campaignJobs } from './jobs.ts';
import { campaignRoutes } from './routes.ts';
import { liveCampaigns } from './sockets.ts';
import { wokenBy } from './store/wake.ts';

export { addToCampaign } from './actions/add-prospects.ts';
export { settleProspects } from './actions/settle-prospects.ts';
export { isOver } from './campaign.ts';
export { campaignById } from './store/campaigns.ts';
export { lockProspectsOf } from './store/locking.ts';

/** What another process did is seen after so long; what this one did wakes it. */
const lookEveryMs = 5000;
const shortenEveryMs = 60_000;

export const campaignsFeature = (ctx: Context): Feature => {
  const powers = { pace: makePace(ctx) };
  const runner = makeRunner(ctx, powers);
  ctx.db.onCommit((told) => {
    const woken = wokenBy(told);
    if (woken.length > 0 || told.has('seat.changed')) runner.soon(woken, { seats: told.has('seat.changed') });
  });
  return {
    name: 'campaigns',
    routes: campaignRoutes(ctx, powers),
    jobs: campaignJobs(ctx),
    sweeps: [
      { name: 'campaigns.look', everyMs: lookEveryMs, run: () => runner.look() },
      { name: 'campaigns.shorten_counts', everyMs: shortenEveryMs, run: () => shortenCounts(ctx) },
    ],
    live: async (_tenantId, events, seq) => liveCampaigns(events, seq),
    settled: () => runner.settled(),
    stop: () => runner.stop(),
  };
};
