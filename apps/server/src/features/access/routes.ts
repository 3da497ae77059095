import * as contract from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#runtime/actor';
import { type BoundRoute, on } from '#runtime/http/routes';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { describeActor, findActor } from './actions/find-actor.ts';
import { createKey, listKeys, revokeKey } from './actions/keys.ts';
import { acceptInvitation, invite, resetPassword, sendPasswordReset, signInByLink } from './actions/links.ts';
import { refreshSession, signOut } from './actions/session.ts';
import { type OpenedSession, signIn } from './actions/sign-in.ts';
import { bearerOf, clearSessionCookies, refreshCookieOf, setSessionCookies } from './cookies.ts';
import { sessionDays } from './session.ts';

export const accessRoutes = (ctx: Context): BoundRoute[] => {
  const opened = (reply: FastifyReply, session: OpenedSession) => {
    const tenantId = parseId('workspace', session.body.workspace.id);
    const csrf = csrfOf(ctx, session.sessionId);
    const cookies = { ...session, token: session.body.token, tenantId: tenantId ?? '', csrf, days: sessionDays };
    setSessionCookies(reply, cookies, ctx.publicUrl().startsWith('https:'));
    return session.body;
  };
  return [
    on(contract.login, async (_actor, { body }, { request, reply }) =>
      opened(reply, await signIn(ctx, { ...body, address: request.ip })),
    ),
    on(contract.loginByLink, async (_actor, { body }, { request, reply }) =>
      opened(reply, await signInByLink(ctx, { ...body, address: request.ip })),
    ),
    on(contract.acceptInvitation, async (_actor, { body }, { request, reply }) =>
      opened(reply, await acceptInvitation(ctx, { ...body, address: request.ip })),
    ),
    on(contract.resetPassword, async (_actor, { body }, { request, reply }) =>
      opened(reply, await resetPassword(ctx, { ...body, address: request.ip })),
    ),
    on(contract.refresh, async (_actor, _input, { request, reply }) => opened(reply, await refreshed(ctx, request))),
    on(contract.logout, async (actor, _input, { reply }) => {
      clearSessionCookies(reply);
      await signOut(ctx, actor);
      return undefined;
    }),
    on(contract.me, (actor) => describeActor(ctx, actor)),
    on(contract.socketTicket, async (actor) => {
      const { tenantId, personId, sessionId, role } = mustBePersonWithSession(actor);
      const ticket = await ctx.tokens.signTicket({ tenantId, personId, sessionId, role });
      return { ticket: ticket.text, expires_at: ticket.expiresAt.toISOString() };
    }),
    on(contract.invitePerson, async (actor, { body }) => ({ ...body, ...(await invite(ctx, actor, body)) })),
    on(contract.sendPasswordReset, (actor, { params }) => sendPasswordReset(ctx, actor, params.person_id)),
    on(contract.listApiKeys, async (actor) => ({ items: await listKeys(ctx, actor) })),
    on(contract.createApiKey, (actor, { body }) => createKey(ctx, actor, body)),
    on(contract.revokeApiKey, async (actor, { params }) => {
      await revokeKey(ctx, actor, params.key_id);
      return undefined;
    }),
  ];
};

/** Who sends this request; one that a browser sent by itself must also prove that it came from our page. */
export async function actorOfRequest(ctx: Context, request: FastifyRequest): Promise<Actor | undefined> {
  const found = bearerOf(request);
  if (!found) return undefined;
  const actor = await findActor(ctx, found.bearer);
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (actor && found.byCookie && changes) {
    const sessionId = actor.kind === 'person' ? actor.sessionId : null;
    if (!sessionId || request.headers['x-csrf-token'] !== csrfOf(ctx, sessionId)) throw new Refusal('access.csrf');
  }
  return actor;
}

// Bound to the session: another session's value, or one that an attacker planted, does not fit.
function csrfOf(ctx: Context, sessionId: Id<'session'>): string {
  return ctx.keys.mac(Buffer.from(`csrf ${sessionId}`)).toString('base64url');
}

async function refreshed(ctx: Context, request: FastifyRequest): Promise<OpenedSession> {
  const [tenantId, sessionId, refreshToken] = refreshCookieOf(request) ?? [];
  const ids = { tenantId: parseId('workspace', tenantId ?? ''), sessionId: parseId('session', sessionId ?? '') };
  if (!ids.tenantId || !ids.sessionId || !refreshToken) throw new Refusal('access.session_ended');
  if (request.headers['x-csrf-token'] !== csrfOf(ctx, ids.sessionId)) throw new Refusal('access.csrf');
  return refreshSession(ctx, { tenantId: ids.tenantId, sessionId: ids.sessionId, refreshToken });
}

function mustBePersonWithSession(actor: Actor): Extract<Actor, { kind: 'person' }> & { sessionId: Id<'session'> } {
  if (actor.kind !== 'person' || !actor.sessionId)
    throw new Refusal('access.not_allowed', { needed: 'a signed-in person' });
  return { ...actor, sessionId: actor.sessionId };
}
