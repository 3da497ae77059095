import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { getHealth, mustBeReady, type Program } from './actions.ts';

export const systemRoutes = (ctx: Context, program: Program): BoundRoute[] => [
  on(contract.health, () => getHealth(ctx, program)),
  on(contract.healthz, async () => ({ status: 'ok' as const })),
  on(contract.readyz, async () => {
    await mustBeReady(ctx, program);
    return { status: 'ready' as const };
  }),
];
