import * as contract from '@offhook/contract';
import { Answer, type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import * as campaigns from './actions/campaigns.ts';
import type { ClaimPowers } from './actions/claim-calls.ts';
import * as forecast from './actions/forecast.ts';
import * as states from './actions/states.ts';
import { campaignStats, scheduleOf } from './actions/stats.ts';

/** Campaigns as a whole: what they are, what they do, what came of them and what will. */
export const managingRoutes = (ctx: Context, powers: ClaimPowers): BoundRoute[] => [
  on(contract.listCampaigns, (actor, { query }) => campaigns.listCampaigns(ctx, actor, query)),
  on(contract.createCampaign, (actor, { body }) => campaigns.createCampaign(ctx, actor, body)),
  on(contract.getCampaign, (actor, { params }) => campaigns.getCampaign(ctx, actor, params.campaign_id)),
  on(contract.changeCampaign, (actor, { params, body }) =>
    campaigns.changeCampaign(ctx, actor, params.campaign_id, body),
  ),
  on(contract.deleteCampaign, async (actor, { params }) => {
    await campaigns.deleteCampaign(ctx, actor, params.campaign_id);
    return undefined;
  }),
  on(contract.activateCampaign, (actor, { params, body }) =>
    states.activateCampaign(ctx, actor, params.campaign_id, body),
  ),
  on(contract.pauseCampaign, (actor, { params, body }) => states.pauseCampaign(ctx, actor, params.campaign_id, body)),
  on(contract.endCampaign, (actor, { params }) => states.endCampaign(ctx, actor, params.campaign_id)),
  on(contract.archiveCampaign, (actor, { params }) => states.archiveCampaign(ctx, actor, params.campaign_id)),
  on(contract.campaignStats, (actor, { params }) => campaignStats(ctx, actor, params.campaign_id)),
  on(contract.campaignSchedule, (actor, { params }) => scheduleOf(ctx, powers, actor, params.campaign_id)),
  on(
    contract.forecastCampaign,
    async (actor, { params }) => new Answer(202, await forecast.startForecast(ctx, actor, params.campaign_id)),
  ),
  on(contract.getForecast, (actor, { params }) => forecast.getForecast(ctx, actor, params.campaign_id)),
  on(contract.listForecastProspects, (actor, { params, query }) =>
    forecast.listForecastProspects(ctx, actor, params.campaign_id, query),
  ),
];
