import { CalendarDate, WeeklySpan } from '@offhook/flow/shapes';
import { z } from 'zod';
import { idOf, MoneyText, Timestamp } from './shapes.ts';

/** Why somebody is called: different laws hold for each. `personal`: one person calls another about their own matter. */
export const callPurposes = ['personal', 'informational', 'telemarketing', 'debt-collection'] as const;
export const CallPurpose = z.enum(callPurposes).meta({ id: 'CallPurpose' });
export type CallPurpose = z.infer<typeof CallPurpose>;

export const campaignStatuses = ['draft', 'scheduled', 'running', 'paused', 'completed', 'archived'] as const;
export const CampaignStatus = z.enum(campaignStatuses);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

/**
 * How fast is dialled. `automatic`: by the limits alone, a script speaks. The others connect to people in seats:
 * `preview` one by one when asked to, `progressive` one call for each person who is ready, `power` a fixed number of calls
 * for each, `predictive` as many as the abandonment cap lets.
 */
export const pacingModes = ['automatic', 'preview', 'progressive', 'power', 'predictive'] as const;
export const PacingMode = z.enum(pacingModes);
export type PacingMode = z.infer<typeof PacingMode>;

/** How an attempt at a prospect ended. */
export const attemptOutcomes = [
  'human',
  'machine',
  'busy',
  'no-answer',
  'failed',
  'canceled',
  'abandoned',
  'unknown',
] as const;
export const AttemptOutcome = z.enum(attemptOutcomes);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

/**
 * `waiting`: to be dialled at `next_at`, or later when calls are allowed. `dialling`: a call is under way. `done`: reached,
 * or all attempts used up. `skipped`: will not be dialled, for the reason that stands beside it.
 */
export const prospectStates = ['waiting', 'dialling', 'done', 'skipped'] as const;
export const ProspectState = z.enum(prospectStates);
export type ProspectState = z.infer<typeof ProspectState>;

/** What the people who answer hear: one of the five. Several variants are compared by their outcomes. */
export const CampaignVariant = z
  .strictObject({
    key: z.string().regex(/^[a-z]$/, 'a letter from a to z'),
    name: z.string().trim().min(1).max(80),
    weight: z.number().int().min(1).max(100).default(1),
    script_id: idOf('script').optional(),
    audio_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    message: z.string().trim().min(1).max(3000).optional(),
    flow_id: idOf('flow').optional(),
    ai_agent: z.string().trim().min(1).max(3000).optional().meta({
      description: 'What an AI agent shall talk about. It is kept; a campaign with one cannot be started yet',
    }),
  })
  .meta({ id: 'CampaignVariant' });
export type CampaignVariant = z.infer<typeof CampaignVariant>;

const retryMinutes = z.number().int().min(1).max(43_200);

/** How a campaign calls. All of it may be saved in a draft that is not complete; starting asks for the rest. */
export const CampaignSettings = z
  .strictObject({
    purpose: CallPurpose.default('telemarketing'),
    variants: z.array(CampaignVariant).max(4).default([]),
    voicemail_drop_id: idOf('drop').nullable().default(null),
    connect: z
      .strictObject({ when: z.enum(['always', 'press-1']), phone: z.string().max(40) })
      .nullable()
      .default(null)
      .meta({ description: 'Connects whoever answers to a phone; campaigns with seats connect to the people in them' }),
    caller_ids: z.array(z.string().max(40)).max(20).default([]).meta({ description: 'Own numbers, used in turn' }),
    record: z.boolean().default(false),
    machine_detection: z.enum(['off', 'wait', 'while-talking']).default('while-talking'),
    ring_timeout_seconds: z.number().int().min(15).max(120).default(25),
    mode: PacingMode.default('automatic'),
    calls_per_seat: z.number().min(1).max(5).default(1).meta({ description: 'Of power' }),
    time_zone: z.string().min(1).max(60).default('America/New_York'),
    window_zone: z
      .enum(['campaign', 'contact'])
      .default('contact')
      .meta({ description: 'Whose clock the calling hours below are read on' }),
    window: z
      .array(WeeklySpan)
      .max(70)
      .default([])
      .meta({ description: 'Calling hours of every week; none: no hours of the campaign, only those of the law' }),
    dates: z
      .array(
        z.strictObject({
          date: CalendarDate,
          spans: z.array(z.strictObject({ from: WeeklySpan.shape.from, to: WeeklySpan.shape.to })).max(10),
        }),
      )
      .max(400)
      .default([])
      .meta({ description: 'Dates with hours of their own instead of the week’s; without spans nobody is called' }),
    starts_at: Timestamp.nullable().default(null),
    ends_at: Timestamp.nullable().default(null),
    daily_limit: z.number().int().min(1).max(1_000_000).default(50),
    concurrency: z.number().int().min(1).max(50_000).default(5),
    calls_per_second: z.number().min(0.1).max(1000).default(1),
    max_attempts: z.number().int().min(1).max(10).default(4).meta({ description: 'S4: maxRetries 3, and the first' }),
    retry_minutes: z
      .strictObject({
        busy: retryMinutes.nullable().default(60),
        'no-answer': retryMinutes.nullable().default(60),
        failed: retryMinutes.nullable().default(60),
        machine: retryMinutes.nullable().default(null),
        abandoned: retryMinutes.nullable().default(4320),
      })
      .prefault({})
      .meta({ description: 'Minutes until the next attempt after such an outcome; null: no other attempt' }),
  })
  .meta({ id: 'CampaignSettings' });
