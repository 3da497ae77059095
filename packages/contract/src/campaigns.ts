import { z } from 'zod';
import { Campaign, CampaignSettingsChange } from './campaign-shapes.ts';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf } from './shapes.ts';

const read = { role: 'viewer', scope: 'campaigns.read' } as const;
const write = { role: 'manager', scope: 'campaigns.write' } as const;
const params = z.object({ campaign_id: idOf('campaign') });
const Name = z.string().trim().min(1).max(120);
const Metadata = z.record(z.string().max(100), z.json());

export const listCampaigns = route({
  name: 'campaigns.list',
  method: 'GET',
  path: '/api/campaigns',
  summary: 'Campaigns, newest first',
  access: read,
  query: PageQuery.extend({
    status: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'One or several, comma separated. Default: all but archived' }),
    search: z.string().trim().max(100).optional(),
  }),
  responses: { 200: pageOf(Campaign) },
  refusals: ['request.bad_cursor'],
});

export const createCampaign = route({
  name: 'campaigns.create',
  method: 'POST',
  path: '/api/campaigns',
  summary: 'Create a campaign, as a draft',
  access: write,
  body: z.strictObject({
    name: Name,
    settings: CampaignSettingsChange.optional().meta({ description: 'What is left out has its default' }),
    copy_of: idOf('campaign')
      .optional()
      .meta({ description: 'Takes the settings of another one, and none of its prospects' }),
    metadata: Metadata.optional(),
  }),
  responses: { 201: Campaign },
  refusals: ['campaigns.settings_wrong'],
});

export const getCampaign = route({
  name: 'campaigns.get',
  method: 'GET',
  path: '/api/campaigns/:campaign_id',
  summary: 'One campaign, and what keeps it from being started',
  access: read,
  params,
  responses: {
    200: Campaign.extend({
      missing: z
        .array(z.object({ field: z.string(), message: z.string() }))
        .meta({ description: 'What has to be added before it can be started, in words; empty: it can be' }),
      adding: z.boolean().meta({ description: 'Prospects are being added in the background' }),
    }),
  },
});

export const changeCampaign = route({
  name: 'campaigns.change',
  method: 'PATCH',
  path: '/api/campaigns/:campaign_id',
  summary: 'Change a campaign',
  description:
    'While a campaign runs, hours, dates, limits, retries, ring time, recording, calls per seat and its end may change, and hold for every call that is placed after the answer; calls under way keep what they were placed with. Purpose, variants, voicemail drop, machine detection, connection, caller ids, pacing mode and start change only while it does not run.',
  access: write,
  params,
  body: z.strictObject({
    revision: z.number().int().optional().meta({ description: 'That you read; refused when there is a newer one' }),
    name: Name.optional(),
    settings: CampaignSettingsChange.optional().meta({ description: 'Only what changes; each as a whole' }),
    metadata: Metadata.optional(),
  }),
  responses: { 200: Campaign },
  refusals: [
    'campaigns.settings_wrong',
    'campaigns.changed_meanwhile',
    'campaigns.fixed_while_running',
    'campaigns.over',
  ],
});

export const deleteCampaign = route({
  name: 'campaigns.delete',
  method: 'DELETE',
  path: '/api/campaigns/:campaign_id',
  summary: 'Delete a campaign that was never started; others are archived',
  access: write,
  params,
  responses: { 204: Nothing },
  refusals: ['campaigns.was_started'],
});

export const activateCampaign = route({
  name: 'campaigns.activate',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/activate',
  summary: 'Start a campaign, at once or at its starts_at, or go on with a paused one',
  access: write,
  params,
  body: z
    .strictObject({
      confirm_pacing: z
        .boolean()
        .optional()
        .meta({ description: 'Of predictive: its simulation was looked at. Asked for once' }),
    })
    .prefault({}),
  responses: { 200: Campaign },
  refusals: ['campaigns.incomplete', 'campaigns.over', 'campaigns.pacing_unconfirmed', 'calls.no_carrier'],
});

export const pauseCampaign = route({
  name: 'campaigns.pause',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/pause',
  summary: 'Stop placing calls within a second; calls under way go on to their end',
  access: { role: 'agent', scope: 'campaigns.write' },
  params,
  body: z.strictObject({ reason: z.string().trim().max(200).optional() }).prefault({}),
  responses: { 200: Campaign },
  refusals: ['campaigns.not_running'],
});

export const endCampaign = route({
  name: 'campaigns.end',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/end',
  summary: 'Complete a campaign although prospects wait; they are not dialled any more',
  access: write,
  params,
  responses: { 200: Campaign },
  refusals: ['campaigns.over'],
});

export const archiveCampaign = route({
  name: 'campaigns.archive',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/archive',
  summary: 'Put a campaign that is over away; its history stays',
  access: write,
  params,
  responses: { 200: Campaign },
  refusals: ['campaigns.still_open'],
});
