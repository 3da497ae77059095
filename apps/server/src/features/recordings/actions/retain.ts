import type { Id } from '@offhook/kit';
import { note } from '#features/audit';
import { settingOf } from '#features/settings';
import { allTenantIds } from '#features/workspaces';
import type { Context } from '../../../context.ts';
import * as store from '../store.ts';
import { deleteRecordings } from './delete.ts';

const dayMs = 86_400_000;
const perTransaction = 200;

/** Deletes recordings that are older than the workspace keeps them, here and at the carrier. */
export async function forgetOldRecordings(ctx: Context): Promise<void> {
  for (const tenantId of await ctx.db.asSystem(allTenantIds)) {
    let deleted = 0;
    // One workspace where it does not work does not keep the others from theirs.
    try {
      for (let more = perTransaction; more === perTransaction; deleted += more) {
        more = await forgetSome(ctx, tenantId);
      }
    } catch (error) {
      ctx.log.error({ err: error, tenant: tenantId }, 'old recordings could not be deleted; tried again in an hour');
    }
    if (deleted > 0) ctx.log.info({ tenant: tenantId, deleted }, 'old recordings were deleted');
  }
}

async function forgetSome(ctx: Context, tenantId: Id<'workspace'>): Promise<number> {
  return ctx.db.asTenant(tenantId, async (tx) => {
    const days = await settingOf(tx, 'recording_retention_days');
    if (days === 0) return 0;
    const old = await store.recordingsBefore(tx, new Date(ctx.clock.nowMs() - days * dayMs), perTransaction);
    if (old.length === 0) return 0;
    await deleteRecordings(ctx, tx, old);
    for (const call_id of new Set(old.map(({ callId }) => callId))) {
      await ctx.outbox.publish(tx, tenantId, { type: 'call.changed', call_id });
    }
    const retention = { kind: 'system' as const, tenantId, name: 'Retention' };
    await note(ctx, tx, retention, 'recordings.deleted_by_age', undefined, { deleted: old.length, after_days: days });
    return old.length;
  });
}
