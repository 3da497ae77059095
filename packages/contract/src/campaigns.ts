import { z } from 'zod';
import { Call } from './call-shapes.ts';
import { placeCall } from './calls.ts';
import {
  AttemptOutcome,
  Campaign,
  CampaignCounts,
  CampaignSettingsChange,
  CampaignStatus,
  NotDialled,
  Prospect,
  ProspectState,
} from './campaign-shapes.ts';
import { ContactFilter } from './contacts.ts';
import { route } from './route.ts';
import { idOf, MoneyText, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'campaigns.read' } as const;
const write = { role: 'manager', scope: 'campaigns.write' } as const;
const params = z.object({ campaign_id: idOf('campaign') });
const prospectParams = params.extend({ prospect_id: idOf('prospect') });
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

export const ProspectFilter = z.object({
  state: ProspectState.optional(),
  outcome: AttemptOutcome.optional(),
  reason: z.string().max(60).optional().meta({ description: 'Code of the reason, such as compliance.suppressed' }),
  search: z.string().trim().max(100).optional().meta({ description: 'Part of a name or number' }),
});

const PageNotice = { notice: z.string().optional().meta({ description: 'Why the page is short, in words' }) };

export const listProspects = route({
  name: 'campaigns.prospects',
  method: 'GET',
  path: '/api/campaigns/:campaign_id/prospects',
  summary: 'The prospects of a campaign',
  description:
    'A search for four digits or more finds the numbers that end so; where none does, those that have the digits elsewhere. One request looks at 20,000 prospects at most: a page may be short, or even empty, while `next_cursor` goes on and `notice` says so.',
  access: read,
  params,
  query: PageQuery.extend(ProspectFilter.shape),
  responses: { 200: pageOf(Prospect).extend(PageNotice) },
  refusals: ['request.bad_cursor'],
});

export const addProspects = route({
  name: 'campaigns.add_prospects',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/prospects',
  summary: 'Add prospects: contacts by id, all that a filter finds, or people who are not contacts yet',
  description:
    'Whoever is in the campaign already stays as they are. A filter is carried out in the background: `adding` says so, and the counts of the campaign grow. A file is imported with `campaign_id`.',
  access: write,
  params,
  body: z.strictObject({
    contact_ids: z.array(idOf('contact')).max(10_000).optional(),
    filter: ContactFilter.extend({ has_number: z.boolean().optional() })
      .optional()
      .meta({ description: 'As of the list of contacts; an empty one is every contact' }),
    people: z
      .array(
        z.strictObject({
          first_name: z.string().trim().max(100).optional(),
          last_name: z.string().trim().max(100).optional(),
          phone: z.string().max(40),
          email: z.email().max(254).nullable().optional(),
          company: z.string().trim().max(200).nullable().optional(),
          title: z.string().trim().max(200).nullable().optional(),
          time_zone: z.string().max(60).nullable().optional(),
        }),
      )
      .max(1000)
      .optional(),
  }),
  responses: {
    200: z.object({
      added: z.number().int(),
      already_there: z.number().int(),
      skipped: z
        .number()
        .int()
        .meta({ description: 'Added, and not to be dialled: no number, a second contact with the same' }),
      adding: z.boolean().meta({ description: 'More are being added in the background' }),
    }),
  },
  refusals: ['campaigns.over', 'calls.number_impossible'],
});

export const changeProspect = route({
  name: 'campaigns.change_prospect',
  method: 'PATCH',
  path: '/api/campaigns/:campaign_id/prospects/:prospect_id',
  summary: 'Skip a prospect, or have them dialled again',
  access: { role: 'agent', scope: 'campaigns.write' },
  params: prospectParams,
  body: z.strictObject({
    state: z.enum(['waiting', 'skipped']),
    not_before: Timestamp.optional().meta({ description: 'With waiting' }),
    reason: z.string().trim().min(1).max(200).optional().meta({ description: 'With skipped' }),
  }),
  responses: { 200: Prospect },
  refusals: ['campaigns.prospect_busy', 'campaigns.over'],
});

export const removeProspect = route({
  name: 'campaigns.remove_prospect',
  method: 'DELETE',
  path: '/api/campaigns/:campaign_id/prospects/:prospect_id',
  summary: 'Take somebody who was never dialled out of a campaign',
  access: write,
  params: prospectParams,
  responses: { 204: Nothing },
  refusals: ['campaigns.prospect_busy', 'campaigns.prospect_dialled'],
});

/** One attempt at a prospect: the call, and what the gate knew and decided. */
export const ProspectAttempt = z
  .object({
    call: Call,
    outcome: AttemptOutcome.nullable(),
    rules: z.array(z.string()).meta({ description: 'Under which it was allowed, with their versions' }),
  })
  .meta({ id: 'ProspectAttempt' });

