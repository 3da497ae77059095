import type { Context } from '../../context.ts';
import type { Listener } from '../../feature.ts';
import { tickStep } from './actions.ts';
import { stepOfEvent } from './first-steps.ts';

export const workspaceListeners = (ctx: Context): Listener[] =>
  Object.entries(stepOfEvent).map(([type, step]) => ({
    name: `workspaces.first_steps.${step}`,
    // The keys of stepOfEvent are event types.
    hears: [type as keyof typeof stepOfEvent],
    run: (_event, tenantId) => tickStep(ctx, tenantId, step),
  }));
