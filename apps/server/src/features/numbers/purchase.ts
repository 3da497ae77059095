import type { PendingPurchase } from '@offhook/contract';
import type { NumberRoute } from '@offhook/flow/shapes';
import { formatId, type Id } from '@offhook/kit';

/** How a number shall be set up once it is ours. */
export interface PurchaseWish {
  label: string;
  route: NumberRoute;
}

export interface PurchaseRow {
  id: Id<'purchase'>;
  tenantId: Id<'workspace'>;
  connectionId: Id<'connection'>;
  phoneNumber: string;
  state: 'intended' | 'bought' | 'refused' | 'unknown';
  wish: PurchaseWish;
  numberId: Id<'number'> | null;
  problem: string | null;
  carrierCode: string | null;
  askedBy: string;
  createdAt: Date;
  timesNotFound: number;
}

/** So often an order is looked for past the horizon before it is given up. */
export const missesToGiveUp = 2;

/** Nobody said no to it: it was only not found, and may turn out to have been carried out. */
export function wasGivenUp({ state, timesNotFound }: Pick<PurchaseRow, 'state' | 'timesNotFound'>): boolean {
  return state === 'refused' && timesNotFound >= missesToGiveUp;
}

export function pendingView({ id, phoneNumber, wish, createdAt }: PurchaseRow): PendingPurchase {
  return {
    purchase_id: formatId('purchase', id),
    phone_number: phoneNumber,
    state: 'unknown',
    label: wish.label,
    asked_at: createdAt.toISOString(),
  };
}
