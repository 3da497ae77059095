import { z } from 'zod';
import { PageNotice, ProspectFilter } from './campaign-prospects.ts';
import { Campaign, CampaignCounts, CampaignStatus, NotDialled, Prospect } from './campaign-shapes.ts';
import { route } from './route.ts';
import { idOf, MoneyText, PageQuery, pageOf, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'campaigns.read' } as const;
const params = z.object({ campaign_id: idOf('campaign') });

const Share = z.object({
  calls: z.number().int(),
  share: z.number().nullable().meta({ description: 'Between 0 and 1; null without calls' }),
  low: z.number().nullable(),
  high: z.number().nullable().meta({ description: 'low to high: 95 % interval (Wilson)' }),
});

export const VariantResult = z
  .object({
    key: z.string(),
    name: z.string(),
    calls: z.number().int(),
    humans: Share,
    successes: Share.meta({
      description: 'People who answered and were connected, pressed the key, or stayed to the end',
    }),
    verdict: z.string().meta({ description: 'In words, whether it differs from the first variant' }),
  })
  .meta({ id: 'VariantResult' });
export type VariantResult = z.infer<typeof VariantResult>;

/** S4's CallStats, and more. */
export const CampaignStats = z
  .object({
    total: z.number().int(),
    completed: z.number().int(),
    failed: z.number().int(),
    busy: z.number().int(),
    noAnswer: z.number().int(),
    canceled: z.number().int(),
    inProgress: z.number().int(),
    humanAnswered: z.number().int(),
    machineAnswered: z.number().int(),
    abandoned: z.number().int(),
    unknown: z.number().int(),
    humanRate: z.number().nullable(),
    machineRate: z.number().nullable(),
    abandonedRate: z.number().nullable().meta({ description: 'Of those answered by people, of the last 30 days' }),
    totalDuration: z.number().int().meta({ description: 'Seconds of talk' }),
    averageDuration: z.number().nullable(),
    totalCost: MoneyText,
    currency: z.string(),
    remainingToday: z.number().int(),
    counts: CampaignCounts,
    reasons: z.array(z.object({ code: z.string(), message: z.string(), prospects: z.number().int() })),
    days: z.array(
      z.object({
        day: z.iso.date(),
        calls: z.number().int(),
        humans: z.number().int(),
        machines: z.number().int(),
        noAnswer: z.number().int(),
        busy: z.number().int(),
        failed: z.number().int(),
      }),
    ),
    variants: z.array(VariantResult),
  })
  .meta({ id: 'CampaignStats' });
export type CampaignStats = z.infer<typeof CampaignStats>;

export const campaignStats = route({
  name: 'campaigns.stats',
  method: 'GET',
  path: '/api/campaigns/:campaign_id/stats',
  summary: 'What came of the calls of a campaign',
  access: read,
  params,
  responses: { 200: CampaignStats },
});

/** S4's schedule summary. */
export const campaignSchedule = route({
  name: 'campaigns.schedule',
  method: 'GET',
  path: '/api/campaigns/:campaign_id/schedule',
  summary: 'What the scheduler does now, what is left of today, and when calls go on',
  access: read,
  params,
  responses: {
    200: z.object({
      status: CampaignStatus,
      sentence: z.string().meta({ description: 'In words, as the page says it' }),
      calling: Campaign.shape.calling,
      time_zone: z.string(),
      local_time: z.string(),
      day: z.iso.date().meta({ description: "In the campaign's zone: its limit begins anew with each" }),
      daily_limit: z.number().int(),
      used_today: z.number().int(),
      remaining_today: z.number().int(),
      resets_at: Timestamp,
      concurrency: z.number().int(),
      in_flight: z.number().int(),
      calls_per_second: z.number(),
      window_open: z.boolean(),
      window_closes_at: Timestamp.nullable(),
      next_opening_at: Timestamp.nullable(),
      next_call_at: Timestamp.nullable(),
      due_now: z
        .number()
        .int()
        .meta({ description: 'Prospects that could be dialled at this moment, counted up to 10,000' }),
      seats: z.object({
        ready: z.number().int(),
        talking: z.number().int(),
        wrapping_up: z.number().int(),
        away: z.number().int(),
      }),
      pacing: z.object({ mode: z.string(), wanted: z.number().int(), because: z.string() }).nullable(),
      abandoned_30_days: z.object({
        answered: z.number().int(),
        abandoned: z.number().int(),
        share: z.number().nullable(),
      }),
    }),
  },
});

export const Forecast = z
  .object({
    as_of: Timestamp,
    complete: z.boolean().meta({ description: 'false: still being computed; the numbers grow' }),
    examined: z.number().int(),
    prospects: z.number().int(),
    will_be_dialled: z.number().int(),
    skipped: z.array(
      z.object({ code: z.string(), message: z.string(), rule: z.string().nullable(), prospects: z.number().int() }),
    ),
    expected_calls: z.object({ low: z.number().int(), likely: z.number().int(), high: z.number().int() }),
    expected_cost: z.object({ low: MoneyText, likely: MoneyText, high: MoneyText, currency: z.string() }),
    first_call_at: Timestamp.nullable(),
    expected_finish_at: Timestamp.nullable(),
    calls_per_day: z.number().int(),
    sentence: z.string().meta({
      description:
        'Such as: 412 contacts, 38 skipped (12 do not call, 26 invalid), about 50 a day, finishes Thu 14 Jan',
    }),
    assumptions: z.string().meta({ description: 'Answer rate, talk time and where they are from, in words' }),
  })
  .meta({ id: 'CampaignForecast' });
export type Forecast = z.infer<typeof Forecast>;

export const forecastCampaign = route({
  name: 'campaigns.forecast',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/forecast',
  summary: 'Dry run: decide for every prospect when they would be dialled or why not; nobody is called',
  access: { role: 'viewer', scope: 'campaigns.read' },
  params,
  responses: { 202: Forecast },
});

export const getForecast = route({
  name: 'campaigns.get_forecast',
  method: 'GET',
  path: '/api/campaigns/:campaign_id/forecast',
  summary: 'The newest dry run, beside what really came of it so far',
  access: read,
  params,
  responses: {
    200: z.object({
      forecast: Forecast.nullable(),
      result: z.object({
        dialled: z.number().int(),
        calls: z.number().int(),
        cost: MoneyText,
        finished_at: Timestamp.nullable(),
      }),
    }),
  },
});

export const listForecastProspects = route({
  name: 'campaigns.forecast_prospects',
  method: 'GET',
  path: '/api/campaigns/:campaign_id/forecast/prospects',
  summary: 'Dry run of a page of prospects: when each would be dialled, or the reason why not',
  access: read,
  params,
  query: PageQuery.extend(ProspectFilter.shape),
  responses: {
    200: pageOf(
      z.object({
        prospect: Prospect,
        would_call_at: Timestamp.nullable(),
        local_time: z.string().nullable().meta({ description: 'At the prospect, such as Mon 09:00 in Denver' }),
        reasons: z.array(NotDialled),
      }),
    ).extend(PageNotice),
  },
  refusals: ['request.bad_cursor'],
});
