import * as contract from '@offhook/contract';
import { on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { makeSettling, type SettlePowers, settleCalls } from './actions/settle.ts';
import { callSummary } from './actions/summary.ts';

export { type SettlePowers, settleBeforeDeletion } from './actions/settle.ts';

/** For what another node left behind, and for what is learned of calls that ended before. */
const sweepMs = 5000;
const settledAfter = ['call.ended', 'recording.completed'] as const;

export const insightsFeature = (ctx: Context, powers: SettlePowers): Feature => {
  const settling = makeSettling(ctx, powers);
  // What is to be settled stands in the database; the event only says that it will be worth looking.
  ctx.db.onCommit((told) => {
    if (settledAfter.some((name) => told.has(name))) settling.soon();
  });
  return {
    name: 'insights',
    routes: [on(contract.callStats, (actor, { query }) => callSummary(ctx, actor, query))],
    sweeps: [{ name: 'insights.settle', everyMs: sweepMs, run: () => settleCalls(ctx, powers) }],
    settled: () => settling.now(),
    stop: () => settling.stop(),
  };
};
