import { CalendarDate, WeeklySpan } from '@offhook/flow/shapes';
import { z } from 'zod';
import { CallPurpose } from './campaign-shapes.ts';
import { route } from './route.ts';
import { idOf, MoneyText, Timestamp } from './shapes.ts';

/** What speaks: a person, a recording, or a voice that a machine makes. */
export const callVoices = ['live', 'prerecorded', 'artificial'] as const;
export const CallVoice = z.enum(callVoices).meta({ id: 'CallVoice' });
export type CallVoice = z.infer<typeof CallVoice>;

/** `from` up to but without `to`, on the clock of whoever is called; `24:00` ends a day. */
export const HoursSpan = z.strictObject({ from: WeeklySpan.shape.from, to: WeeklySpan.shape.to });
const Day = z.array(HoursSpan).max(10);
const AsDay = z.union([z.literal('as-day'), Day]);

export const RuleHours = z
  .strictObject({
    ...{ mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day },
    holiday: AsDay.meta({
      description: 'as-day: holidays are like other days; without spans nobody is called on them',
    }),
    eve: AsDay.default('as-day').meta({ description: 'Of the day before a holiday' }),
  })
  .meta({ id: 'RuleHours' });
export type RuleHours = z.infer<typeof RuleHours>;

export const RuleCap = z
  .strictObject({
    max: z.number().int().min(0).max(1000),
    period: z
      .string()
      .regex(/^(?:PT[1-9]\d{0,3}H|P[1-9]\d{0,2}D)$/, 'Hours such as PT24H, or days such as P30D.')
      .meta({ description: 'Rolling, back from the moment of the call' }),
    after: z
      .enum(['any', 'conversation', 'declined', 'abandoned'])
      .default('any')
      .meta({ description: 'any: counts all attempts; else it holds after such a call' }),
  })
  .meta({ id: 'RuleCap' });
export type RuleCap = z.infer<typeof RuleCap>;

export const ruleConsents = ['none', 'express', 'express-written'] as const;

/** A rule as it holds in this workspace now. */
export const ComplianceRule = z
  .object({
    id: z.string().meta({ examples: ['US-FL'] }),
    version: z
      .number()
      .int()
      .meta({ description: 'Kept with each decision; above 1000 where the workspace changed it' }),
    jurisdiction: z.string().meta({ description: 'A country, or a part of it as ISO 3166-2' }),
    jurisdiction_name: z.string(),
    purposes: z.array(CallPurpose),
    voices: z.array(CallVoice),
    hours: RuleHours.nullable().meta({ description: 'null: says nothing about hours' }),
    holiday_calendar: z.string().nullable(),
    caps: z.array(RuleCap),
    consent: z.enum(ruleConsents),
    citation: z.string(),
    confidence: z.enum(['high', 'medium', 'low']),
    notes: z.string(),
    effective_from: CalendarDate.nullable(),
    review_by: CalendarDate,
    is_overdue: z.boolean(),
    is_own: z.boolean(),
    changed: z.object({ by: z.string(), at: Timestamp, reason: z.string() }).nullable(),
  })
  .meta({ id: 'ComplianceRule' });
export type ComplianceRule = z.infer<typeof ComplianceRule>;

/** Nobody is called there for telemarketing until it is lifted, such as in a declared emergency. */
export const FrozenArea = z
  .object({
    jurisdiction: z.string(),
    jurisdiction_name: z.string(),
    until: Timestamp.nullable().meta({ description: 'null: until somebody lifts it' }),
    reason: z.string(),
    by: z.string(),
    at: Timestamp,
  })
  .meta({ id: 'FrozenArea' });
export type FrozenArea = z.infer<typeof FrozenArea>;

