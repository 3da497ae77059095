import type { Id } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import * as store from '../store/imported-consents.ts';
import { type ConsentGiven, newConsent } from './consents.ts';

/** A consent that stands in a file, with the date of the file when that states none of its own. */
export interface ImportedConsent extends ConsentGiven {
  given_at: string;
  isDateStated: boolean;
}

/**
 * Writes the consents of a file. A number that took its consent back keeps that, unless the file states that it was given
 * anew since: answers how many were written, and how many were left out for this.
 */
export async function grantConsents(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { importId, consents }: { importId: Id<'import'>; consents: readonly ImportedConsent[] },
): Promise<{ recorded: number; takenBack: number }> {
  if (consents.length === 0) return { recorded: 0, takenBack: 0 };
  const numbers = [...new Set(consents.map(({ phone_number }) => phone_number))];
  const takenBack = await store.lastTakenBack(tx, actor.tenantId, numbers);
  const holding = consents.filter(({ phone_number, scope, given_at, isDateStated }) => {
    const dates = [takenBack.get(`${phone_number} calls`), takenBack.get(`${phone_number} ${scope}`)];
    return dates.every((at) => at === undefined || (isDateStated && new Date(given_at) > at));
  });
  const rows = holding.map((each) => newConsent(ctx, actor, each));
  await store.insertConsents(tx, { tenantId: actor.tenantId, importId }, rows);
  return { recorded: rows.length, takenBack: consents.length - rows.length };
}

/** Takes back what an import recorded, some at a time; answers how many. */
export async function undoConsents(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { importId, most }: { importId: Id<'import'>; most: number },
): Promise<number> {
  const about = { at: ctx.clock.now(), by: actor.name, reason: 'Its import was undone.' };
  return store.undoConsents(tx, { tenantId: actor.tenantId, importId }, { ...about, most });
}
