import type { Role, Scope, SignedIn } from '@offhook/contract';
import { formatId } from '@offhook/kit';
import { membershipOf, membershipsOf, noteSeen } from '#features/people';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import { secretHash } from '#runtime/keys';
import type { AccessToken } from '#runtime/tokens';
import type { Context } from '../../../context.ts';
import { keyPrefix } from '../session.ts';
import * as store from '../store.ts';
import { actorOf } from './sign-in.ts';

/**
 * Who a bearer token stands for now: role and session are looked up with every request, so that a removed person or
 * a revoked key is out at once.
 */
export async function findActor(ctx: Context, bearer: string): Promise<Actor | undefined> {
  if (bearer.startsWith(keyPrefix)) return keyActor(ctx, bearer);
  const token = await ctx.tokens.verify(bearer);
  if (!token) return undefined;
  return ctx.db.asSystem(async (tx) => {
    if ('external' in token) {
      const [membership] = await membershipsOf(tx, { email: token.external.email });
      return membership && actorOf(membership, null);
    }
    const { tenantId, personId, sessionId } = token.own;
    const now = ctx.clock.now();
    const membership = await membershipOf(tx, tenantId, personId);
    if (!membership || !(await store.sessionIsLive(tx, membership, sessionId, now))) return undefined;
    await noteSeen(tx, tenantId, personId, now);
    return actorOf(membership, sessionId);
  });
}

/** True while the session that a ticket was given to lives, and its person is a member. */
export function sessionHolds(ctx: Context, { tenantId, personId, sessionId }: AccessToken): Promise<boolean> {
  return ctx.db.asSystem(async (tx) => {
    const membership = await membershipOf(tx, tenantId, personId);
    return membership !== undefined && store.sessionIsLive(tx, membership, sessionId, ctx.clock.now());
  });
}

async function keyActor(ctx: Context, secret: string): Promise<Actor | undefined> {
  const key = await ctx.db.asSystem((tx) => store.keyBySecret(tx, secretHash(secret), ctx.clock.now()));
  return key && { kind: 'key', tenantId: key.tenantId, keyId: key.id, scopes: key.scopes, name: key.name };
}

interface ActorView {
  person: SignedIn['person'] | null;
  workspace: SignedIn['workspace'];
  role: Role | null;
  scopes: Scope[] | null;
}

export async function describeActor(ctx: Context, actor: Actor): Promise<ActorView> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const workspace = { id: formatId('workspace', actor.tenantId), name: (await workspaceOf(tx, actor.tenantId)).name };
    if (actor.kind !== 'person')
      return { person: null, workspace, role: null, scopes: actor.kind === 'key' ? [...actor.scopes] : null };
    const membership = await membershipOf(tx, actor.tenantId, actor.personId);
    const person = { id: formatId('person', actor.personId), email: membership?.email ?? '', name: actor.name };
    return { person, workspace, role: actor.role, scopes: null };
  });
}
