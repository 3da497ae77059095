import * as contract from '@offhook/contract';
import type { Surroundings } from '#features/hours';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { getForwarding, setForwarding } from './actions.ts';

export const forwardingRoutes = (ctx: Context, around: Surroundings): BoundRoute[] => [
  on(contract.getForwarding, (actor, { params }) => getForwarding(ctx, actor, params.person_id)),
  on(contract.setForwarding, (actor, { params, body }) =>
    setForwarding(ctx, actor, params.person_id, body.rules, around),
  ),
];
