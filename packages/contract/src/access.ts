import { z } from 'zod';
import { Role, Scope } from './roles.ts';
import { route } from './route.ts';
import { Email, idOf, Nothing, Timestamp } from './shapes.ts';

/** 15 characters or more (NIST SP 800-63B-4); checked again by the server against the commonest passwords. */
const NewPassword = z.string().min(15).max(200);

export const SignedIn = z
  .object({
    token: z.string().meta({ description: 'Short-lived bearer token' }),
    expires_at: Timestamp,
    person: z.object({ id: idOf('person'), email: z.string(), name: z.string() }),
    workspace: z.object({ id: idOf('workspace'), name: z.string() }),
    role: Role,
  })
  .meta({ id: 'SignedIn' });
export type SignedIn = z.infer<typeof SignedIn>;

export const login = route({
  name: 'access.login',
  method: 'POST',
  path: '/api/auth/login',
  summary: 'Sign in with e-mail and password',
  description: 'Answers a bearer token and sets the session cookies of the page.',
  access: 'public',
  body: z.strictObject({ email: Email, password: z.string().max(200) }),
  responses: { 200: SignedIn },
  refusals: ['access.wrong_credentials', 'access.too_many_tries'],
});

export const loginByLink = route({
  name: 'access.login_by_link',
  method: 'POST',
  path: '/api/auth/link',
  summary: 'Sign in with a one-time link',
  access: 'public',
  body: z.strictObject({ code: z.string().max(200) }),
  responses: { 200: SignedIn },
  refusals: ['access.link_used_up', 'access.too_many_tries'],
});

export const refresh = route({
  name: 'access.refresh',
  method: 'POST',
  path: '/api/auth/refresh',
  summary: 'A new token for the refresh cookie; the cookie is rotated',
  access: 'public',
  responses: { 200: SignedIn },
  refusals: ['access.session_ended', 'access.csrf'],
});

export const logout = route({
  name: 'access.logout',
  method: 'POST',
  path: '/api/auth/logout',
  summary: 'End this session',
  access: 'signed-in',
  responses: { 204: Nothing },
});

export const me = route({
  name: 'access.me',
  method: 'GET',
  path: '/api/auth/me',
  summary: 'Who is signed in, where, with which role',
  access: 'signed-in',
  responses: {
    200: z.object({
      person: SignedIn.shape.person.nullable().meta({ description: 'null for an API key' }),
      workspace: SignedIn.shape.workspace,
      role: Role.nullable(),
      scopes: z.array(Scope).nullable(),
    }),
  },
});

export const acceptInvitation = route({
  name: 'access.accept_invitation',
  method: 'POST',
  path: '/api/auth/invitations/accept',
  summary: 'Join a workspace by an invitation link',
  access: 'public',
  body: z.strictObject({ code: z.string().max(200), name: z.string().trim().min(1).max(120), password: NewPassword }),
  responses: { 200: SignedIn },
  refusals: ['access.link_used_up', 'people.password_too_common'],
});

export const resetPassword = route({
  name: 'access.reset_password',
  method: 'POST',
  path: '/api/auth/password-resets/accept',
  summary: 'Set a new password by a one-time link; every other session ends',
  access: 'public',
  body: z.strictObject({ code: z.string().max(200), password: NewPassword }),
  responses: { 200: SignedIn },
  refusals: ['access.link_used_up', 'people.password_too_common'],
});

export const socketTicket = route({
  name: 'access.socket_ticket',
  method: 'POST',
  path: '/api/auth/socket-ticket',
  summary: 'A ticket, good once for 30 seconds, that opens /ws',
  access: 'signed-in',
  responses: { 201: z.object({ ticket: z.string(), expires_at: Timestamp }) },
});

export const ApiKey = z
  .object({
    id: idOf('key'),
    name: z.string(),
    prefix: z.string().meta({ description: 'The first characters, to tell keys apart' }),
    scopes: z.array(Scope),
    created_at: Timestamp,
    expires_at: Timestamp.nullable(),
    last_used_at: Timestamp.nullable(),
    revoked_at: Timestamp.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

const admin = { role: 'admin', scope: 'people.write' } as const;

export const listApiKeys = route({
  name: 'access.list_keys',
  method: 'GET',
  path: '/api/keys',
  summary: 'API keys of the workspace',
  access: { role: 'admin', scope: 'people.read' },
  responses: { 200: z.object({ items: z.array(ApiKey) }) },
});

export const createApiKey = route({
  name: 'access.create_key',
  method: 'POST',
  path: '/api/keys',
  summary: 'Create an API key; its secret is shown this once',
  access: admin,
  body: z.strictObject({
    name: z.string().trim().min(1).max(80),
    scopes: z.array(Scope).min(1),
    expires_in_days: z.number().int().min(1).max(730).optional(),
  }),
  responses: { 201: ApiKey.extend({ secret: z.string() }) },
});

export const revokeApiKey = route({
  name: 'access.revoke_key',
  method: 'DELETE',
  path: '/api/keys/:key_id',
  summary: 'Revoke an API key',
  access: admin,
  params: z.object({ key_id: idOf('key') }),
  responses: { 204: Nothing },
});

const OneTimeLink = z.object({ link: z.string(), expires_at: Timestamp });

export const invitePerson = route({
  name: 'access.invite',
  method: 'POST',
  path: '/api/people/invitations',
  summary: 'Invite by a one-time link, good for seven days',
  access: admin,
  body: z.strictObject({ email: Email, role: Role }),
  responses: { 201: OneTimeLink.extend({ email: z.string(), role: Role }) },
  refusals: ['people.email_taken'],
});

export const sendPasswordReset = route({
  name: 'access.send_password_reset',
  method: 'POST',
  path: '/api/people/:person_id/password-resets',
  summary: 'A one-time link, good for one hour, by which the person sets a new password',
  access: admin,
  params: z.object({ person_id: idOf('person') }),
  responses: { 201: OneTimeLink },
});