/** Kinds of numbers, as libphonenumber tells them apart. */
export const lineTypes = [
  'fixed-line',
  'mobile',
  'fixed-or-mobile',
  'toll-free',
  'premium',
  'shared-cost',
  'voip',
  'personal',
  'pager',
  'uan',
  'voicemail',
  'satellite',
  'unknown',
] as const;
export const LineType = z.enum(lineTypes).meta({ id: 'LineType' });
export type LineType = z.infer<typeof LineType>;

const Country = z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, such as IT.');
const Reason = z.string().trim().min(3).max(500).meta({ description: 'Why; it stands in the audit log' });

const LimitFields = {
  countries: z
    .array(Country)
    .max(250)
    .nullable()
    .meta({ description: 'Only these are called; null: the country of the workspace and those that have rules' }),
  number_types_denied: z.array(LineType).max(lineTypes.length),
  max_price_per_minute: MoneyText.nullable().meta({ description: 'By the list price of the carrier' }),
  calls_per_minute: z.number().int().min(1).max(1_000_000).nullable(),
  spend_per_day: MoneyText.nullable().meta({ description: 'By the day of the workspace’s time zone' }),
  address_only: z.boolean().meta({
    description: 'Trust the stated zone of a contact alone, and not the zones of its number beside it',
  }),
};

/** What keeps fraud and slips small. It holds for every call, whatever its purpose. */
export const DialLimits = z
  .object({
    ...LimitFields,
    countries_now: z.array(z.object({ code: z.string(), name: z.string() })),
    spent_today: MoneyText,
    calls_last_minute: z.number().int(),
    currency: z.string(),
    changed: z.object({ by: z.string(), at: Timestamp, reason: z.string() }).nullable(),
  })
  .meta({ id: 'DialLimits' });
export type DialLimits = z.infer<typeof DialLimits>;

/** One reason why a call is not placed. */
export const GateReason = z
  .object({
    code: z.string(),
    message: z.string(),
    rule: z.string().nullable().meta({ description: 'With its version, such as US-FL@1' }),
    until: Timestamp.nullable().meta({ description: 'When it ends by itself, as far as that can be told' }),
    details: z.record(z.string(), z.string()),
  })
  .meta({ id: 'GateReason' });
export type GateReason = z.infer<typeof GateReason>;

export const GateAnswer = z
  .object({
    allowed: z.boolean(),
    reasons: z.array(GateReason),
    closes_at: Timestamp.nullable().meta({ description: 'Until when it stays allowed' }),
    rules: z.array(z.string()).meta({ description: 'Those that were asked, with their versions' }),
  })
  .meta({ id: 'GateAnswer' });
export type GateAnswer = z.infer<typeof GateAnswer>;

/** What was known of the number, in words. */
export const GateKnowledge = z
  .object({
    at: Timestamp,
    phone_number: z.string(),
    country: z.string().nullable(),
    number_type: LineType,
    places: z.array(z.object({ code: z.string(), name: z.string() })),
    clocks: z.array(z.object({ time_zone: z.string(), local_time: z.string() })),
    do_not_call: z.string().nullable().meta({ description: 'The list that it stands on' }),
    consents: z.array(z.string()),
    attempts: z.object({ last_day: z.number().int(), last_30_days: z.number().int() }),
    price_per_minute: MoneyText.nullable(),
    notes: z.array(z.string()),
  })
  .meta({ id: 'GateKnowledge' });
export type GateKnowledge = z.infer<typeof GateKnowledge>;

const read = { role: 'viewer', scope: 'compliance.read' } as const;
const write = { role: 'admin', scope: 'compliance.write' } as const;
const ruleParams = z.object({ rule_id: z.string().max(40) });
const placeParams = z.object({ jurisdiction: z.string().max(10) });

export const listRules = route({
  name: 'compliance.rules',
  method: 'GET',
  path: '/api/compliance/rules',
  summary: 'The rules that hold now, and the areas that are frozen',
  description:
    'Engineering defaults from public sources, not legal advice. Of several that may apply the strictest holds.',
  access: read,
  responses: { 200: z.object({ items: z.array(ComplianceRule), frozen: z.array(FrozenArea) }) },
});

