import { z } from 'zod';

const ms = z
  .number()
  .int()
  .min(0)
  .max(72 * 3_600_000);
/** Milliseconds of the clock, or a range from which each time is drawn. */
const duration = z.union([ms, z.tuple([ms, ms])]);
const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);

/** What happens to a REST request. Unless it says otherwise the request is carried out. */
const requestFault = z.discriminatedUnion('fault', [
  z.strictObject({
    fault: z.literal('refuse'),
    status: z.number().int().min(400).max(599),
    /** Twilio's number; by default the one that belongs to the status. */
    code: z.number().int().optional(),
    message: z.string().optional(),
    retryAfterSeconds: z.number().int().min(0).optional(),
    /** Whether the request is carried out all the same. Default false. */
    accepted: z.boolean().optional(),
  }),
  z.strictObject({ fault: z.literal('cut'), accepted: z.boolean().optional() }),
  z.strictObject({ fault: z.literal('late-accept'), delayMs: duration }),
  z.strictObject({ fault: z.literal('slow'), part: z.enum(['headers', 'body']), delayMs: duration }),
  z.strictObject({
    fault: z.literal('bad-body'),
    body: z.enum(['truncated', 'malformed', 'html', 'empty', 'duplicate-keys', 'huge']),
    /** How much is added to a huge one. Default 10 MB. */
    bytes: z.number().int().min(1).max(1_000_000_000).optional(),
  }),
  z.strictObject({ fault: z.literal('lag'), delayMs: duration }),
  z.strictObject({ fault: z.literal('callback-first'), patienceMs: ms.optional() }),
]);

/** New values of parameters; null leaves one out. `$unknown-call` and `$other-account-call` stand for such SIDs. */
const set = z.record(z.string(), z.string().nullable());
const changes = { set: set.optional(), shift: z.record(z.string(), z.number().int()).optional() };

/** What happens to a webhook: a callback, or the request for a document. */
const callbackFault = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('drop') }),
  z.strictObject({
    fault: z.literal('duplicate'),
    copies: z.number().int().min(1).max(5).optional(),
    apartMs: duration.optional(),
    /** Whether the copies are retries of one request, by their idempotency token. */
    sameToken: z.boolean().optional(),
  }),
  z.strictObject({ fault: z.literal('delay'), delayMs: duration }),
  z.strictObject({ fault: z.literal('reorder'), patienceMs: ms.optional() }),
  z.strictObject({
    fault: z.literal('forge'),
    signature: z.enum(['none', 'wrong-token', 'other-account', 'other-url', 'resplit']),
    /** Whether the genuine one comes as well. Default false. */
    besides: z.boolean().optional(),
  }),
  z.strictObject({ fault: z.literal('alter'), ...changes, url: z.url().optional() }),
  z.strictObject({
    fault: z.literal('extra'),
    ...changes,
    when: z.enum(['before', 'after']).optional(),
    afterMs: duration.optional(),
  }),
]);

const priceFault = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('late-price'), delayMs: duration }),
  z.strictObject({ fault: z.literal('wrong-price'), byMicros: z.number().int(), correctedAfterMs: duration }),
]);

const clockFault = z.strictObject({ fault: z.literal('step-clock'), byMs: z.number().int() });

const who = {
  account: z.string().optional(),
  /** A regular expression that the number at either end matches. */
  numbers: z.string().refine(isPattern, 'is not a regular expression').optional(),
};

const always = {
  id: z.string().min(1).max(100).optional(),
  /** How likely it is each time. Default 1. */
  chance: z.number().min(0).max(1).optional(),
  /** How often it happens at most. */
  times: z.number().int().min(1).optional(),
  /** Its own stream of chance begins here. By default drawn from the emulator's. */
  seed: z.number().int().optional(),
};

/** By name as Twilio's OpenAPI documents have it, such as CreateCall or FetchRecordingMedia; `*` is every one. */
const requestRule = z.strictObject({
  ...always,
  on: z.strictObject({ operation: oneOrMore, ...who }),
  do: z.discriminatedUnion('fault', [requestFault, clockFault]),
});

/** By kind; `*` is every callback, but no document. `event` is what it tells: a CallStatus, `answered`, a RecordingStatus. */
const callbackRule = z.strictObject({
  ...always,
  on: z.strictObject({ callback: oneOrMore, event: oneOrMore.optional(), ...who }),
  do: z.discriminatedUnion('fault', [callbackFault, clockFault]),
});

const priceRule = z.strictObject({ ...always, on: z.strictObject({ price: z.literal(true), ...who }), do: priceFault });

/** One rule of mischief: what it is about, how often, and what goes wrong. */
export const ruleSchema = z.union([requestRule, callbackRule, priceRule]);

export type MischiefRule = z.infer<typeof ruleSchema>;
export type RequestFaultRule = z.infer<typeof requestFault>;
export type CallbackFaultRule = z.infer<typeof callbackFault>;
export type PriceFaultRule = z.infer<typeof priceFault>;
export type ClockFaultRule = z.infer<typeof clockFault>;
export type AnyFault = RequestFaultRule | CallbackFaultRule | PriceFaultRule | ClockFaultRule;
export type Duration = z.infer<typeof duration>;

/** A file of mischief that cannot be used. */
export class BadMischief extends Error {
  override name = 'BadMischief';
}

/**
 * Reads rules from JSON: a list of them, or an object with `rules`. Throws {@link BadMischief} with the place and a sentence.
 *
 * @example
 * readMischief('[{ "on": { "callback": "status", "event": "completed" }, "chance": 0.1, "do": { "fault": "drop" } }]');
 */
export function readMischief(text: string, name = 'mischief'): MischiefRule[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new BadMischief(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const list = z.union([z.array(z.unknown()), z.object({ rules: z.array(z.unknown()) })]).safeParse(json);
  if (!list.success) throw new BadMischief(`${name}: is neither a list of rules nor an object with "rules"`);
  const rules = Array.isArray(list.data) ? list.data : list.data.rules;
  return rules.map((rule, at) => readRule(rule, `${name}: rule ${at + 1}`));
}

/** Reads one rule. Throws {@link BadMischief}. */
export function readRule(json: unknown, name = 'rule'): MischiefRule {
  const schema = schemaFor(json);
  if (!schema) throw new BadMischief(`${name}: "on" must have an operation, a callback or a price`);
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new BadMischief(`${name}: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}

// Read by the one schema that it means to fit, a mistake is named where it is.
function schemaFor(json: unknown): z.ZodType<MischiefRule> | undefined {
  const on = typeof json === 'object' && json !== null && 'on' in json ? json.on : undefined;
  if (typeof on !== 'object' || on === null) return undefined;
  if ('operation' in on) return requestRule;
  if ('callback' in on) return callbackRule;
  return 'price' in on ? priceRule : undefined;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