export const getProspect = route({
  name: 'campaigns.prospect',
  method: 'GET',
  path: '/api/campaigns/:campaign_id/prospects/:prospect_id',
  summary: 'A prospect with every attempt, and whether a call would be allowed now',
  access: read,
  params: prospectParams,
  responses: {
    200: Prospect.extend({
      history: z.array(ProspectAttempt),
      now: z.object({
        allowed: z.boolean(),
        reasons: z.array(NotDialled),
        next_at: Timestamp.nullable().meta({
          description: 'When a call would be allowed next; null: never as things are',
        }),
      }),
    }),
  },
});

/** S4's `POST /api/calls/place`. */
export const placeProspect = route({
  name: 'campaigns.place',
  method: 'POST',
  path: '/api/calls/place',
  summary: 'Call one prospect of a running campaign now, or at a time',
  access: { role: 'agent', scope: 'campaigns.write' },
  body: z.strictObject({
    campaignId: idOf('campaign'),
    prospectId: idOf('prospect'),
    scheduledFor: Timestamp.optional(),
  }),
  responses: {
    201: z.object({ success: z.literal(true), call: Call }),
    202: z.object({ success: z.literal(true), scheduledCall: Prospect }),
  },
  refusals: [
    ...placeCall.refusals,
    'seats.not_free',
    'campaigns.not_running',
    'campaigns.outside_hours',
    'campaigns.limit_reached',
    'campaigns.not_now',
    'campaigns.prospect_busy',
    'campaigns.prospect_done',
  ],
});

/** The person in the seat looks at the prospect first, then calls with `campaigns.place`. */
export const previewNext = route({
  name: 'campaigns.preview_next',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/preview/next',
  summary: 'Give me the prospect who is called next; nobody else gets them for five minutes',
  access: { role: 'agent', scope: 'campaigns.write' },
  params,
  responses: {
    200: z.object({
      prospect: Prospect.nullable().meta({ description: 'null: nobody may be called now' }),
      passed_over: z
        .array(z.object({ prospect: Prospect, reason: NotDialled }))
        .meta({ description: 'Others, whose turn it was, and why they are not called' }),
    }),
  },
  refusals: ['campaigns.not_running', 'campaigns.not_preview', 'campaigns.not_now'],
});

const ScheduledMany = z.object({
  scheduled: z.number().int(),
  failed: z.number().int(),
  failures: z.array(z.object({ prospect_id: idOf('prospect'), reason: NotDialled })),
});

/** S4's `scheduleCampaignCalls`. */
export const placeSome = route({
  name: 'campaigns.place_some',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/calls',
  summary: 'Call the next prospects now, as far as hours and limits let',
  access: { role: 'agent', scope: 'campaigns.write' },
  params,
  body: z.strictObject({ max_calls: z.number().int().min(1).max(100).default(10) }).prefault({}),
  responses: { 200: ScheduledMany },
  refusals: ['campaigns.not_running', 'campaigns.outside_hours', 'campaigns.limit_reached', 'calls.no_carrier'],
});

/** S4's `retryFailedCalls`. */
export const retryFailed = route({
  name: 'campaigns.retry_failed',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/retry-failed',
  summary: 'Have prospects dialled again whose last attempt failed, although their attempts are used up',
  description: 'A campaign that was completed since nobody was left goes on; one that was ended waits for a start.',
  access: write,
  params,
  body: z
    .strictObject({
      maxRetries: z
        .number()
        .int()
        .min(1)
        .max(10)
        .default(3)
        .meta({ description: 'Nobody is dialled more often than this and once' }),
      retryDelay: z
        .number()
        .int()
        .min(0)
        .max(43_200)
        .default(60)
        .meta({ description: 'Minutes after the last attempt' }),
      retryStatuses: z
        .array(z.enum(['failed', 'no-answer', 'busy', 'machine', 'canceled', 'unknown']))
        .min(1)
        .default(['failed', 'no-answer', 'busy']),
    })
    .prefault({}),
  responses: { 200: z.object({ scheduled: z.number().int() }) },
  refusals: ['campaigns.over'],
});

export const lookAgain = route({
  name: 'campaigns.look_again',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/look-again',
  summary: 'Let the gate decide again about everybody who was skipped, since consent, rules, limits and lists change',
  access: write,
  params,
  responses: { 200: z.object({ waiting: z.number().int() }) },
  refusals: ['campaigns.over'],
});

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

export const exportProspects = route({
  name: 'campaigns.export',
  method: 'GET',
  path: '/api/campaigns/:campaign_id/export',
  summary: 'Prospects with their outcomes as CSV',
  access: read,
  params,
  query: ProspectFilter,
  responses: { 200: Nothing },
  file: 'text/csv',
});
