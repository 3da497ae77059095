import { z } from 'zod';
import { Call } from './call-shapes.ts';
import { placeCall } from './calls.ts';
import { AttemptOutcome, NotDialled, Prospect, ProspectState } from './campaign-shapes.ts';
import { ContactFilter } from './contacts.ts';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'campaigns.read' } as const;
const write = { role: 'manager', scope: 'campaigns.write' } as const;
const params = z.object({ campaign_id: idOf('campaign') });
const prospectParams = params.extend({ prospect_id: idOf('prospect') });

export const ProspectFilter = z.object({
  state: ProspectState.optional(),
  outcome: AttemptOutcome.optional(),
  reason: z.string().max(60).optional().meta({ description: 'Code of the reason, such as compliance.suppressed' }),
  search: z.string().trim().max(100).optional().meta({ description: 'Part of a name or number' }),
});

/** Of a page that looked at as many as one request may. */
export const PageNotice = { notice: z.string().optional().meta({ description: 'Why the page is short, in words' }) };

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
