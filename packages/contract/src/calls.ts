import { z } from 'zod';
import { CallStatus } from './call-state.ts';
import { route } from './route.ts';
import { idOf, MoneyText, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'calls.read' } as const;
const write = { role: 'agent', scope: 'calls.write' } as const;
const params = z.object({ call_id: idOf('call') });

/**
 * How sure we are that the carrier has the call: `intended` before we asked, `placed` once it said so,
 * `unknown` when it did not answer (never asked again; resolved by its first callback or by looking),
 * `refused` or `not-placed` when it surely has none.
 */
export const placements = ['intended', 'placed', 'unknown', 'refused', 'not-placed'] as const;
export const Placement = z.enum(placements);
export type Placement = z.infer<typeof Placement>;

export const CallRecording = z
  .object({
    id: idOf('recording'),
    status: z.enum(['in-progress', 'fetching', 'ready', 'absent', 'failed']),
    duration_seconds: z.number().int().nullable(),
    channels: z.number().int().nullable(),
    bytes: z.number().int().nullable(),
    url: z.string().nullable().meta({ description: 'Where the audio is served from, once ready' }),
    recording_sid: z.string(),
  })
  .meta({ id: 'CallRecording' });
export type CallRecording = z.infer<typeof CallRecording>;

export const Call = z
  .object({
    id: idOf('call'),
    direction: z.enum(['inbound', 'outbound']),
    from_number: z.string(),
    to_number: z.string(),
    status: CallStatus,
    placement: Placement,
    call_sid: z.string().nullable(),
    answered_by: z
      .string()
      .nullable()
      .meta({ description: "What answering machine detection said, in Twilio's words" }),
    contact: z.object({ id: idOf('contact'), name: z.string() }).nullable(),
    person: z
      .object({ id: idOf('person'), name: z.string() })
      .nullable()
      .meta({ description: 'Who placed it' }),
    created_at: Timestamp,
    ringing_at: Timestamp.nullable(),
    answered_at: Timestamp.nullable(),
    ended_at: Timestamp.nullable(),
    duration_seconds: z.number().int().nullable(),
    cost: MoneyText.nullable(),
    currency: z.string(),
    recording: CallRecording.nullable(),
    notes: z.string().nullable(),
    disposition: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    simulated: z.boolean().meta({ description: 'True: the emulator was the carrier, nobody was really called' }),
    sample: z.boolean(),
  })
  .meta({ id: 'Call' });
export type Call = z.infer<typeof Call>;

