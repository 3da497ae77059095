import { z } from 'zod';
import { personaSchema } from '../callers/persona.ts';
import type { Exchange } from '../exchange.ts';
import { makeFaults, requestFaults } from '../faults.ts';
import { NobodyThere, receiveCall } from '../incoming.ts';
import { addMischiefRoutes } from '../mischief/routes.ts';
import { RestRefusal } from '../rest/refusals.ts';
import type { App, RequestContext } from '../rest/request.ts';
import { callOf } from '../world.ts';
import { callInFull, latestCalls, summaryJson } from './calls.ts';
import { changes, mostCallsShown } from './changes.ts';
import { actionSchema, actOn, farEndJson } from './far-ends.ts';
import { healthJson } from './health.ts';
import { latestWarnings } from './notifications.ts';
import { ownedNumbers } from './numbers.ts';

const root = '/emulator/v1';
const mostNotifications = 200;

/** What Twilio does not have: the people outside, and things going wrong. */
export function addControlRoutes(app: App, exchange: Exchange): void {
  app.get(`${root}/health`, (c) => c.json(healthJson(exchange)));
  app.get(`${root}/personas`, (c) => c.json(exchange.personas));
  app.get(`${root}/numbers`, (c) => c.json({ numbers: ownedNumbers(exchange) }));
  app.get(`${root}/notifications`, (c) => c.json({ notifications: latestWarnings(exchange, mostNotifications) }));
  app.get(`${root}/changes`, () => changes(exchange));
  addCallRoutes(app, exchange);
  addFarEndRoutes(app, exchange);
  addMischiefRoutes(app, exchange, `${root}/mischief`);
  const faults = makeFaults(exchange.mischief, exchange.settings.lateAcceptMs);
  app.post(`${root}/faults`, async (c) => {
    const { next, callbacks } = await bodyOf(c, faultsSchema);
    for (const fault of next ?? []) faults.next(fault.operation, fault.fault);
    if (callbacks) faults.callbacks({ ...callbacks, delayMs: callbacks.delay_ms });
    return c.body(null, 204);
  });
}

function addFarEndRoutes(app: App, exchange: Exchange): void {
  app.get(`${root}/far-ends`, (c) =>
    c.json({ far_ends: [...exchange.farEnds.values()].map((farEnd) => farEndJson(exchange, farEnd)) }),
  );
  app.post(`${root}/far-ends/:sid`, async (c) => {
    const action = await bodyOf(c, actionSchema);
    return c.json(await actOn(exchange, c.req.param('sid'), action));
  });
}

function addCallRoutes(app: App, exchange: Exchange): void {
  app.get(`${root}/calls`, (c) =>
    c.json({ calls: latestCalls(exchange, mostCallsShown).map((call) => summaryJson(exchange, call)) }),
  );
  app.get(`${root}/calls/:sid`, (c) => {
    const call = exchange.world.calls.get(c.req.param('sid'));
    if (!call || call.isDeleted) throw new RestRefusal(404, 20404, `There is no call ${c.req.param('sid')}.`);
    return c.json(callInFull(exchange, call));
  });
  app.post(`${root}/calls`, async (c) => {
    const { voice_url: voiceUrl, status_callback: statusCallback, ...call } = await bodyOf(c, incomingSchema);
    if (typeof call.persona === 'string' && !(call.persona in exchange.personas.named))
      throw new RestRefusal(400, 20001, `No persona is called '${call.persona}' (GET ${root}/personas lists them).`);
    const sid = receive(exchange, { ...call, voiceUrl, statusCallback });
    return c.json(summaryJson(exchange, callOf(exchange.world, sid)), 201);
  });
}

const chance = z.number().min(0).max(1).optional();

const faultsSchema = z.strictObject({
  next: z.array(z.strictObject({ operation: z.literal('calls.create'), fault: z.enum(requestFaults) })).optional(),
  callbacks: z
    .strictObject({ lose: chance, duplicate: chance, delay_ms: z.tuple([z.number().min(0), z.number()]).optional() })
    .optional(),
});

const incomingSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  voice_url: z.url().optional(),
  status_callback: z.url().optional(),
  /** By name, or whole. */
  persona: z.union([z.string(), personaSchema]).optional(),
});

function receive(exchange: Exchange, call: Parameters<typeof receiveCall>[1]): string {
  try {
    return receiveCall(exchange, call);
  } catch (error) {
    if (error instanceof NobodyThere) throw new RestRefusal(404, 20404, error.message);
    throw error;
  }
}

async function bodyOf<Shape>(c: RequestContext, schema: z.ZodType<Shape>): Promise<Shape> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  if (body === undefined) throw new RestRefusal(400, 20001, 'The body is not JSON.');
  const [issue] = read.error.issues;
  throw new RestRefusal(400, 20001, `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}
