import { z } from 'zod';
import { AnsweredByClass, Call, CallDetail } from './call-shapes.ts';
import { CallStatus } from './call-state.ts';
import { CallPurpose } from './campaign-shapes.ts';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'calls.read' } as const;
const write = { role: 'agent', scope: 'calls.write' } as const;
const params = z.object({ call_id: idOf('call') });

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
      machine_detection: z
        .union([z.enum(['off', 'wait', 'while-talking']), z.boolean()])
        .optional()
        .meta({ description: 'true means while-talking. Default: off, and while-talking with a voicemail drop' }),
      script_id: idOf('script').optional().meta({ description: 'Instead of message and audio_url' }),
      variables: z.record(z.string().max(60), z.string().max(500)).optional().meta({ description: 'For the script' }),
      voicemail_drop_id: idOf('drop').optional().meta({ description: 'Left when a machine answers' }),
      connect: z
        .strictObject({
          person_id: idOf('person').optional().meta({ description: 'Rings their own phone; default: yourself' }),
          phone: z.string().max(40).optional().meta({ description: 'Instead of a person' }),
          when: z.enum(['always', 'press-1']).default('always'),
        })
        .optional()
        .meta({ description: 'Connect the call to a phone after the opening, or when 1 is pressed' }),
      retry: z
        .strictObject({
          times: z.number().int().min(1).max(5),
          after_seconds: z.number().int().min(60).max(86_400),
          on: z.array(z.enum(['busy', 'no-answer', 'failed'])).min(1),
        })
        .optional()
        .meta({ description: 'Place a new call after one that ended so. Never after a call of unknown fate' }),
      purpose: CallPurpose.optional().meta({
        description: 'Decides which laws hold. Default: the setting single_call_purpose',
      }),
      override_reason: z.string().trim().min(3).max(500).optional().meta({
        description: 'Of a manager: calls although do-not-call, hours, caps or consent say no. It is audited',
      }),
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
    'calls.phone_missing',
    'calls.connect_loop',
    'scripts.variables_missing',
    'wallet.insufficient_funds',
    'calls.no_carrier',
    'calls.carrier_refused',
    'calls.carrier_busy',
    'idempotency.conflict',
    'idempotency.in_progress',
    'idempotency.state_unknown',
  ],
});

export const Tag = z.string().trim().min(1).max(50);

export const CallFilter = z.object({
  direction: z.enum(['inbound', 'outbound']).optional(),
  status: z.string().max(120).optional().meta({ description: 'One or several, comma separated' }),
  since: Timestamp.optional(),
  until: Timestamp.optional(),
  search: z.string().trim().max(100).optional().meta({ description: 'Part of a number, in any format, or of a name' }),
  contact_id: idOf('contact').optional(),
  live: z.stringbool().optional(),
  has_recording: z.stringbool().optional(),
  has_voicemail_drop: z.stringbool().optional().meta({ description: 'true: at least a part of one was left' }),
  disposition: z.string().max(300).optional().meta({ description: 'One or several, comma separated; none: without' }),
  answered_by: AnsweredByClass.optional(),
  person_id: idOf('person').optional().meta({ description: 'Who placed it' }),
  number: z.string().max(40).optional().meta({ description: 'Our own number that was used' }),
  tag: z.string().max(50).optional(),
  min_duration: z.coerce.number().int().min(0).max(86_400).optional().meta({ description: 'Seconds of talk at least' }),
  script_id: idOf('script').optional(),
  campaign_id: idOf('campaign').optional(),
  prospect_id: idOf('prospect').optional(),
});

export const listCalls = route({
  name: 'calls.list',
  method: 'GET',
  path: '/api/calls/log',
  summary: 'Calls, newest first',
  description:
    'A search for four digits or more first shows the numbers that end so, then, by `next_cursor`, those that have the digits elsewhere. One request looks at 20,000 calls at most: a page may be short, or even empty, while `next_cursor` goes on and `notice` says how far back it looked.',
  access: read,
  query: PageQuery.extend(CallFilter.shape).extend({
    offset: z.coerce.number().int().min(0).max(10_000).optional(),
    count: z
      .stringbool()
      .optional()
      .meta({ description: 'Whether to count all that match, up to 10,000. Default: on the first page only' }),
  }),
  responses: {
    200: pageOf(Call).extend({
      total: z.number().int(),
      total_is_exact: z.boolean().meta({ description: 'false: there are at least as many as the total says' }),
      notice: z.string().optional().meta({ description: 'What to know about this page, in words' }),
    }),
  },
  refusals: ['request.bad_cursor'],
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
  summary: 'Change notes, disposition, tags or metadata',
  access: write,
  params,
  body: z.strictObject({
    notes: z.string().max(10_000).nullable().optional(),
    disposition: z.string().trim().max(50).nullable().optional(),
    tags: z.array(Tag).max(20).optional(),
    metadata: z.record(z.string().max(100), z.json()).optional(),
  }),
  responses: { 200: Call },
  refusals: ['calls.disposition_unknown', 'calls.disposition_kept'],
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

/** The body of the click-to-call route of S3. */
export const ClickToCall = z.strictObject({
  to: z.string().max(40).optional(),
  lead_id: idOf('contact').optional(),
  from: z.string().max(40).optional(),
  message: z.string().trim().min(1).max(3000).optional(),
  mode: z.enum(['simple', 'bridge', 'webrtc']).default('simple'),
  agent_phone: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'For bridge; default: your own phone of your profile' }),
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
  refusals: [
    'contacts.no_phone_number',
    'calls.no_carrier',
    'calls.carrier_refused',
    'calls.carrier_busy',
    'calls.mode_unavailable',
    'calls.phone_missing',
    'calls.connect_loop',
    'idempotency.conflict',
    'idempotency.in_progress',
    'idempotency.state_unknown',
  ],
});
