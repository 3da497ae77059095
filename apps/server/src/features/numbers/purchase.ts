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

export function pendingView({ id, phoneNumber, wish, createdAt }: PurchaseRow): PendingPurchase {
  return {
    purchase_id: formatId('purchase', id),
    phone_number: phoneNumber,
    state: 'unknown',
    label: wish.label,
    asked_at: createdAt.toISOString(),
  };
}
