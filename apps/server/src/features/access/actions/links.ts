import { verify } from '@node-rs/argon2';
import type { Role } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import {
  addMembership,
  createPerson,
  type Membership,
  membershipOf,
  membershipsOf,
  mustBelongOnlyHere,
  passwordHashOf,
  passwordProblem,
  setPasswordHash,
} from '#features/people';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { secretHash } from '#runtime/keys';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { hoursAfter, type LinkKind, linkHours } from '../session.ts';
import * as store from '../store.ts';
import { hashPassword, mustNotTryTooOften, newSecret, type OpenedSession, openSession } from './sign-in.ts';

const pages: Record<LinkKind, string> = { 'sign-in': '/login/link', invitation: '/join', 'password-reset': '/reset' };

interface OneTimeLink {
  link: string;
  expires_at: string;
}

/** A link that works once. The code is after `#`: it reaches neither our log nor a proxy's. */
export async function makeLink(
  ctx: Context,
  tx: Tx,
  link: { tenantId: Id<'workspace'>; kind: LinkKind; personId?: Id<'person'>; email?: string; role?: Role },
): Promise<OneTimeLink> {
  const code = newSecret(ctx);
  const at = ctx.clock.now();
  const expiresAt = hoursAfter(at, linkHours[link.kind]);
  const { tenantId, kind, personId = null, email = null, role = null } = link;
  const row = { id: ctx.ids.next('invitation'), tenantId, kind, personId, email, role };
  await store.insertLink(tx, { ...row, codeHash: secretHash(code), at, expiresAt });
  return { link: `${ctx.publicUrl()}${pages[kind]}#code=${code}`, expires_at: expiresAt.toISOString() };
}

export async function invite(ctx: Context, actor: Actor, invited: { email: string; role: Role }): Promise<OneTimeLink> {
  const { tenantId } = actor;
  const taken = await ctx.db.asSystem((tx) => membershipsOf(tx, { email: invited.email }));
  if (taken.some((membership) => membership.tenantId === tenantId)) throw new Refusal('people.email_taken');
  return ctx.db.asTenant(tenantId, async (tx) => {
    await note(ctx, tx, actor, 'people.invited', undefined, { role: invited.role });
    await ctx.outbox.publish(tx, tenantId, { type: 'person.invited', email: invited.email });
    return makeLink(ctx, tx, { tenantId, kind: 'invitation', ...invited });
  });
}

export async function sendPasswordReset(ctx: Context, actor: Actor, person: string): Promise<OneTimeLink> {
  const personId = found(parseId('person', person));
  await mustBelongOnlyHere(ctx, actor, personId);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    await note(ctx, tx, actor, 'people.password_reset_sent', formatId('person', personId));
    return makeLink(ctx, tx, { tenantId: actor.tenantId, kind: 'password-reset', personId });
  });
}

export async function signInByLink(
  ctx: Context,
  { code, address }: { code: string; address: string },
): Promise<OpenedSession> {
  await mustNotTryTooOften(ctx, { address });
  return ctx.db.asSystem(async (tx) => {
    const link = await usedLink(ctx, tx, 'sign-in', code);
    return openSession(ctx, tx, await memberOf(tx, link.tenantId, link.personId), 'access.signed_in_by_link');
  });
}

/** Joins the workspace. Somebody who has an account elsewhere proves it with their password. */
export async function acceptInvitation(
  ctx: Context,
  joining: { code: string; name: string; password: string; address: string },
): Promise<OpenedSession> {
  await mustNotTryTooOften(ctx, { address: joining.address });
  const passwordHash = await hashPassword(joining.password);
  return ctx.db.asSystem(async (tx) => {
    const { tenantId, email, role } = await usedLink(ctx, tx, 'invitation', joining.code);
    if (!email || !role) throw new Refusal('access.link_used_up');
    mustBeGoodPassword(joining.password, [email, joining.name]);
    const at = ctx.clock.now();
    const known = await passwordHashOf(tx, email);
    if (known) {
      await mustNotTryTooOften(ctx, { address: joining.address, email });
      await mustMatch(known.hash, joining.password);
    }
    const personId = known?.personId ?? ctx.ids.next('person');
    if (!known) await createPerson(tx, { id: personId, email, name: joining.name, passwordHash, at });
    await addMembership(tx, { tenantId, personId, role, at });
    return openSession(ctx, tx, await memberOf(tx, tenantId, personId), 'people.joined');
  });
}

export async function resetPassword(
  ctx: Context,
  reset: { code: string; password: string; address: string },
): Promise<OpenedSession> {
  await mustNotTryTooOften(ctx, { address: reset.address });
  const passwordHash = await hashPassword(reset.password);
  return ctx.db.asSystem(async (tx) => {
    const { tenantId, personId } = await usedLink(ctx, tx, 'password-reset', reset.code);
    const member = await memberOf(tx, tenantId, personId);
    mustBeGoodPassword(reset.password, [member.email, member.name]);
    await setPasswordHash(tx, member.personId, passwordHash);
    for (const place of await membershipsOf(tx, { personId: member.personId })) {
      await store.endSessions(tx, place.tenantId, { personId: member.personId }, ctx.clock.now());
      await ctx.outbox.publish(tx, place.tenantId, { type: 'people.sessions_ended', person_id: member.personId });
    }
    return openSession(ctx, tx, member, 'people.password_reset');
  });
}

async function usedLink(ctx: Context, tx: Tx, kind: LinkKind, code: string): Promise<store.LinkRow> {
  const link = await store.useLink(tx, kind, secretHash(code), ctx.clock.now());
  if (!link) throw new Refusal('access.link_used_up');
  return link;
}

async function memberOf(tx: Tx, tenantId: Id<'workspace'>, personId: Id<'person'> | null): Promise<Membership> {
  const membership = personId && (await membershipOf(tx, tenantId, personId));
  if (!membership) throw new Refusal('access.link_used_up');
  return membership;
}

function mustBeGoodPassword(password: string, ownWords: string[]): void {
  const problem = passwordProblem(
    password,
    ownWords.flatMap((word) => word.split(/[@.\s]/)),
  );
  if (problem === 'too-short') throw new Refusal('people.password_too_short', { field: 'password', least: 15 });
  if (problem) throw new Refusal('people.password_too_common', { field: 'password' });
}

// An account without a password is entered by its sign-in link only.
async function mustMatch(hash: string | null, password: string): Promise<void> {
  if (!hash || !(await verify(hash, password))) throw new Refusal('access.wrong_credentials');
}
