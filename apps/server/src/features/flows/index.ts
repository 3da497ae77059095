import { parseId } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import type { PathOf } from './actions/call-cases.ts';
import { foldCounts } from './actions/fold-counts.ts';
import { forgetOld } from './actions/forget.ts';
import { flowRoutes } from './routes.ts';
import { holdFlows } from './store/flows.ts';

export { directoryOf } from './actions/directory.ts';
export { readTestCall } from './actions/test-link.ts';
export { type NotedPassage, notePassages } from './store/counts.ts';
export { flowsByReference, flowsThatRefer } from './store/flows.ts';
export { liveGraphs, liveVersionOf, versionGraph } from './store/versions.ts';

/** Whether there is such a flow here; until the transaction ends it cannot be deleted. */
export async function flowExists(tx: Tx, flowId: string): Promise<boolean> {
  const id = parseId('flow', flowId);
  return id !== undefined && (await holdFlows(tx, [id])).length > 0;
}

const foldEveryMs = 5000;
const forgetEveryMs = 3_600_000;

export const flowsFeature = (ctx: Context, pathOf: PathOf): Feature => ({
  name: 'flows',
  routes: flowRoutes(ctx, pathOf),
  sweeps: [
    { name: 'flows.fold_counts', everyMs: foldEveryMs, run: () => foldCounts(ctx) },
    { name: 'flows.forget', everyMs: forgetEveryMs, run: () => forgetOld(ctx) },
  ],
});
