import type { NumberRoute } from '@offhook/flow/shapes';
import { countryOf, type Id } from '@offhook/kit';
import type { CarrierNumber, NumberPrices } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { healthOf, type NumberRow, numberUrls } from '../number.ts';
import * as store from '../store.ts';

interface Taking {
  tenantId: Id<'workspace'>;
  connection: { id: Id<'connection'>; accountSid: string };
  atCarrier: CarrierNumber;
  label: string;
  route: NumberRoute;
  prices: NumberPrices | undefined;
  /** The workspace has ordered it itself: whoever had it under another id of the carrier has lost it. */
  isOrdered: boolean;
}

/** Writes down a number that the account has; undefined when another workspace of the account holds it. As the system. */
export async function takeIn(ctx: Context, tx: Tx, taking: Taking): Promise<NumberRow | undefined> {
  const { tenantId, connection, atCarrier, label, route, prices, isOrdered } = taking;
  const { phoneNumber, type } = atCarrier;
  await store.holdTaking(tx, phoneNumber);
  const holder = await store.holderOf(tx, { accountSid: connection.accountSid, phoneNumber });
  if (holder?.sid === atCarrier.sid) return holder.tenantId === tenantId ? holder : undefined;
  // Whose a number is that was bought by hand at the carrier, a listing of the shared account does not say.
  if (holder && holder.tenantId !== tenantId && !isOrdered) return undefined;
  if (holder) await store.noteReleased(tx, holder, ctx.clock.now());
  const row: NumberRow = {
    id: ctx.ids.next('number'),
    ...{ tenantId, connectionId: connection.id, phoneNumber, sid: atCarrier.sid },
    countryCode: countryOf(phoneNumber) ?? '',
    numberType: type,
    capabilities: atCarrier.capabilities,
    ...{ label, description: null, route, forwarding: [] },
    recordingPolicy: 'default',
    boxId: null,
    urls: atCarrier.urls,
    health: healthOf(atCarrier, numberUrls(ctx.publicUrl())),
    healthCheckedAt: ctx.clock.now(),
    monthlyPriceMicros: prices?.micros[type] ?? null,
    currency: prices?.currency ?? 'USD',
    isActive: true,
    boughtAt: ctx.clock.now(),
  };
  await store.insertNumber(tx, row);
  return row;
}
