import type { Id } from '@offhook/kit';
import { membershipOf } from '#features/people';
import type { Actor } from '#runtime/actor';
import { secretHash } from '#runtime/keys';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { judgeRefresh } from '../session.ts';
import * as store from '../store.ts';
import { newSecret, type OpenedSession, signedIn } from './sign-in.ts';

/** A new access token; the refresh token is rotated. One that was used before ends the session: somebody copied it. */
export async function refreshSession(
  ctx: Context,
  cookie: { tenantId: Id<'workspace'>; sessionId: Id<'session'>; refreshToken: string },
): Promise<OpenedSession> {
  const now = ctx.clock.now();
  const outcome = await ctx.db.asSystem(async (tx) => {
    const session = await store.lockedSession(tx, cookie.tenantId, cookie.sessionId);
    const membership = session && (await membershipOf(tx, session.tenantId, session.personId));
    if (!session || !membership || session.createdAt < membership.joinedAt) return undefined;
    const judgement = judgeRefresh(session, secretHash(cookie.refreshToken), now);
    if (judgement === 'stolen') {
      await store.endSessions(tx, session.tenantId, { sessionId: session.id }, now);
      const ended = { type: 'people.sessions_ended', person_id: session.personId } as const;
      await ctx.outbox.publish(tx, session.tenantId, ended);
    }
    if (judgement === 'stolen' || judgement === 'ended') return undefined;
    // The tabs share their cookies: the one that came second must not overwrite what the first was given.
    const refreshToken = judgement === 'rotate' ? newSecret(ctx) : undefined;
    if (refreshToken) await store.rotateSession(tx, session, secretHash(refreshToken), now);
    return { body: await signedIn(ctx, tx, membership, session.id), refreshToken, sessionId: session.id };
  });
  if (!outcome) throw new Refusal('access.session_ended');
  return outcome;
}

export async function signOut(ctx: Context, actor: Actor): Promise<void> {
  if (actor.kind !== 'person' || !actor.sessionId) return;
  const { sessionId, personId, tenantId } = actor;
  await ctx.db.asTenant(tenantId, async (tx) => {
    await store.endSessions(tx, tenantId, { sessionId }, ctx.clock.now());
    await ctx.outbox.publish(tx, tenantId, { type: 'people.sessions_ended', person_id: personId });
  });
}
