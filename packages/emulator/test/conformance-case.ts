import { z } from 'zod';

const Words = z.record(z.string(), z.string());

/** What is expected of a value: itself, or an object `{ "matches": "…" }` with a regular expression; null is absent. */
const Expected = z.record(z.string(), z.unknown());

const Form = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const Reply = z.union([
  z.string(),
  z.strictObject({
    status: z.number().optional(),
    type: z.string().optional(),
    headers: Words.optional(),
    body: z.string().default(''),
    /** How often the body stands there. */
    times: z.number().default(1),
    /** The connection fails instead. */
    fails: z.boolean().optional(),
  }),
]);

/** What of a request is looked at beside its path and parameters. */
const How = z.strictObject({
  method: z.enum(['GET', 'POST']).optional(),
  url: z.string().optional(),
  headers: Expected.optional(),
  /** Whether it has no other parameters than these. */
  only: z.boolean().optional(),
});

const CallIn = z.strictObject({
  /** Through the API, or by somebody at `from` who calls in. */
  to: z.string().optional(),
  from: z.string().optional(),
  parameters: Form.optional(),
  /** The path that its document is at; without one it is what the number that is called has. */
  document: z.string().default('/voice'),
  forwardedFrom: z.string().optional(),
  isWithheld: z.boolean().optional(),
});

const Act = z.strictObject({
  atSeconds: z.number(),
  /** The API is asked … */
  method: z.enum(['GET', 'POST', 'DELETE']).default('POST'),
  path: z.string().optional(),
  form: Form.optional(),
  answer: Expected.optional(),
  /** What of the answer is remembered: a placeholder's name, and where the value stands, as `conferences.0.sid`. */
  keep: Words.optional(),
  /** … or somebody at the far end of a call, named in `who`, does something. */
  who: z.string().default('call'),
  does: z
    .strictObject({
      do: z.enum(['answer', 'decline', 'hang-up', 'say', 'press']),
      text: z.string().optional(),
      digits: z.string().optional(),
    })
    .optional(),
});

/**
 * One rule of the carrier: what the application answers, who calls whom, what is done meanwhile, and what comes of it.
 * `{call}`, `{child}` (the latest leg that the case does not name), the names of `others` and whatever was kept stand for
 * SIDs in paths, forms, documents and expectations.
 */
export const Case = z.strictObject({
  name: z.string(),
  /** Where the rule stands, and how sure it is. */
  source: z.string(),
  /** What the application answers, by path, each time the next of a list and its last again; other paths get 204. */
  documents: z.record(z.string(), z.union([Reply, z.array(Reply)])),
  call: CallIn,
  /** Further calls, by name. */
  others: z.record(z.string(), CallIn.extend({ atSeconds: z.number() })).default({}),
  /** Who is at every number that `personas` does not name. */
  persona: z.unknown().optional(),
  personas: z.record(z.string(), z.unknown()).default({}),
  /** What of the account differs. */
  settings: z
    .strictObject({
      callsPerSecond: z.number().optional(),
      numbers: z.array(z.record(z.string(), z.string())).optional(),
    })
    .default({}),
  acts: z.array(Act).default([]),
  seconds: z.number().default(120),
  expect: z.strictObject({
    /** Every request to the application, in order: its path and some of its parameters; null is one that is absent. */
    requests: z.array(z.tuple([z.string(), Expected, How.optional()])).optional(),
    /** Every request to some paths, in order. */
    requestsAt: z.record(z.string(), z.array(z.tuple([Expected, How.optional()]))).optional(),
    /** What the far end of the call hears, in words. */
    heard: z.array(z.unknown()).optional(),
    /** What the far ends of others hear. */
    heardBy: z.record(z.string(), z.array(z.unknown())).optional(),
    /** The call as the API shows it at the end. */
    call: Expected.optional(),
    calls: z.record(z.string(), Expected).optional(),
    warnings: z.array(z.number()).optional(),
  }),
});

export type Case = z.infer<typeof Case>;
export type CallIn = z.infer<typeof CallIn>;
export type Act = z.infer<typeof Act>;
export type Reply = z.infer<typeof Reply>;
export type How = z.infer<typeof How>;
