import type { NumberRoute } from '@offhook/flow/shapes';
import { countryOf, formatId } from '@offhook/kit';
import { note } from '#features/audit';
import { type Connection, mustConnect } from '#features/workspaces';
import type { BuyOutcome, CarrierNumber, NumberPrices } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import { sideBySide } from '#runtime/side-by-side';
import { healthOf, numberUrls } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import { missesToGiveUp, type PurchaseRow, wasGivenUp } from '../purchase.ts';
import { countNotFound, lockPurchase, setPurchase, takePurchasesToLookFor } from '../purchase-store.ts';
import { takeIn } from './take-in.ts';

interface Settlement {
  purchase: PurchaseRow;
  connection: Pick<Connection, 'id' | 'accountSid'>;
  outcome: BuyOutcome;
  prices: NumberPrices | undefined;
}

/** Writes down what became of an order; once, whoever comes first. */
export async function settlePurchase(ctx: NumberPowers, settlement: Settlement): Promise<void> {
  await ctx.db.asSystem(async (tx) => {
    const purchase = await lockPurchase(tx, settlement.purchase);
    if (!purchase) return;
    const { outcome } = settlement;
    const isOpen = purchase.state === 'intended' || purchase.state === 'unknown';
    if (outcome.outcome === 'bought' && (isOpen || wasGivenUp(purchase))) {
      return takeBought(ctx, tx, { ...settlement, purchase }, outcome.number);
    }
    if (!isOpen || outcome.outcome === 'bought') return;
    if (outcome.outcome === 'unknown') return setPurchase(tx, purchase, { state: 'unknown', problem: outcome.reason });
    const problem = outcome.outcome === 'refused' ? outcome.message : 'The carrier asked us to slow down.';
    const carrierCode = outcome.outcome === 'refused' ? outcome.code : '429';
    await setPurchase(tx, purchase, { state: 'refused', problem, carrierCode });
  });
}

async function takeBought(
  ctx: NumberPowers,
  tx: Tx,
  { purchase, connection, prices }: Settlement,
  atCarrier: CarrierNumber,
): Promise<void> {
  const { tenantId, wish, askedBy } = purchase;
  const isOrdered = !wasGivenUp(purchase);
  const route = await routeThatHolds(ctx, tx, wish.route);
  const number = await takeIn(ctx, tx, { tenantId, connection, atCarrier, ...wish, route, prices, isOrdered });
  if (!number) {
    return setPurchase(tx, purchase, { state: 'refused', problem: 'It belongs to another workspace of the account.' });
  }
  await setPurchase(tx, purchase, { state: 'bought', numberId: number.id });
  const by = { kind: 'system', tenantId, name: askedBy } as const;
  await note(ctx, tx, by, 'numbers.bought', formatId('number', number.id), { phone_number: number.phoneNumber });
}

/** The flow may have been deleted since it was ordered: then the number is ours all the same, and leads nowhere. */
async function routeThatHolds(ctx: NumberPowers, tx: Tx, route: NumberRoute): Promise<NumberRoute> {
  const isGone = route.kind === 'flow' && !(await ctx.flowExists(tx, route.flow_id));
  return isGone ? { kind: 'none' } : route;
}

const perSweep = 20;
const atOnce = 4;
const lookAgainMs = 20_000;
/** A process that is not killed has settled its order by then. */
const spareMs = 5000;

/** Looks for the numbers of orders whose fate is unknown. None is ordered again. */
export async function settlePurchases(ctx: NumberPowers): Promise<void> {
  const now = ctx.clock.now();
  const { timeoutMs, reconcileAfterMs } = ctx.config.carrier;
  const cutOffBefore = new Date(now.getTime() - timeoutMs - spareMs);
  const lookedBefore = new Date(now.getTime() - Math.min(lookAgainMs, reconcileAfterMs / 2));
  const due = await ctx.db.asSystem((tx) =>
    takePurchasesToLookFor(tx, { now, cutOffBefore, lookedBefore, limit: perSweep }),
  );
  await sideBySide(due, atOnce, (purchase) =>
    lookFor(ctx, purchase).catch((err: unknown) => {
      ctx.log.warn({ err, purchase: purchase.id }, 'the carrier did not say whether a number was bought');
    }),
  );
}

async function lookFor(ctx: NumberPowers, purchase: PurchaseRow): Promise<void> {
  const { tenantId, connectionId, phoneNumber } = purchase;
  const connection = await mustConnect(ctx, tenantId, connectionId);
  const [listed] = await connection.carrier.listNumbers(phoneNumber);
  if (!listed) return noteAbsence(ctx, purchase);
  const urls = numberUrls(ctx.publicUrl());
  const isOurs = healthOf(listed, urls) === 'ok';
  const number = isOurs ? listed : ((await connection.carrier.configureNumber(listed.sid, urls)) ?? listed);
  const prices = await ctx.prices(connection, countryOf(phoneNumber) ?? '');
  await settlePurchase(ctx, { purchase, connection, outcome: { outcome: 'bought', number }, prices });
}

/** An order may still be under way at the carrier: it is given up only after the horizon, and two looks past it. */
async function noteAbsence(ctx: NumberPowers, purchase: PurchaseRow): Promise<void> {
  const ageMs = ctx.clock.nowMs() - purchase.createdAt.getTime();
  if (ageMs < ctx.config.carrier.reconcileAfterMs) return;
  await ctx.db.asSystem(async (tx) => {
    const known = await lockPurchase(tx, purchase);
    if (!known || known.state === 'bought' || known.state === 'refused') return;
    if ((await countNotFound(tx, known)) < missesToGiveUp) return;
    const problem = 'The carrier did not answer the order, and does not have the number on this account.';
    await setPurchase(tx, known, { state: 'refused', problem });
  });
}
