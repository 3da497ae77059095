import { z } from 'zod';
import { Call, WebhookExchange } from './call-shapes.ts';
import { CallFilter, Tag } from './calls.ts';
import { route } from './route.ts';
import { idOf, MoneyText, Nothing, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'calls.read' } as const;
const write = { role: 'agent', scope: 'calls.write' } as const;
const params = z.object({ call_id: idOf('call') });

export const setDisposition = route({
  name: 'calls.set_disposition',
  method: 'POST',
  path: '/api/calls/:call_id/disposition',
  summary: 'Say what a call came to, by the list of the workspace',
  access: write,
  params,
  body: z.strictObject({
    disposition: z.string().trim().max(50).nullable(),
    notes: z.string().max(10_000).nullable().optional(),
  }),
  responses: { 200: Call },
  refusals: ['calls.disposition_unknown', 'calls.disposition_kept'],
});

export const changeCalls = route({
  name: 'calls.change_many',
  method: 'POST',
  path: '/api/calls/bulk',
  summary: 'Tag many calls or set their disposition; all of them or none',
  access: write,
  body: z.strictObject({
    call_ids: z.array(idOf('call')).min(1).max(500),
    add_tags: z.array(Tag).max(20).optional(),
    remove_tags: z.array(Tag).max(20).optional(),
    disposition: z.string().trim().max(50).nullable().optional(),
  }),
  responses: {
    200: z.object({ changed: z.number().int().meta({ description: 'Calls that were not so already' }) }),
  },
  refusals: ['calls.disposition_unknown', 'calls.disposition_kept', 'calls.too_many_tags'],
});

/** Columns of the export, in the order of the default. */
export const exportColumns = [
  'id',
  'call_sid',
  'direction',
  'from_number',
  'to_number',
  'contact',
  'person',
  'campaign',
  'status',
  'answered_by',
  'created_at',
  'answered_at',
  'ended_at',
  'duration_seconds',
  'cost',
  'currency',
  'disposition',
  'tags',
  'notes',
] as const;

export const exportCalls = route({
  name: 'calls.export',
  method: 'GET',
  path: '/api/calls/export',
  summary: 'The calls that a filter selects as CSV, newest first, streamed',
  description:
    'UTF-8, RFC 4180. Times are ISO 8601 in `time_zone`. Text that a spreadsheet would run as a formula begins with an apostrophe; phone numbers keep their +.',
  access: read,
  query: CallFilter.extend({
    columns: z.string().max(500).optional().meta({ description: 'Comma separated, in this order' }),
    time_zone: z.string().max(60).optional().meta({ description: 'Default: of the workspace' }),
  }),
  file: 'text/csv',
  responses: { 200: z.unknown() },
  refusals: ['calls.exports_busy'],
});

const Counts = z.object({
  total_calls: z.number().int(),
  inbound_calls: z.number().int(),
  outbound_calls: z.number().int(),
  answered_calls: z.number().int(),
  failed_calls: z.number().int(),
  human_answers: z.number().int(),
  machine_answers: z.number().int(),
  voicemail_drops: z.number().int(),
  total_duration_seconds: z.number().int(),
  average_duration_seconds: z.number(),
  total_cost: MoneyText,
});
export type CallCounts = z.infer<typeof Counts>;

export const callStats = route({
  name: 'calls.stats',
  method: 'GET',
  path: '/api/calls/stats/summary',
  summary: 'Counts, talk time and cost: of the workspace or of one person, for a period, by day or by hour',
  description:
    'A call belongs to the time at which it began. Periods are widened to whole quarters of an hour; weeks begin on Monday. Calls under way are counted in `total_calls`, without talk time and cost; ended ones a moment after their end. Deleted calls stay counted.',
  access: read,
  query: z.object({
    since: Timestamp.optional(),
    until: Timestamp.optional(),
    direction: z.enum(['inbound', 'outbound']).optional(),
    person_id: idOf('person').optional(),
    group_by: z.enum(['hour', 'day', 'week', 'month', 'person', 'status', 'hour-of-day']).optional(),
    time_zone: z.string().max(60).optional().meta({ description: 'Default: of the workspace' }),
  }),
  responses: {
    200: Counts.extend({
      live_calls: z.number().int(),
      currency: z.string(),
      as_of: Timestamp,
      time_zone: z.string(),
      groups: z.array(Counts.extend({ key: z.string(), label: z.string() })),
    }),
  },
});

/** One line of the whole story of a call. From these lines alone the call can be rebuilt. */
export const TimelineEntry = z
  .object({
    id: z.string(),
    at: Timestamp,
    kind: z.enum(['report', 'webhook', 'placement', 'reconciler', 'action', 'cost', 'recording']),
    name: z.string(),
    sentence: z.string(),
    cause: z.string().nullable().meta({ description: 'The entry that this one follows from' }),
    changes: z
      .record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))
      .meta({ description: 'Facts of the call that this entry changed' }),
    report: z.record(z.string(), z.unknown()).nullable().meta({ description: 'The news in our words' }),
    webhook: WebhookExchange.nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const getTimeline = route({
  name: 'calls.timeline',
  method: 'GET',
  path: '/api/calls/:call_id/timeline',
  summary: 'All that happened with a call and why: reports, requests with our answers, steps of ours, costs',
  access: read,
  params,
  responses: { 200: z.object({ entries: z.array(TimelineEntry) }) },
});

/** A filter that somebody keeps under a name. */
export const SavedView = z
  .object({
    id: idOf('view'),
    name: z.string(),
    query: z.record(z.string(), z.string()),
    shared: z.boolean(),
    mine: z.boolean(),
    created_at: Timestamp,
  })
  .meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof SavedView>;

const ViewFields = z.strictObject({
  name: z.string().trim().min(1).max(80),
  query: z.record(z.string().max(40), z.string().max(300)),
  shared: z.boolean().default(false),
});

export const listViews = route({
  name: 'calls.views',
  method: 'GET',
  path: '/api/call-views',
  summary: 'Saved views of the call history: your own and those shared with the workspace',
  access: read,
  responses: { 200: z.object({ items: z.array(SavedView) }) },
});

export const saveView = route({
  name: 'calls.save_view',
  method: 'POST',
  path: '/api/call-views',
  summary: 'Keep a filter under a name',
  access: write,
  body: ViewFields,
  responses: { 201: SavedView },
  refusals: ['calls.view_name_taken'],
});

export const deleteView = route({
  name: 'calls.delete_view',
  method: 'DELETE',
  path: '/api/call-views/:view_id',
  summary: 'Forget a saved view of your own; a manager also one that is shared',
  access: write,
  params: z.object({ view_id: idOf('view') }),
  responses: { 204: Nothing },
});
