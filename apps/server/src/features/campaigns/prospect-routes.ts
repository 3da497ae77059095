import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { addProspects } from './actions/add-prospects.ts';
import { exportProspects } from './actions/export-prospects.ts';
import { getProspect } from './actions/get-prospect.ts';
import * as prospects from './actions/prospects.ts';

export const prospectRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listProspects, (actor, { params, query }) =>
    prospects.listProspects(ctx, actor, params.campaign_id, query),
  ),
  on(contract.addProspects, (actor, { params, body }) => addProspects(ctx, actor, params.campaign_id, body)),
  on(contract.getProspect, (actor, { params }) => getProspect(ctx, actor, params)),
  on(contract.changeProspect, (actor, { params, body }) => prospects.changeProspect(ctx, actor, params, body)),
  on(contract.removeProspect, async (actor, { params }) => {
    await prospects.removeProspect(ctx, actor, params);
    return undefined;
  }),
  on(contract.lookAgain, (actor, { params }) => prospects.lookAgain(ctx, actor, params.campaign_id)),
  on(contract.retryFailed, (actor, { params, body }) => prospects.retryFailed(ctx, actor, params.campaign_id, body)),
  on(contract.exportProspects, async (actor, { params, query }, { reply }) => {
    const csv = await exportProspects(ctx, actor, params.campaign_id, query);
    const day = ctx.clock.now().toISOString().slice(0, 10);
    reply.header('content-disposition', `attachment; filename="prospects-${day}.csv"`);
    return reply.type('text/csv; charset=utf-8').send(csv);
  }),
];
