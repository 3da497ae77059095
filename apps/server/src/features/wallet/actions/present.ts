import type { CostLine } from '@offhook/contract';
import { formatMicros, type Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import { costLines } from '../store.ts';

/** The ledger of a call as the API shows it. */
export async function costLinesOf(tx: Tx, callId: Id<'call'>): Promise<CostLine[]> {
  return (await costLines(tx, callId)).map((line) => ({
    what: line.kind,
    leg_sid: line.sid.startsWith('CA') ? line.sid : null,
    quantity: line.quantity,
    unit: line.unit,
    amount: formatMicros(line.micros),
    currency: line.currency,
    basis: line.basis,
    source: line.source,
    at: line.at.toISOString(),
  }));
}
