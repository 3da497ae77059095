import { z } from 'zod';
import { CallStatus } from './call-state.ts';
import { DocumentedCall } from './documented-names.ts';
import { idOf, MoneyText, Timestamp } from './shapes.ts';

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
    name: z.string().nullable(),
    description: z.string().nullable(),
    paused: z.boolean().meta({ description: 'True while an in-progress recording is paused' }),
    channel_names: z.array(z.string()).meta({ description: 'Who is heard on each channel' }),
    failure: z.string().nullable().meta({ description: 'Why it could not be kept, in words' }),
    delete_after: Timestamp.nullable().meta({ description: 'When the retention setting deletes it' }),
  })
  .meta({ id: 'CallRecording' });
export type CallRecording = z.infer<typeof CallRecording>;

/** What answering machine detection says, in four words. The raw value stands beside it. */
export const AnsweredByClass = z.enum(['human', 'machine', 'fax', 'unknown']);
export type AnsweredByClass = z.infer<typeof AnsweredByClass>;

/** A voicemail drop of one call, with its proof. */
export const CallDrop = z
  .object({
    id: idOf('drop'),
    name: z.string(),
    outcome: z.enum(['waiting', 'playing', 'complete', 'truncated', 'not-left']).meta({
      description: 'truncated: the line went before all was played; not-left: nobody or a person answered',
    }),
    beep_at: Timestamp.nullable(),
    started_at: Timestamp.nullable(),
    finished_at: Timestamp.nullable(),
    expected_seconds: z.number(),
    played_seconds: z.number().nullable(),
  })
  .meta({ id: 'CallDrop' });
export type CallDrop = z.infer<typeof CallDrop>;

/** A call, under our names and under those of the documents. */
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
    cost_basis: z
      .enum(['estimate', 'carrier'])
      .nullable()
      .meta({ description: 'carrier: the carrier has told its price of every leg' }),
    answered_by_class: AnsweredByClass.nullable(),
    voicemail_drop: CallDrop.nullable(),
    voicemail_dropped: z.boolean().meta({ description: 'True when all of the drop was played' }),
    script: z.object({ id: idOf('script'), name: z.string(), version: z.number().int() }).nullable(),
    connect: z
      .object({ to_number: z.string(), name: z.string(), when: z.enum(['always', 'press-1']), accepted: z.boolean() })
      .nullable()
      .meta({ description: 'Whose phone the call is connected to' }),
    campaign: z.object({ id: idOf('campaign'), name: z.string() }).nullable(),
    prospect_id: idOf('prospect').nullable().meta({ description: 'Of the campaign, whom the call was for' }),
    retry_of: idOf('call').nullable(),
    tags: z.array(z.string()),
    notes: z.string().nullable(),
    disposition: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    simulated: z.boolean().meta({ description: 'True: the emulator was the carrier, nobody was really called' }),
    sample: z.boolean(),
  })
  .extend(DocumentedCall.shape)
  .meta({ id: 'Call' });
export type Call = z.infer<typeof Call>;

/** A connection inside a call, such as the agent's phone of a Voice Bridge; legs form a tree by their parents. */
export const CallLeg = z
  .object({
    call_sid: z.string(),
    parent_call_sid: z.string(),
    from_number: z.string(),
    to_number: z.string(),
    status: CallStatus,
    answered_by: z.string().nullable(),
    ringing_at: Timestamp.nullable(),
    answered_at: Timestamp.nullable(),
    accepted_at: Timestamp.nullable().meta({ description: 'When the person there pressed 1 to take the call' }),
    ended_at: Timestamp.nullable(),
    duration_seconds: z.number().int().nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'CallLeg' });
export type CallLeg = z.infer<typeof CallLeg>;

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

export const CostLine = z
  .object({
    what: z.enum(['minutes', 'machine-detection', 'recording', 'recording-storage', 'transcription']),
    leg_sid: z.string().nullable(),
    quantity: z.number().nullable(),
    unit: z
      .string()
      .nullable()
      .meta({ examples: ['minute', 'call'] }),
    amount: MoneyText,
    currency: z.string(),
    basis: z.enum(['estimate', 'carrier']).meta({ description: 'carrier: a correction to what the carrier charged' }),
    source: z.string(),
    at: Timestamp,
  })
  .meta({ id: 'CostLine' });
export type CostLine = z.infer<typeof CostLine>;

export const CallDetail = Call.extend({
  legs: z.array(CallLeg),
  recordings: z.array(CallRecording),
  events: z.array(CallEvent),
  webhooks: z.array(WebhookExchange),
  cost_lines: z.array(CostLine),
}).meta({ id: 'CallDetail' });
export type CallDetail = z.infer<typeof CallDetail>;
