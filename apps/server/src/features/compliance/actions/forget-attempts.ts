import type { Id } from '@offhook/kit';
import { settingOf } from '#features/settings';
import { allTenantIds } from '#features/workspaces';
import type { Context } from '../../../context.ts';
import { forgetAttempts } from '../store/gathering.ts';

const dayMs = 86_400_000;
const perTransaction = 1000;

/** Deletes what was kept of attempts of deleted calls, once it is older than the workspace wants it as evidence. */
export async function forgetOldAttempts(ctx: Context): Promise<void> {
  for (const tenantId of await ctx.db.asSystem(allTenantIds)) {
    // One workspace where it does not work does not keep the others from theirs.
    try {
      let done: number;
      do done = await forgetSome(ctx, tenantId);
      while (done === perTransaction);
    } catch (error) {
      ctx.log.error({ err: error, tenant: tenantId }, 'old evidence could not be deleted; tried again in an hour');
    }
  }
}

async function forgetSome(ctx: Context, tenantId: Id<'workspace'>): Promise<number> {
  return ctx.db.asTenant(tenantId, async (tx) => {
    const days = await settingOf(tx, 'evidence_retention_days');
    if (days === 0) return 0;
    return forgetAttempts(tx, tenantId, new Date(ctx.clock.nowMs() - days * dayMs), perTransaction);
  });
}
