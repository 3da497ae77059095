import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { CallKey } from '../store.ts';

/** Tells open pages of calls whose cost has changed. */
export async function announceCosts(ctx: Context, tx: Tx, calls: readonly CallKey[]): Promise<void> {
  for (const [tenantId, group] of Map.groupBy(calls, (call) => call.tenantId)) {
    await ctx.outbox.publish(tx, tenantId, ...group.map(({ id }) => ({ type: 'call.changed' as const, call_id: id })));
  }
}
