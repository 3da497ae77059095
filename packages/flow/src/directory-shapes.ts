import { z } from 'zod';
import { Calendar, GreetingSchedule } from './calendar-shapes.ts';

const Ref = z.string().min(1).max(60);
/** E.164. */
export const NumberText = z.string().regex(/^\+[1-9]\d{6,14}$/, 'Begin with + and the country code.');

/** Where a call goes on to. */
export const ForwardTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), number: NumberText }),
  z.strictObject({ kind: z.literal('person'), person_id: Ref }),
  z.strictObject({ kind: z.literal('box'), box_id: Ref }),
]);
export type ForwardTarget = z.infer<typeof ForwardTarget>;

/** One rule of a person or of a number; of those that apply the first counts. */
export const ForwardingRule = z.strictObject({
  when: z.enum(['always', 'busy', 'no-answer']),
  after_seconds: z
    .number()
    .int()
    .min(5)
    .max(120)
    .optional()
    .meta({ description: 'Of no-answer: how long it rings first' }),
  to: ForwardTarget,
  hours: z
    .strictObject({ hours_id: Ref, during: z.array(z.enum(['open', 'closed', 'holiday'])).min(1) })
    .optional()
    .meta({ description: 'Only then; left out: at any time' }),
  callers: z
    .array(z.string().regex(/^\+\d{1,15}\*?$/, 'A number, or its beginning and *.'))
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Only these numbers, or numbers that begin so: +3906*' }),
});
export type ForwardingRule = z.infer<typeof ForwardingRule>;

export const greetingTypes = ['personal', 'business', 'after-hours', 'holiday'] as const;

/** What is heard: text that is spoken, or audio of ours. */
export const Prompt = z.strictObject({
  message: z.string().trim().min(1).max(3000).optional(),
  voice: z.string().min(1).max(60).optional(),
  language: z.string().min(2).max(20).optional(),
  media_id: Ref.optional(),
  audio_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});
export type Prompt = z.infer<typeof Prompt>;

export const DirectoryGreeting = z.object({
  id: Ref,
  name: z.string(),
  type: z.enum(greetingTypes),
  prompt: Prompt,
  schedule: GreetingSchedule.nullable(),
  is_default: z.boolean(),
});
export type DirectoryGreeting = z.infer<typeof DirectoryGreeting>;

/** Where an incoming call goes that no forwarding rule of its number takes. */
export const NumberRoute = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flow'), flow_id: Ref }),
  z.strictObject({ kind: z.literal('person'), person_id: Ref }),
  z.strictObject({ kind: z.literal('group'), group_id: Ref }),
  z.strictObject({ kind: z.literal('box'), box_id: Ref }),
  z.strictObject({ kind: z.literal('number'), number: NumberText }),
  z.strictObject({ kind: z.literal('none') }),
]);
export type NumberRoute = z.infer<typeof NumberRoute>;

/** What flows may know of the workspace around them, as one snapshot; by id, as ids look in JSON. */
export const Directory = z.object({
  hours: z.record(z.string(), z.object({ name: z.string(), calendar: Calendar })),
  people: z.record(
    z.string(),
    z.object({
      name: z.string(),
      phone: NumberText.nullable(),
      forwarding: z.array(ForwardingRule),
      box_id: z.string().nullable(),
    }),
  ),
  groups: z.record(
    z.string(),
    z.object({
      name: z.string(),
      members: z.array(z.union([z.strictObject({ person_id: Ref }), z.strictObject({ number: NumberText })])),
    }),
  ),
  boxes: z.record(
    z.string(),
    z.object({
      name: z.string(),
      greetings: z.array(DirectoryGreeting),
      /** What is said without any greeting. */
      fallback_greeting: z.string(),
      hours_id: z.string().nullable(),
      is_full: z.boolean(),
      /** Takes no messages at all; then it is full, too. */
      is_off: z.boolean().optional(),
      max_seconds: z.number().int(),
    }),
  ),
  flows: z.record(z.string(), z.object({ name: z.string(), live_version_id: z.string().nullable() })),
  numbers: z.record(
    NumberText,
    z.object({
      label: z.string(),
      route: NumberRoute,
      forwarding: z.array(ForwardingRule),
      box_id: z.string().nullable(),
    }),
  ),
  prompts: z.record(z.string(), z.object({ name: z.string() })),
  /** The box that takes what nothing else takes. */
  default_box_id: z.string().nullable(),
});
export type Directory = z.infer<typeof Directory>;