export const changeRule = route({
  name: 'compliance.change_rule',
  method: 'PUT',
  path: '/api/compliance/rules/:rule_id',
  summary: 'Let a rule hold otherwise in this workspace; a new version of it, the earlier ones are kept',
  access: write,
  params: ruleParams,
  body: z.strictObject({
    hours: RuleHours.nullable(),
    caps: z.array(RuleCap).max(10),
    consent: z.enum(ruleConsents),
    review_by: CalendarDate,
    notes: z.string().trim().max(2000),
    base_version: z.number().int().meta({ description: 'That you read' }),
    reason: Reason,
  }),
  responses: { 200: ComplianceRule },
  refusals: ['compliance.rule_changed_meanwhile'],
});

export const resetRule = route({
  name: 'compliance.reset_rule',
  method: 'DELETE',
  path: '/api/compliance/rules/:rule_id',
  summary: 'Go back to a rule as it came; asks for ?reason=',
  access: write,
  params: ruleParams,
  query: z.object({ reason: Reason }),
  responses: { 200: ComplianceRule },
  refusals: ['compliance.rule_not_changed'],
});

export const freezeArea = route({
  name: 'compliance.freeze',
  method: 'PUT',
  path: '/api/compliance/frozen/:jurisdiction',
  summary: 'Freeze an area at once: no telemarketing there until it is lifted',
  access: write,
  params: placeParams,
  body: z.strictObject({ until: Timestamp.nullable(), reason: Reason }),
  responses: { 200: FrozenArea },
});

export const liftFreeze = route({
  name: 'compliance.lift_freeze',
  method: 'DELETE',
  path: '/api/compliance/frozen/:jurisdiction',
  summary: 'Lift the freeze of an area; asks for ?reason=',
  access: write,
  params: placeParams,
  query: z.object({ reason: Reason }),
  responses: { 204: z.undefined() },
});

export const getLimits = route({
  name: 'compliance.limits',
  method: 'GET',
  path: '/api/compliance/limits',
  summary: 'Countries, kinds of numbers, price, speed and spending that calls are held to',
  access: read,
  responses: { 200: DialLimits },
});

export const changeLimits = route({
  name: 'compliance.change_limits',
  method: 'PUT',
  path: '/api/compliance/limits',
  summary: 'Change the limits of calls',
  access: write,
  body: z.strictObject({ ...LimitFields, reason: Reason }),
  responses: { 200: DialLimits },
});

export const checkCall = route({
  name: 'compliance.check',
  method: 'POST',
  path: '/api/compliance/check',
  summary: 'May I call this number? Nothing is dialled, nothing is written',
  access: read,
  body: z.strictObject({
    to: z.string().trim().min(1).max(40),
    from: z.string().trim().max(40).optional(),
    purpose: CallPurpose.default('telemarketing'),
    voice: CallVoice.default('live'),
    at: Timestamp.optional(),
    time_zone: z.string().max(60).optional().meta({ description: 'Where they are, when you know it' }),
    campaign_id: idOf('campaign').optional(),
  }),
  responses: { 200: GateAnswer.extend({ facts: GateKnowledge }) },
  refusals: ['calls.number_impossible'],
});

export const getCallDecision = route({
  name: 'compliance.call_decision',
  method: 'GET',
  path: '/api/calls/:call_id/decision',
  summary: 'Why a call was placed or not: what was known then, and the same decision made again from it',
  access: { role: 'viewer', scope: 'calls.read' },
  params: z.object({ call_id: idOf('call') }),
  responses: {
    200: z.object({
      decision: GateAnswer,
      facts: GateKnowledge,
      override_reason: z.string().nullable(),
      replayed: GateAnswer,
      same: z.boolean(),
    }),
  },
  refusals: ['compliance.no_decision'],
});