export type CampaignSettings = z.infer<typeof CampaignSettings>;

type Bare<Field> = Field extends z.ZodDefault<infer Inner> | z.ZodPrefault<infer Inner> ? Inner : Field;
type Shape = typeof CampaignSettings.shape;

// A field with a default has it also when it is optional (zod 4): a change of one would put back all the others.
const bareFields = Object.fromEntries(
  Object.entries(CampaignSettings.shape).map(([name, field]) => [
    name,
    (field instanceof z.ZodDefault || field instanceof z.ZodPrefault ? field.unwrap() : field).optional(),
  ]),
) as { [Name in keyof Shape]: z.ZodOptional<Bare<Shape[Name]>> }; // as the line above makes them

/** Some of the settings; what is left out is not there. */
export const CampaignSettingsChange = z.strictObject(bareFields).meta({ id: 'CampaignSettingsChange' });
export type CampaignSettingsChange = z.infer<typeof CampaignSettingsChange>;

/** Why something is not dialled: the code of a refusal, its sentence, and when it may be tried again. */
export const NotDialled = z
  .object({
    code: z.string(),
    message: z.string(),
    rule: z.string().nullable().meta({ description: 'The rule that says so, with its version, such as US-FL@1' }),
    other_rules: z.array(z.string()).optional().meta({ description: 'More rules that say the same' }),
    until: Timestamp.nullable(),
  })
  .meta({ id: 'NotDialled' });
export type NotDialled = z.infer<typeof NotDialled>;

export const CampaignCounts = z
  .object({
    total: z.number().int(),
    waiting: z.number().int(),
    dialling: z.number().int(),
    done: z.number().int(),
    skipped: z.number().int(),
  })
  .meta({ id: 'CampaignCounts' });
export type CampaignCounts = z.infer<typeof CampaignCounts>;

export const Campaign = z
  .object({
    id: idOf('campaign'),
    name: z.string(),
    status: CampaignStatus,
    paused_because: z
      .string()
      .nullable()
      .meta({ description: 'In words: who paused it, or what stopped it by itself' }),
    settings: CampaignSettings,
    revision: z.number().int().meta({ description: 'Sent back with a change, against overwriting another one' }),
    counts: CampaignCounts,
    calling: z
      .enum(['calling', 'outside-hours', 'daily-limit', 'nobody-due', 'no-seat', 'not-running'])
      .meta({ description: 'What a running campaign is doing now' }),
    next_call_at: Timestamp.nullable().meta({ description: 'When calls go on, as far as can be foretold' }),
    metadata: z.record(z.string().max(100), z.json()),
    created_by: z.object({ id: idOf('person'), name: z.string() }).nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
    started_at: Timestamp.nullable(),
    completed_at: Timestamp.nullable(),
  })
  .meta({ id: 'Campaign' });
export type Campaign = z.infer<typeof Campaign>;

/** A contact's place in a campaign. */
export const Prospect = z
  .object({
    id: idOf('prospect'),
    campaign_id: idOf('campaign'),
    contact: z
      .object({ id: idOf('contact'), name: z.string() })
      .nullable()
      .meta({ description: 'null: deleted since' }),
    phone_number: z.string().nullable(),
    state: ProspectState,
    attempts: z.number().int(),
    outcome: AttemptOutcome.nullable().meta({ description: 'Of the last attempt' }),
    reason: NotDialled.nullable(),
    next_at: Timestamp.nullable(),
    zones: z.array(z.string()).meta({ description: 'Where the phone may be' }),
    variant: z.string().nullable(),
    last_call_id: idOf('call').nullable(),
    expected_cost: MoneyText.nullable(),
    updated_at: Timestamp,
  })
  .meta({ id: 'Prospect' });
export type Prospect = z.infer<typeof Prospect>;
