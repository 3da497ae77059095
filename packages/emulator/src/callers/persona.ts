import { z } from 'zod';

const seconds = z.number().min(0).max(86_400);

const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('say'), text: z.string() }),
  z.strictObject({ do: z.literal('press'), digits: z.string().regex(/^[0-9A-D*#wW]+$/) }),
  z.strictObject({ do: z.literal('wait'), seconds }),
  z.strictObject({ do: z.literal('listen'), quietSeconds: seconds.optional(), atMostSeconds: seconds.optional() }),
  z.strictObject({ do: z.literal('hang-up') }),
]);

const voice = z.enum(['slt', 'rms', 'awb', 'kal16']).optional();
const rings = z.union([z.number().min(0), z.tuple([z.number().min(0), z.number().min(0)])]).optional();

const verdict = z.strictObject({
  answeredBy: z.enum([
    'human',
    'machine_start',
    'machine_end_beep',
    'machine_end_silence',
    'machine_end_other',
    'fax',
    'unknown',
  ]),
  afterSeconds: seconds,
});

const personaSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), rings, voice, steps: z.array(step), detectedAs: verdict.optional() }),
  z.strictObject({
    kind: z.literal('voicemail'),
    rings,
    voice,
    greeting: z.string(),
    beeps: z.boolean().optional(),
    detectedAs: verdict.optional(),
  }),
  z.strictObject({ kind: z.literal('busy') }),
  z.strictObject({ kind: z.literal('no-answer') }),
  z.strictObject({ kind: z.literal('declines'), rings }),
  z.strictObject({ kind: z.literal('invalid') }),
  z.strictObject({ kind: z.literal('handset'), voice }),
]);

/** Something a person does on the telephone. */
export type Step = z.infer<typeof step>;

/**
 * Who is at the far end. A `person` answers after `rings` (one ring is six seconds; a pair is a range to draw from) and
 * goes through `steps`; a `voicemail` plays its greeting and beeps; a `handset` rings until somebody acts for it.
 */
export type Persona = z.infer<typeof personaSchema>;

const ruleSchema = z.strictObject({
  /** Numbers this is about: whole, or the digits they end in. */
  numbers: z.array(z.string()).optional(),
  endsIn: z.string().optional(),
  persona: z.union([z.string(), personaSchema]),
});

/** Which persona answers which number: the first rule that fits decides. A rule without a condition fits every number. */
export type PersonaRule = z.infer<typeof ruleSchema>;

/** What the command reads from a file: people, who of them is where, and numbers of the account itself. */
export const personasFileSchema = z.strictObject({
  numbers: z
    .array(
      z.strictObject({
        phoneNumber: z.string(),
        voiceUrl: z.url().optional(),
        voiceMethod: z.enum(['GET', 'POST']).optional(),
        statusCallback: z.url().optional(),
      }),
    )
    .optional(),
  personas: z.record(z.string(), personaSchema).optional(),
  rules: z.array(ruleSchema).optional(),
});
