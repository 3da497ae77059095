import type { Consent, recordConsent as recordRoute } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import type { z } from 'zod';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import * as store from '../store/consents.ts';
import { suppress } from './suppress.ts';
import { readNumber } from './suppressions.ts';

export async function listConsents(
  ctx: Context,
  actor: Actor,
  query: { contact_id?: string | undefined; phone_number?: string | undefined },
): Promise<Consent[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    if (query.contact_id !== undefined) {
      return store.consentsOfContact(tx, actor.tenantId, found(parseId('contact', query.contact_id)));
    }
    if (query.phone_number === undefined) {
      throw new Refusal('request.invalid', { field: 'contact_id', problem: 'send it, or a phone_number' });
    }
    return store.consentsOfNumbers(tx, actor.tenantId, [await readNumber(tx, actor, query.phone_number)], 'all');
  });
  return rows.map((row) => presentConsent(row, now));
}

/** What somebody agreed to, by number; for whoever imports it along with contacts, too. */
export interface ConsentGiven extends Omit<z.output<(typeof recordRoute)['body']>, 'contact_id'> {
  contactId: Id<'contact'> | null;
}

export async function recordConsent(
  ctx: Context,
  actor: Actor,
  { contact_id: contactId, ...given }: z.output<(typeof recordRoute)['body']>,
): Promise<Consent> {
  const contact = contactId === undefined ? null : found(parseId('contact', contactId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const phone_number = await readNumber(tx, actor, given.phone_number);
    const row = await grantConsent(ctx, tx, actor, { ...given, phone_number, contactId: contact });
    await note(ctx, tx, actor, 'consents.recorded', formatId('consent', row.id), { scope: row.scope });
    return presentConsent(row, ctx.clock.now());
  });
}

/** Writes a consent in the transaction of whoever learned of it. `phone_number` is E.164 here. */
export async function grantConsent(ctx: Context, tx: Tx, actor: Actor, given: ConsentGiven): Promise<store.ConsentRow> {
  const row = newConsent(ctx, actor, given);
  await unlessUnknown(store.insertConsent(tx, actor.tenantId, row));
  return row;
}

/** A consent as it is written; refused when it cannot have been given so. */
export function newConsent(ctx: Context, actor: Actor, given: ConsentGiven): store.ConsentRow {
  const now = ctx.clock.now();
  const givenAt = given.given_at === undefined ? now : new Date(given.given_at);
  if (givenAt > now) throw new Refusal('consents.not_yet_given', { field: 'given_at' });
  if (given.strength === 'express-written' && !given.proof_text && !given.proof_url) {
    throw new Refusal('consents.proof_missing', { field: 'proof_text' });
  }
  return {
    ...{ id: ctx.ids.next('consent'), contact_id: given.contactId, phone_number: given.phone_number },
    ...{ scope: given.scope, strength: given.strength, source: given.source },
    ...{ proof_text: given.proof_text ?? null, proof_url: given.proof_url ?? null, given_at: givenAt },
    expires_at: given.expires_at === undefined ? null : new Date(given.expires_at),
    ...{ recorded_by: actor.name, recorded_at: now, revoked_at: null, revoked_by: null, revoke_reason: null },
  };
}

/** A contact that is not of this workspace is answered like one that is not there. */
async function unlessUnknown<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    // 23503: https://www.postgresql.org/docs/18/errcodes-appendix.html (read 2026-11-21).
    if (error instanceof Error && 'code' in error && error.code === '23503') throw new Refusal('request.not_found');
    throw error;
  }
}

export async function revokeConsent(
  ctx: Context,
  actor: Actor,
  consentId: string,
  wish: { reason?: string | undefined; never_call: boolean },
): Promise<Consent> {
  const id = found(parseId('consent', consentId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = found(await store.lockConsent(tx, actor.tenantId, id));
    if (known.revoked_at) throw new Refusal('consents.revoked');
    const [at, by, reason] = [ctx.clock.now(), actor.name, wish.reason || null];
    await store.markRevoked(tx, actor.tenantId, { id, at, by, reason });
    await note(ctx, tx, actor, 'consents.revoked', consentId, { scope: known.scope, reason });
    if (wish.never_call) {
      await suppress(ctx, tx, actor, { numbers: [known.phone_number], source: 'revocation', reason });
    }
    return presentConsent({ ...known, revoked_at: at, revoked_by: by, revoke_reason: reason }, at);
  });
}

function presentConsent(row: store.ConsentRow, now: Date): Consent {
  const isExpired = row.expires_at !== null && row.expires_at <= now;
  return {
    id: formatId('consent', row.id),
    contact_id: row.contact_id && formatId('contact', row.contact_id),
    phone_number: row.phone_number,
    scope: row.scope,
    strength: row.strength,
    source: row.source,
    proof_text: row.proof_text,
    proof_url: row.proof_url,
    given_at: row.given_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    state: row.revoked_at ? 'revoked' : isExpired ? 'expired' : 'holds',
    recorded_by: row.recorded_by,
    recorded_at: row.recorded_at.toISOString(),
    revoked: row.revoked_at && {
      ...{ at: row.revoked_at.toISOString(), by: row.revoked_by ?? '', reason: row.revoke_reason },
    },
  };
}
