import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Timestamp } from './shapes.ts';

/** The other end of a simulated call, as the handset on the page shows it. */
export const FarEnd = z
  .object({
    call_id: idOf('call').nullable(),
    call_sid: z.string(),
    from_number: z.string(),
    to_number: z.string(),
    persona: z.string(),
    state: z.enum(['ringing', 'in-call', 'ended']),
    since: Timestamp,
    heard: z.array(z.object({ at: Timestamp, kind: z.string(), text: z.string() })),
    said: z.array(z.object({ at: Timestamp, kind: z.string(), text: z.string() })),
  })
  .meta({ id: 'FarEnd' });
export type FarEnd = z.infer<typeof FarEnd>;

const access = { role: 'agent', scope: 'simulator.write' } as const;

export const listFarEnds = route({
  name: 'simulator.far_ends',
  method: 'GET',
  path: '/api/simulator/far-ends',
  summary: 'Simulated far ends that ring or talk now',
  access,
  responses: { 200: z.object({ items: z.array(FarEnd) }) },
  refusals: ['simulator.not_simulated'],
});

export const actAsFarEnd = route({
  name: 'simulator.act',
  method: 'POST',
  path: '/api/simulator/far-ends/:call_sid',
  summary: 'Answer, decline, say, press keys, be a machine, hang up',
  access,
  params: z.object({ call_sid: z.string().regex(/^CA[0-9a-f]{32}$/) }),
  body: z.strictObject({
    do: z.enum(['answer', 'decline', 'hang-up', 'say', 'press', 'be-machine']),
    text: z.string().trim().max(500).optional(),
    digits: z
      .string()
      .regex(/^[0-9A-D*#]{1,32}$/)
      .optional(),
    greeting: z.string().trim().max(500).optional(),
  }),
  responses: { 200: FarEnd },
  refusals: ['simulator.not_simulated', 'simulator.refused'],
});

export const callIn = route({
  name: 'simulator.call_in',
  method: 'POST',
  path: '/api/simulator/calls',
  summary: 'Somebody outside calls a number of the workspace',
  access,
  body: z.strictObject({ from: z.string().max(40), to: z.string().max(40).optional() }),
  responses: { 201: z.object({ call_sid: z.string() }) },
  refusals: ['simulator.not_simulated', 'calls.number_impossible', 'calls.from_missing'],
});

export const replayWebhook = route({
  name: 'simulator.replay',
  method: 'POST',
  path: '/api/calls/:call_id/webhooks/:request_id/replay',
  summary: 'Send a request of the emulator once more, with its signature, and see what is answered now',
  access,
  params: z.object({ call_id: idOf('call'), request_id: idOf('request') }),
  responses: {
    200: z.object({
      response_status: z.number().int(),
      response_body: z.string(),
      milliseconds: z.number(),
    }),
  },
  refusals: ['simulator.not_simulated', 'simulator.refused'],
});
