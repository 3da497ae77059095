import { z } from 'zod';
import { amountSchema } from './amount.ts';
import { isPattern, patienceSchema, reactionSchema, seconds, speech, stepSchema } from './step.ts';

export type { Step } from './step.ts';

/** When it picks up: after so many rings of six seconds each, or after so many seconds, which count if both are given. */
const ringing = { rings: amountSchema.optional(), ringSeconds: amountSchema.optional() };

const voice = z.enum(['slt', 'rms', 'awb', 'kal16']).optional();
/** How loud the line hisses, in decibels below full scale: -55 is a usual line, -30 a bad one. */
const noiseDbfs = z.number().min(-90).max(-10).optional();

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

const answering = { ...ringing, voice, noiseDbfs, detectedAs: verdict.optional() };

const beep = z.union([
  z.boolean(),
  z.strictObject({ seconds: z.number().gt(0).max(5).optional(), hz: z.number().min(400).max(2200).optional() }),
]);

const plainPersona = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('person'),
    ...answering,
    /** Said just after picking up, before the steps. */
    hello: speech.optional(),
    steps: z.array(stepSchema).optional(),
    reactions: z.array(reactionSchema).optional(),
    patience: patienceSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('voicemail'),
    ...answering,
    /** In one piece, or in several with pauses between them. */
    greeting: z.union([speech, z.array(z.union([speech, z.strictObject({ pauseSeconds: seconds })])).min(1)]),
    /** Between the greeting and the beep. */
    silenceSeconds: seconds.optional(),
    beeps: beep.optional(),
    /** How long it records before it hangs up; 120 by default. */
    recordSeconds: seconds.optional(),
  }),
  z.strictObject({ kind: z.literal('fax'), ...ringing, noiseDbfs, detectedAs: verdict.optional() }),
  z.strictObject({ kind: z.literal('busy') }),
  z.strictObject({ kind: z.literal('no-answer') }),
  z.strictObject({ kind: z.literal('declines'), ...ringing }),
  z.strictObject({ kind: z.literal('invalid') }),
  z.strictObject({
    kind: z.literal('unreachable'),
    sipCode: z.union([z.literal(404), z.literal(480), z.literal(484), z.literal(503)]),
  }),
  z.strictObject({ kind: z.literal('handset'), voice }),
]);

const mix = z.array(z.strictObject({ persona: z.union([z.string(), plainPersona]), weight: z.number().gt(0) })).min(1);

export const personaSchema = z.discriminatedUnion('kind', [
  ...plainPersona.options,
  z.strictObject({ kind: z.literal('mix'), mix }),
]);

/**
 * Who is at the far end. A `person` answers when it has rung, says hello, goes through `steps` and meanwhile reacts to what
 * it hears; a `voicemail` plays its greeting and beeps; a `fax` answers with its tone; a `handset` rings until somebody acts
 * for it. A `mix` is one of several, drawn anew for each call.
 */
export type Persona = z.infer<typeof personaSchema>;

const place = {
  /** Numbers, `client:` and `sip:` addresses that this is about: whole, by what they end in, or by a regular expression. */
  numbers: z.array(z.string()).optional(),
  endsIn: z.string().optional(),
  matches: z.string().refine(isPattern, 'is no regular expression').optional(),
};

const ruleSchema = z
  .union([
    z.strictObject({ ...place, persona: z.union([z.string(), personaSchema]) }),
    z.strictObject({ ...place, mix }),
  ])
  .transform((rule): PersonaRule => {
    if (!('mix' in rule)) return rule;
    const { mix: members, ...where } = rule;
    return { ...where, persona: { kind: 'mix', mix: members } };
  });

/** Which persona answers which number: the first rule that fits decides. A rule without a condition fits every number. */
export interface PersonaRule {
  numbers?: string[];
  endsIn?: string;
  matches?: string;
  persona: string | Persona;
}

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

export type PersonasFile = z.infer<typeof personasFileSchema>;