/** One entry of a call's timeline. */
export const CallEvent = z
  .object({
    id: idOf('event'),
    at: Timestamp,
    kind: z.string().meta({ examples: ['placed', 'ringing', 'answered', 'completed', 'recorded'] }),
    sentence: z.string(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'CallEvent' });
export type CallEvent = z.infer<typeof CallEvent>;

/** One request that the carrier made to us, and what we answered. */
export const WebhookExchange = z
  .object({
    id: idOf('request'),
    at: Timestamp,
    kind: z.string(),
    method: z.string(),
    url: z.string(),
    params: z.record(z.string(), z.string()),
    signature: z.enum(['valid', 'invalid']),
    response_status: z.number().int(),
    response_body: z.string(),
    milliseconds: z.number(),
    copy: z.boolean().meta({ description: 'True when this request repeated an earlier one and had no effect' }),
  })
  .meta({ id: 'WebhookExchange' });
export type WebhookExchange = z.infer<typeof WebhookExchange>;

export const CostLine = z.object({ what: z.string(), amount: MoneyText, currency: z.string(), source: z.string() });

export const CallDetail = Call.extend({
  events: z.array(CallEvent),
  webhooks: z.array(WebhookExchange),
  cost_lines: z.array(CostLine),
}).meta({ id: 'CallDetail' });
export type CallDetail = z.infer<typeof CallDetail>;

export const placeCall = route({
  name: 'calls.place',
  method: 'POST',
  path: '/api/calls/outbound',
  summary: 'Place a call',
  description:
    'Answers 201 once the carrier has the call; 202 with `placement: "unknown"` when it did not answer in 10 s: such a call is never placed again, its first callback or a look at the carrier settles it.',
  access: write,
  body: z
    .strictObject({
      to: z.string().max(40).optional().meta({ description: 'Number; without + one of the workspace country' }),
      from: z.string().max(40).optional(),
      contact_id: idOf('contact').optional().meta({ description: 'Instead of, or beside, to' }),
      message: z.string().trim().min(1).max(3000).optional().meta({ description: 'Spoken when answered' }),
      audio_url: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .optional()
        .meta({ description: 'Played when answered' }),
      record: z.boolean().optional(),
      transcribe: z
        .boolean()
        .optional()
        .meta({ description: 'Kept with the call; transcription itself is not built yet' }),
      timeout: z.number().int().min(5).max(600).optional().meta({ description: 'Seconds of ringing' }),
      machine_detection: z.enum(['off', 'wait', 'while-talking']).default('off'),
      metadata: z.record(z.string().max(100), z.json()).optional(),
    })
    .meta({ id: 'PlaceCall' }),
  responses: { 201: Call, 202: Call },
  refusals: [
    'calls.number_impossible',
    'calls.from_missing',
    'calls.to_itself',
    'calls.two_openings',
    'calls.audio_unreachable',
    'calls.no_carrier',
    'calls.carrier_refused',
    'calls.carrier_busy',
    'idempotency.conflict',
    'idempotency.in_progress',
    'idempotency.state_unknown',
  ],
});

export const CallFilter = z.object({
  direction: z.enum(['inbound', 'outbound']).optional(),
  status: z.string().max(120).optional().meta({ description: 'One or several, comma separated' }),
  since: Timestamp.optional(),
  until: Timestamp.optional(),
  search: z.string().trim().max(100).optional().meta({ description: 'Part of a number, in any format, or of a name' }),
  contact_id: idOf('contact').optional(),
  live: z.stringbool().optional(),
  has_recording: z.stringbool().optional(),
});

export const listCalls = route({
  name: 'calls.list',
  method: 'GET',
  path: '/api/calls/log',
  summary: 'Calls, newest first',
  access: read,
  query: PageQuery.extend(CallFilter.shape).extend({ offset: z.coerce.number().int().min(0).max(10_000).optional() }),
  responses: { 200: pageOf(Call).extend({ total: z.number().int() }) },
  refusals: ['request.bad_cursor'],
});

export const callStats = route({
  name: 'calls.stats',
  method: 'GET',
  path: '/api/calls/stats/summary',
  summary: 'Counts, talk time and cost of the calls that a filter selects',
  access: read,
  query: CallFilter.pick({ since: true, until: true, direction: true }),
  responses: {
    200: z.object({
      total_calls: z.number().int(),
      inbound_calls: z.number().int(),
      outbound_calls: z.number().int(),
      answered_calls: z.number().int(),
      failed_calls: z.number().int(),
      live_calls: z.number().int(),
      total_duration_seconds: z.number().int(),
      average_duration_seconds: z.number(),
      total_cost: MoneyText,
      currency: z.string(),
      as_of: Timestamp,
    }),
  },
});

export const getCall = route({
  name: 'calls.get',
  method: 'GET',
  path: '/api/calls/:call_id',
  summary: 'One call with its timeline, the requests of the carrier and its cost line by line',
  access: read,
  params,
  responses: { 200: CallDetail },
});

export const changeCall = route({
  name: 'calls.change',
  method: 'PATCH',
  path: '/api/calls/:call_id',
  summary: 'Change notes, disposition or metadata',
  access: write,
  params,
  body: z.strictObject({
    notes: z.string().max(10_000).nullable().optional(),
    disposition: z.string().trim().max(50).nullable().optional(),
    metadata: z.record(z.string().max(100), z.json()).optional(),
  }),
  responses: { 200: Call },
});

export const deleteCall = route({
  name: 'calls.delete',
  method: 'DELETE',
  path: '/api/calls/:call_id',
  summary: 'Delete a call that is over, with its recording here and at the carrier',
  access: { role: 'manager', scope: 'calls.write' },
  params,
  responses: { 204: Nothing },
  refusals: ['calls.still_live'],
});

export const hangUpCall = route({
  name: 'calls.hang_up',
  method: 'POST',
  path: '/api/calls/:call_id/hangup',
  summary: 'End a live call',
  access: write,
  params,
  responses: { 202: Call },
  refusals: ['calls.over', 'calls.no_carrier'],
});

export const getRecording = route({
  name: 'calls.recording',
  method: 'GET',
  path: '/api/calls/:call_id/recording',
  summary: 'The recording as WAV; answers range requests',
  access: read,
  params,
  file: 'audio/wav',
  responses: { 200: z.unknown() },
  refusals: ['calls.no_recording', 'calls.recording_not_ready'],
});

export const getPeaks = route({
  name: 'calls.recording_peaks',
  method: 'GET',
  path: '/api/calls/:call_id/recording/peaks',
  summary: 'The waveform: for each channel, peaks between 0 and 1 at even steps',
  access: read,
  params,
  responses: {
    200: z.object({ duration_seconds: z.number(), channels: z.array(z.array(z.number())) }),
  },
  refusals: ['calls.no_recording', 'calls.recording_not_ready'],
});

/** The body of the click-to-call route of S3. */
export const ClickToCall = z.strictObject({
  to: z.string().max(40).optional(),
  lead_id: idOf('contact').optional(),
  from: z.string().max(40).optional(),
  message: z.string().trim().min(1).max(3000).optional(),
  mode: z.enum(['simple', 'bridge', 'webrtc']).default('simple'),
});

/** Refusals of this route have the body that S3 documents: `{ status: "error", message }`, beside the problem fields. */
export const clickToCall = route({
  name: 'calls.click_to_call',
  method: 'POST',
  path: '/api/twilio/outbound-call',
  summary: 'Call a lead with one click',
  access: write,
  body: ClickToCall,
  responses: {
    200: z.object({
      status: z.literal('success'),
      call_id: idOf('call'),
      call_sid: z.string().nullable(),
      message: z.string(),
      call_status: CallStatus,
      from_number: z.string(),
      to_number: z.string(),
      simulated: z.boolean(),
    }),
  },
  refusals: ['contacts.no_phone_number', 'calls.no_carrier', 'calls.carrier_refused', 'calls.mode_unavailable'],
});
