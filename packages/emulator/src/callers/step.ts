import { z } from 'zod';

export const seconds = z.number().min(0).max(86_400);

/** A stretch of speech of which only the length matters; it has no words. */
const wordless = z.strictObject({ seconds: z.number().gt(0).max(600) });

/** What is said: words, or so many seconds of somebody speaking. */
export const speech = z.union([z.string(), wordless]);

export type Speech = z.infer<typeof speech>;

const keys = z.string().regex(/^[0-9A-D*#wW]+$/, 'must be keys: 0-9, A-D, *, #, w or W for a pause');

const doings = <Digits extends z.ZodType<string>>(digits: Digits) =>
  z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('say'), text: speech }),
    z.strictObject({ do: z.literal('press'), digits }),
    z.strictObject({ do: z.literal('wait'), seconds }),
    z.strictObject({ do: z.literal('listen'), quietSeconds: seconds.optional(), atMostSeconds: seconds.optional() }),
    z.strictObject({ do: z.literal('hang-up') }),
  ]);

export const stepSchema = doings(keys);

/** Something a person does on the telephone. */
export type Step = z.infer<typeof stepSchema>;

const pattern = z.string().refine(isPattern, 'is no regular expression');

const keysOrGroups = z
  .string()
  .regex(/^(\$[1-9]|[0-9A-D*#wW])+$/, 'must be keys: 0-9, A-D, *, #, w, W, or $1 for what a group of `hears` matched');

/**
 * What a person does when something happens: when words are heard that match `hears` (a regular expression, in any case of
 * letters; `$1` stands for what its group matched), so long after answering, or when nobody has spoken for so long.
 * `interrupts` acts as soon as the words were heard instead of waiting for the other side to end.
 */
export const reactionSchema = z
  .strictObject({
    hears: pattern.optional(),
    afterSeconds: seconds.optional(),
    afterSilenceSeconds: seconds.optional(),
    interrupts: z.boolean().optional(),
    /** How often at most; 1 by default. */
    times: z.number().int().min(1).max(1000).optional(),
    steps: z.array(doings(keysOrGroups)).min(1),
  })
  .refine(hasOneTrigger, 'must have exactly one of hears, afterSeconds and afterSilenceSeconds');

export type Reaction = z.infer<typeof reactionSchema>;

/** When a person has had enough and hangs up; the first that comes true. */
export const patienceSchema = z.strictObject({
  /** Since answering. */
  callSeconds: seconds.optional(),
  /** Nobody says or plays anything. */
  silenceSeconds: seconds.optional(),
  /** Music or ringing without a word. */
  holdSeconds: seconds.optional(),
  /** The same words are heard this many times. */
  repeats: z.number().int().min(2).max(1000).optional(),
});

export type Patience = z.infer<typeof patienceSchema>;

export function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'i');
    return true;
  } catch {
    return false;
  }
}

function hasOneTrigger({ hears, afterSeconds, afterSilenceSeconds }: Record<string, unknown>): boolean {
  return [hears, afterSeconds, afterSilenceSeconds].filter((trigger) => trigger !== undefined).length === 1;
}
