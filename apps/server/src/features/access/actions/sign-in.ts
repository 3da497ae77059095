import { hash, verify } from '@node-rs/argon2';
import type { SignedIn } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import { note } from '#features/audit';
import { type Membership, membershipsOf, noteSeen, passwordHashOf } from '#features/people';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { secretHash } from '#runtime/keys';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { hoursAfter, sessionDays, tryLimits, tryWindowMs } from '../session.ts';
import * as store from '../store.ts';

/** A session as the edge needs it: the body to answer and the refresh token for the cookie, when there is a new one. */
export interface OpenedSession {
  body: SignedIn;
  refreshToken: string | undefined;
  sessionId: Id<'session'>;
}

/** OWASP ASVS 5.0 appendix C: argon2id, at least 19 MiB, t = 2, p = 1. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2);
}

export async function signIn(
  ctx: Context,
  credentials: { email: string; password: string; address: string },
): Promise<OpenedSession> {
  await mustNotTryTooOften(ctx, credentials);
  const person = await ctx.db.asSystem((tx) => passwordHashOf(tx, credentials.email));
  // An unknown e-mail costs as much time as a known one, so that the answer does not tell which e-mails exist.
  const matches = await verify(person?.hash ?? (await decoyHash()), credentials.password, argon2);
  if (!person?.hash || !matches) throw new Refusal('access.wrong_credentials');
  return ctx.db.asSystem(async (tx) => {
    const [membership] = await membershipsOf(tx, { email: credentials.email });
    if (!membership) throw new Refusal('access.wrong_credentials');
    await store.forgetTries(tx, accountKey(credentials.email));
    return openSession(ctx, tx, membership, 'access.signed_in');
  });
}

/** Opens a session for somebody who proved who they are. */
export async function openSession(
  ctx: Context,
  tx: Tx,
  membership: Membership,
  action: string,
): Promise<OpenedSession> {
  const now = ctx.clock.now();
  const refreshToken = newSecret(ctx);
  const session = {
    id: ctx.ids.next('session'),
    tenantId: membership.tenantId,
    personId: membership.personId,
    refreshHash: secretHash(refreshToken),
    previousRefreshHash: null,
    createdAt: now,
    rotatedAt: now,
    expiresAt: hoursAfter(now, sessionDays * 24),
    endedAt: null,
  };
  await store.insertSession(tx, session);
  await noteSeen(tx, membership.tenantId, membership.personId, now);
  await note(ctx, tx, actorOf(membership, session.id), action);
  return { body: await signedIn(ctx, tx, membership, session.id), refreshToken, sessionId: session.id };
}

export async function signedIn(
  ctx: Context,
  tx: Tx,
  membership: Membership,
  sessionId: Id<'session'>,
): Promise<SignedIn> {
  const { tenantId, personId } = membership;
  const token = await ctx.tokens.sign({ tenantId, personId, sessionId });
  const workspace = await workspaceOf(tx, tenantId);
  return {
    token: token.text,
    expires_at: token.expiresAt.toISOString(),
    person: { id: formatId('person', personId), email: membership.email, name: membership.name },
    workspace: { id: formatId('workspace', tenantId), name: workspace.name },
    role: membership.role,
  };
}

export function actorOf(membership: Membership, sessionId: Id<'session'> | null): Extract<Actor, { kind: 'person' }> {
  const { tenantId, personId, role, name } = membership;
  return { kind: 'person', tenantId, personId, sessionId, role, name };
}

/** Tries of windows that are over. */
export async function forgetOldTries(ctx: Context): Promise<void> {
  await ctx.db.asSystem((tx) => store.forgetOldTries(tx, ctx.clock.now()));
}

/** 256 bits, in the URL alphabet. */
export function newSecret(ctx: Context): string {
  return Buffer.from(ctx.random.bytes(32)).toString('base64url');
}

/** Counts a try for the address and, where one is named, for the account; refuses when there were too many. */
export async function mustNotTryTooOften(ctx: Context, tried: { address: string; email?: string }): Promise<void> {
  const now = ctx.clock.now();
  const counted = [
    { key: `address ${tried.address}`, limit: tryLimits.address },
    ...(tried.email ? [{ key: accountKey(tried.email), limit: tryLimits.account }] : []),
  ];
  for (const { key, limit } of counted) {
    const { tries, endsAt } = await ctx.db.asSystem((tx) => store.countTry(tx, key, now, tryWindowMs));
    if (tries <= limit) continue;
    throw new Refusal('access.too_many_tries', { seconds: Math.ceil((endsAt.getTime() - now.getTime()) / 1000) });
  }
}

const accountKey = (email: string) => `account ${email}`;

let decoy: Promise<string> | undefined;

function decoyHash(): Promise<string> {
  decoy ??= hashPassword('nobody has this password');
  return decoy;
}
