import type { OwnNumber, PendingPurchase } from '@offhook/contract';
import { isE164, parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { cursorAfter, readCursor } from '#runtime/page';
import { found } from '#runtime/refusal';
import type { NumberRow } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import { pendingView } from '../purchase.ts';
import { openPurchases } from '../purchase-store.ts';
import * as store from '../store.ts';
import { present, presentOne } from './present.ts';

interface NumberPage {
  items: OwnNumber[];
  next_cursor: string | null;
  pending: PendingPurchase[];
}

export async function listNumbers(
  ctx: NumberPowers,
  actor: Actor,
  query: { cursor?: string | undefined; limit: number },
): Promise<NumberPage> {
  const after = readCursor('number', query.cursor);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const items = await present(ctx, tx, await store.listNumbers(tx, after, query.limit + 1));
    const pending = after ? [] : (await openPurchases(tx)).map(pendingView);
    return { ...cursorAfter('number', items, query.limit), pending };
  });
}

export async function getNumber(ctx: NumberPowers, actor: Actor, name: string): Promise<OwnNumber> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => presentOne(ctx, tx, await mustHave(tx, name)));
}

/** The number of this id, or written out, with or without its plus. */
export async function mustHave(tx: Tx, name: string): Promise<NumberRow> {
  const id = parseId('number', name);
  if (id) return found(await store.numberById(tx, id));
  const phoneNumber = `+${name.trim().replace(/^\+/, '')}`;
  return found(isE164(phoneNumber) ? await store.numberByE164(tx, phoneNumber) : undefined);
}
