import * as contract from '@offhook/contract';
import { on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { makeSettling, settleCalls } from './actions/settle.ts';
import { callSummary } from './actions/summary.ts';

const sweepMs = 5000;

export const insightsFeature = (ctx: Context): Feature => {
  const settling = makeSettling(ctx);
  return {
    name: 'insights',
    routes: [on(contract.callStats, (actor, { query }) => callSummary(ctx, actor, query))],
    // What is to be settled stands in the database; the event only says that it is worth looking now.
    listeners: [
      { name: 'insights.settle', hears: ['call.ended', 'recording.completed'], run: async () => settling.soon() },
    ],
    sweeps: [{ name: 'insights.settle', everyMs: sweepMs, run: () => settleCalls(ctx) }],
    stop: () => settling.stop(),
  };
};
