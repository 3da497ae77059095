import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Timestamp } from './shapes.ts';

export const consentScopes = ['calls', 'prerecorded', 'artificial', 'recording'] as const;
export const consentStrengths = ['express', 'express-written'] as const;

/** Somebody agreed to something. Nothing of it is ever edited; it may be revoked, once. */
export const Consent = z
  .object({
    id: idOf('consent'),
    contact_id: idOf('contact').nullable().meta({ description: 'null: not one of the contacts, or deleted since' }),
    phone_number: z.string(),
    scope: z.enum(consentScopes),
    strength: z.enum(consentStrengths),
    source: z.string(),
    proof_text: z.string().nullable(),
    proof_url: z.string().nullable(),
    given_at: Timestamp,
    expires_at: Timestamp.nullable(),
    state: z.enum(['holds', 'expired', 'revoked']),
    recorded_by: z.string(),
    recorded_at: Timestamp,
    revoked: z.object({ at: Timestamp, by: z.string(), reason: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Consent' });
export type Consent = z.infer<typeof Consent>;

const read = { role: 'viewer', scope: 'compliance.read' } as const;
const write = { role: 'agent', scope: 'compliance.write' } as const;
const params = z.object({ consent_id: idOf('consent') });

export const listConsents = route({
  name: 'consents.list',
  method: 'GET',
  path: '/api/consents',
  summary: 'Consents of a contact or of a number, newest first, with those that were revoked',
  access: read,
  query: z.object({ contact_id: idOf('contact').optional(), phone_number: z.string().trim().max(40).optional() }),
  responses: { 200: z.object({ items: z.array(Consent) }) },
  refusals: ['calls.number_impossible'],
});

export const recordConsent = route({
  name: 'consents.record',
  method: 'POST',
  path: '/api/consents',
  summary: 'Record a consent with its proof',
  access: write,
  body: z.strictObject({
    phone_number: z.string().trim().min(1).max(40),
    contact_id: idOf('contact').optional(),
    scope: z.enum(consentScopes),
    strength: z.enum(consentStrengths),
    source: z.string().trim().min(1).max(200).meta({ description: 'Where it was given, such as a form or a call' }),
    proof_text: z.string().trim().max(5000).optional(),
    proof_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    given_at: Timestamp.optional().meta({ description: 'Default: now' }),
    expires_at: Timestamp.optional(),
  }),
  responses: { 201: Consent },
  refusals: ['calls.number_impossible', 'consents.not_yet_given', 'consents.proof_missing'],
});

export const revokeConsent = route({
  name: 'consents.revoke',
  method: 'POST',
  path: '/api/consents/:consent_id/revoke',
  summary: 'Somebody takes a consent back: it holds no more from the answer on',
  access: write,
  params,
  body: z.strictObject({
    reason: z.string().trim().max(500).optional(),
    never_call: z
      .boolean()
      .default(false)
      .meta({ description: 'They ask not to be called at all: the number goes on the do-not-call list, too' }),
  }),
  responses: { 200: Consent },
  refusals: ['consents.revoked'],
});
