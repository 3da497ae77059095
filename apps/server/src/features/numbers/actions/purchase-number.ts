import type { OwnNumber, PendingPurchase } from '@offhook/contract';
import type { NumberRoute } from '@offhook/flow/shapes';
import { countryOf, formatPhoneNumber, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { type Connection, workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { noteSubject } from '#runtime/idempotency';
import { readPhone } from '#runtime/phone';
import { found, Refusal } from '#runtime/refusal';
import { numberUrls } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import { type PurchaseRow, pendingView } from '../purchase.ts';
import { insertPurchase, purchaseById } from '../purchase-store.ts';
import * as store from '../store.ts';
import { mustHaveConnection } from './connect.ts';
import { mustLead } from './must-lead.ts';
import { presentOne } from './present.ts';
import { settlePurchase } from './settle-purchases.ts';

export interface NumberWish {
  phone_number: string;
  label?: string | undefined;
  route?: NumberRoute | undefined;
  idempotencyKey: string | undefined;
}

/** Writes the order down, orders once, settles what the carrier answered. */
export async function purchaseNumber(
  ctx: NumberPowers,
  actor: Actor,
  wish: NumberWish,
): Promise<OwnNumber | PendingPurchase> {
  const intent = await ctx.db.asTenant(actor.tenantId, (tx) => writeIntent(ctx, tx, actor, wish));
  const { purchase, connection } = intent;
  const { phoneNumber } = purchase;
  const prices = await ctx.prices(connection, countryOf(phoneNumber) ?? '');
  const urls = numberUrls(ctx.publicUrl());
  const outcome = await connection.carrier.buyNumber({ phoneNumber, label: purchase.wish.label, urls });
  ctx.log.info({ purchase: purchase.id, outcome: outcome.outcome }, 'the carrier answered an order for a number');
  await settlePurchase(ctx, { purchase, connection, outcome, prices });
  if (outcome.outcome === 'busy') throw new Refusal('numbers.carrier_busy', { seconds: outcome.retryAfterSeconds });
  return tellPurchase(ctx, actor, purchase.id);
}

/** What an order came to, also for a request that died before it could be answered. */
export async function tellPurchase(
  ctx: NumberPowers,
  actor: Actor,
  purchaseId: string,
): Promise<OwnNumber | PendingPurchase> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const id = found(parseId('purchase', purchaseId));
    const purchase = found(await purchaseById(tx, id));
    if (purchase.state === 'refused') {
      const { problem: reason, carrierCode } = purchase;
      throw new Refusal('numbers.carrier_refused', { field: 'phone_number', reason, carrier_code: carrierCode });
    }
    if (!purchase.numberId) return pendingView(purchase);
    return presentOne(ctx, tx, found(await store.numberById(tx, purchase.numberId)));
  });
}

async function writeIntent(
  ctx: NumberPowers,
  tx: Tx,
  actor: Actor,
  wish: NumberWish,
): Promise<{ purchase: PurchaseRow; connection: Connection }> {
  const { country } = await workspaceOf(tx, actor.tenantId);
  const phone = readPhone(wish.phone_number, country);
  if ('problem' in phone) {
    throw new Refusal('calls.number_impossible', { field: 'phone_number', problem: phone.problem });
  }
  const phoneNumber = phone.number;
  const label = wish.label ?? formatPhoneNumber(phoneNumber, country);
  const route = wish.route ?? { kind: 'none' as const };
  await mustLead(ctx, tx, { phoneNumber, label }, { route, forwarding: [], boxId: null });
  const connection = await mustHaveConnection(ctx, tx, actor.tenantId);
  const purchase: PurchaseRow = {
    id: ctx.ids.next('purchase'),
    tenantId: actor.tenantId,
    connectionId: connection.id,
    phoneNumber,
    state: 'intended',
    wish: { label, route },
    numberId: null,
    problem: null,
    carrierCode: null,
    askedBy: actor.name,
    createdAt: ctx.clock.now(),
    timesNotFound: 0,
  };
  const running = new Refusal('numbers.purchase_running', { field: 'phone_number', number: phoneNumber });
  await unlessTaken('number_purchases_open', running, insertPurchase(tx, purchase));
  // Only now: an order that was settled a moment ago stands in the way no more, but its number is seen here.
  if (await store.numberByE164(tx, phoneNumber)) {
    throw new Refusal('numbers.already_here', { field: 'phone_number', number: phoneNumber });
  }
  await noteSubject(tx, wish.idempotencyKey, purchase.id);
  await note(ctx, tx, actor, 'numbers.purchase_asked', undefined, { phone_number: phoneNumber });
  return { purchase, connection };
}
