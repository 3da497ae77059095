import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import type { Plan } from '../plan.ts';

/** Of a call that the transaction has locked. */
export async function savePlan(tx: Tx, call: { tenantId: Id<'workspace'>; id: Id<'call'> }, plan: Plan): Promise<void> {
  await tx
    .updateTable('calls')
    .set({ plan: JSON.stringify(plan) })
    .where('tenant_id', '=', call.tenantId)
    .where('id', '=', call.id)
    .execute();
}
