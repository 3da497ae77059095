import type { Context } from '../../context.ts';
import type { Listener } from '../../feature.ts';
import { tickStep } from './actions.ts';
import { stepOfEvent } from './first-steps.ts';

export const workspaceListeners = (ctx: Context): Listener[] =>
  Object.entries(stepOfEvent).map(([type, step]) => {
    // A step is done once and for all: what this process ticked it need not tick again.
    const ticked = new Set<string>();
    return {
      name: `workspaces.first_steps.${step}`,
      // The keys of stepOfEvent are event types.
      hears: [type as keyof typeof stepOfEvent],
      run: async (_event, tenantId) => {
        if (ticked.has(tenantId)) return;
        await tickStep(ctx, tenantId, step);
        ticked.add(tenantId);
      },
    };
  });
