import { ForwardingRule, NumberRoute } from '@offhook/flow/shapes';
import { z } from 'zod';
import { route } from './route.ts';
import { idOf, MoneyText, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

export const numberTypes = ['local', 'toll_free', 'mobile'] as const;
export const NumberType = z.enum(numberTypes);
export type NumberType = z.infer<typeof NumberType>;

export const numberHealths = ['ok', 'voice_url_elsewhere', 'missing_at_carrier', 'unknown'] as const;
export const recordingPolicies = ['default', 'never', 'always'] as const;

const Capabilities = z.object({ voice: z.boolean(), sms: z.boolean(), mms: z.boolean() });

/** A number of ours. */
export const OwnNumber = z
  .object({
    id: idOf('number'),
    phone_number: z.string(),
    label: z.string(),
    description: z.string().nullable(),
    country_code: z.string(),
    number_type: NumberType,
    capabilities: Capabilities,
    route: NumberRoute,
    routes_to: z.string().meta({ description: 'Where calls go, in words' }),
    forwarding: z.array(ForwardingRule),
    recording_policy: z.enum(recordingPolicies),
    box_id: idOf('box').nullable(),
    box_name: z.string().nullable(),
    health: z.enum(numberHealths),
    health_checked_at: Timestamp.nullable(),
    voice_url: z.string().nullable().meta({ description: 'As last seen at the carrier' }),
    voice_fallback_url: z.string().nullable(),
    status_callback_url: z.string().nullable(),
    calls_30d: z.number().int().meta({ description: 'Of the last 30 days, among the newest 20,000 calls' }),
    calls_30d_is_exact: z.boolean().meta({ description: 'false: there are at least as many' }),
    monthly_price: MoneyText.nullable(),
    currency: z.string(),
    is_active: z.boolean().meta({ description: 'false: calls to it are not taken' }),
    is_default_from: z.boolean().meta({ description: 'Calls that name no number are placed from it' }),
    bought_at: Timestamp,
    friendly_name: z.string().meta({ description: 'S2: label' }),
    twilio_sid: z.string(),
    ivr_flow_id: idOf('flow').nullable().meta({ description: 'S2: the flow of route' }),
  })
  .meta({ id: 'OwnNumber' });
export type OwnNumber = z.infer<typeof OwnNumber>;

/** An order of which we do not know yet what became of it. */
export const PendingPurchase = z
  .object({
    purchase_id: idOf('purchase'),
    phone_number: z.string(),
    state: z.literal('unknown'),
    label: z.string(),
    asked_at: Timestamp,
  })
  .meta({ id: 'PendingPurchase' });
export type PendingPurchase = z.infer<typeof PendingPurchase>;

const read = { role: 'viewer', scope: 'numbers.read' } as const;
const configure = { role: 'manager', scope: 'numbers.write' } as const;
const own = { role: 'admin', scope: 'numbers.write' } as const;
const params = z.object({
  phone_number: z.string().max(60).meta({ description: 'The number in E.164, its + as %2B, or its id' }),
});

const Label = z.string().trim().min(1).max(64);
const Route = NumberRoute.meta({ description: 'Where a call goes that no forwarding rule takes' });
const noCarrier = ['calls.no_carrier', 'numbers.carrier_silent'] as const;

export const listNumbers = route({
  name: 'numbers.list',
  method: 'GET',
  path: '/api/numbers',
  summary: 'Numbers of the workspace, newest first',
  access: read,
  query: PageQuery,
  responses: {
    200: pageOf(OwnNumber).extend({
      pending: z
        .array(PendingPurchase)
        .meta({ description: 'Orders that the carrier did not answer; on the first page' }),
    }),
  },
  refusals: ['request.bad_cursor'],
});

export const NumberOffer = z
  .object({
    phone_number: z.string(),
    friendly_name: z.string(),
    country_code: z.string(),
    number_type: NumberType,
    locality: z.string().nullable(),
    region: z.string().nullable(),
    capabilities: Capabilities,
    address_requirements: z.enum(['none', 'any', 'local', 'foreign']),
    regulatory_note: z.string().nullable().meta({ description: 'What the carrier asks of whoever buys it' }),
    monthly_price: MoneyText.nullable(),
    currency: z.string(),
  })
  .meta({ id: 'NumberOffer' });
export type NumberOffer = z.infer<typeof NumberOffer>;

export const searchNumbers = route({
  name: 'numbers.search',
  method: 'GET',
  path: '/api/numbers/available',
  summary: 'Numbers that can be bought',
  access: read,
  query: z.object({
    country: z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'two letters such as US')
      .transform((code) => code.toUpperCase())
      .optional()
      .meta({ description: 'Default: the country of the workspace' }),
    type: NumberType.default('local'),
    area_code: z
      .string()
      .regex(/^[2-9]\d\d$/, 'three digits such as 415, the first from 2 to 9')
      .optional()
      .meta({ description: 'In the US and Canada' }),
    contains: z
      .string()
      .trim()
      .regex(/^\+?[0-9a-z*]{2,16}$/i, 'digits, letters and *, at most 16')
      .refine((text) => text.replace(/[+*]/g, '').length >= 2, 'two digits or letters at least')
      .optional()
      .meta({
        description: 'A part of the number; * stands for any digit, letters for their key',
        examples: ['555*00'],
      }),
    capabilities: z
      .string()
      .regex(/^(voice|sms|mms)(,(voice|sms|mms))*$/, 'voice, sms and mms, comma separated')
      .optional()
      .meta({ description: 'What it can do besides calls' }),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  responses: { 200: z.object({ items: z.array(NumberOffer) }) },
  refusals: ['numbers.not_sold', ...noCarrier],
});

export const purchaseNumber = route({
  name: 'numbers.purchase',
  method: 'POST',
  path: '/api/numbers/purchase',
  summary: 'Buy a number; its calls come here from then on',
  description:
    'Answers 202 when the carrier did not answer: the number is then never ordered again; a look at the carrier settles it within minutes.',
  access: own,
  body: z.strictObject({
    phone_number: z.string().max(40),
    label: Label.optional(),
    friendly_name: Label.optional().meta({ description: 'S2: label' }),
    route: Route.optional(),
  }),
  responses: { 201: OwnNumber, 202: PendingPurchase },
  refusals: [
    'calls.number_impossible',
    'numbers.already_here',
    'numbers.purchase_running',
    'numbers.reference_missing',
    'forwarding.loop',
    'numbers.carrier_refused',
    'numbers.carrier_busy',
    'calls.no_carrier',
    'idempotency.conflict',
    'idempotency.in_progress',
    'idempotency.state_unknown',
  ],
});

export const numberChanges = ['adopt', 'forget', 'point_here'] as const;

/** A difference between the carrier's list and ours. */
export const NumberDifference = z
  .object({
    phone_number: z.string(),
    change: z.enum(numberChanges).meta({
      description: 'adopt: at the carrier and not here; forget: here and not there; point_here: its calls go elsewhere',
    }),
    label: z.string(),
    voice_url: z.string().nullable().meta({ description: 'Where its calls go now' }),
  })
  .meta({ id: 'NumberDifference' });
export type NumberDifference = z.infer<typeof NumberDifference>;

export const compareNumbers = route({
  name: 'numbers.compare',
  method: 'GET',
  path: '/api/numbers/sync',
  summary: 'What differs between the carrier and here; changes nothing',
  access: { role: 'manager', scope: 'numbers.read' },
  responses: {
    200: z.object({
      items: z.array(NumberDifference),
      same: z.number().int().meta({ description: 'Without difference' }),
    }),
  },
  refusals: noCarrier,
});

export const syncNumbers = route({
  name: 'numbers.sync',
  method: 'POST',
  path: '/api/numbers/sync',
  summary: 'Apply the chosen differences',
  access: own,
  body: z.strictObject({
    changes: z
      .array(z.strictObject({ phone_number: z.string().max(40), change: z.enum(numberChanges) }))
      .min(1)
      .max(500),
  }),
  responses: {
    200: z.object({
      applied: z.array(NumberDifference),
      skipped: z
        .array(z.object({ phone_number: z.string(), change: z.enum(numberChanges), reason: z.string() }))
        .meta({ description: 'What did not differ any more, or what the carrier would not do' }),
    }),
  },
  refusals: noCarrier,
});

export const getNumber = route({
  name: 'numbers.get',
  method: 'GET',
  path: '/api/numbers/:phone_number',
  summary: 'One number',
  access: read,
  params,
  responses: { 200: OwnNumber },
});

export const changeNumber = route({
  name: 'numbers.change',
  method: 'PATCH',
  path: '/api/numbers/:phone_number',
  summary: 'Change where its calls go and what it is called; what is left out stays',
  access: configure,
  params,
  body: z.strictObject({
    label: Label.optional(),
    description: z.string().trim().max(500).nullable().optional(),
    route: Route.optional(),
    forwarding: z.array(ForwardingRule).max(20).optional(),
    recording_policy: z.enum(recordingPolicies).optional(),
    box_id: idOf('box').nullable().optional(),
    is_active: z.boolean().optional(),
    friendly_name: Label.optional().meta({ description: 'S2: label' }),
    ivr_flow_id: idOf('flow').nullable().optional().meta({ description: 'S2: route to this flow; null: to nothing' }),
  }),
  responses: { 200: OwnNumber },
  refusals: ['numbers.reference_missing', 'forwarding.loop'],
});

export const NumberUse = z
  .object({
    kind: z.enum(['callers', 'default_from', 'live_calls', 'number', 'flow', 'person', 'group']),
    sentence: z.string(),
    id: z.string().nullable().meta({ description: 'Of the flow, the person or the group; of a number itself' }),
  })
  .meta({ id: 'NumberUse' });
export type NumberUse = z.infer<typeof NumberUse>;

export const usesOfNumber = route({
  name: 'numbers.uses',
  method: 'GET',
  path: '/api/numbers/:phone_number/uses',
  summary: 'What breaks when the number is released',
  access: read,
  params,
  responses: { 200: z.object({ items: z.array(NumberUse) }) },
});

const Confirm = z
  .string()
  .max(40)
  .optional()
  .meta({ description: 'The number once more, in E.164; here or in the body' });

export const releaseNumber = route({
  name: 'numbers.release',
  method: 'DELETE',
  path: '/api/numbers/:phone_number',
  summary: 'Give the number back to the carrier; somebody else may get it',
  access: own,
  params,
  query: z.object({ confirm: Confirm }),
  body: z.strictObject({ confirm: Confirm }).optional(),
  responses: { 204: Nothing },
  refusals: ['numbers.confirm_release', ...noCarrier, 'numbers.carrier_refused'],
});

export const fixNumber = route({
  name: 'numbers.fix',
  method: 'POST',
  path: '/api/numbers/:phone_number/fix',
  summary: 'Have its calls come here again',
  access: configure,
  params,
  responses: { 200: OwnNumber },
  refusals: ['numbers.missing_at_carrier', ...noCarrier, 'numbers.carrier_refused'],
});
