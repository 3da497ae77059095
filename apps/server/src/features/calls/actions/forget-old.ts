import type { Id } from '@offhook/kit';
import { note } from '#features/audit';
import { deleteRecordingsOf } from '#features/recordings';
import { settingOf } from '#features/settings';
import { allTenantIds, connectionFor } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { deleteCall } from '../store/calls.ts';
import { endedBefore } from '../store/retention.ts';

const dayMs = 86_400_000;
const perTransaction = 200;

/** Deletes calls that are older than the workspace keeps them, with their recordings, here and at the carrier. */
export async function forgetOldCalls(ctx: Context): Promise<void> {
  for (const tenantId of await ctx.db.asSystem(allTenantIds)) {
    let more = true;
    while (more) more = (await ctx.db.asTenant(tenantId, (tx) => forgetSome(ctx, tx, tenantId))) === perTransaction;
  }
}

async function forgetSome(ctx: Context, tx: Tx, tenantId: Id<'workspace'>): Promise<number> {
  const days = await settingOf(tx, 'call_retention_days');
  if (days === 0) return 0;
  const old = await endedBefore(tx, new Date(ctx.clock.nowMs() - days * dayMs), perTransaction);
  if (old.length === 0) return 0;
  await deleteRecordingsOf(
    ctx,
    tx,
    old.map(({ id }) => id),
  );
  for (const { id, sid, isSample } of old) {
    await deleteCall(tx, id);
    if (sid && !isSample) await ctx.outbox.enqueue(tx, tenantId, 'calls.delete_at_carrier', { sid });
    await ctx.outbox.publish(tx, tenantId, { type: 'call.deleted', call_id: id });
  }
  const retention = { kind: 'system' as const, tenantId, name: 'Retention' };
  await note(ctx, tx, retention, 'calls.deleted_by_age', undefined, { deleted: old.length, after_days: days });
  return old.length;
}

export async function deleteAtCarrier(ctx: Context, tenantId: Id<'workspace'>, sid: string): Promise<void> {
  const connection = await ctx.db.asTenant(tenantId, (tx) => connectionFor(ctx, tx, tenantId));
  await connection?.carrier.deleteCall(sid);
}
