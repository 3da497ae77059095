import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { requestFaults } from '../faults.ts';
import { NobodyThere, receiveCall } from '../incoming.ts';
import { fetchCall } from '../rest/calls.ts';
import { RestRefusal } from '../rest/refusals.ts';
import type { App, RequestContext } from '../rest/request.ts';
import { actionSchema, actOn, farEndJson } from './far-ends.ts';

const version = '0.1.0';

/** What Twilio does not have: the people outside, and things going wrong. */
export function addControlRoutes(app: App, exchange: Exchange): void {
  const root = '/emulator/v1';
  app.get(`${root}/health`, (c) =>
    c.json({ status: 'ok', account_sid: exchange.account.sid, version, speed: exchange.settings.speed }),
  );
  app.get(`${root}/personas`, (c) => c.json(exchange.personas));
  app.get(`${root}/far-ends`, (c) =>
    c.json({ far_ends: [...exchange.farEnds.values()].map((farEnd) => farEndJson(exchange, farEnd)) }),
  );
  app.post(`${root}/far-ends/:sid`, async (c) => {
    const action = await bodyOf(c, actionSchema);
    return c.json(await actOn(exchange, c.req.param('sid'), action));
  });
  app.post(`${root}/calls`, async (c) => {
    const { voice_url: voiceUrl, status_callback: statusCallback, ...call } = await bodyOf(c, incomingSchema);
    return c.json(fetchCall(exchange, receive(exchange, { ...call, voiceUrl, statusCallback })), 201);
  });
  app.post(`${root}/faults`, async (c) => {
    const { next, callbacks } = await bodyOf(c, faultsSchema);
    for (const fault of next ?? []) exchange.faults.next(fault.operation, fault.fault);
    if (callbacks) exchange.faults.callbacks({ ...callbacks, delayMs: callbacks.delay_ms });
    return c.body(null, 204);
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
  persona: z.string().optional(),
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
  const [issue] = read.error.issues;
  throw new RestRefusal(400, 20001, `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}
