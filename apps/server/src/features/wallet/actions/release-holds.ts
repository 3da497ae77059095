import type { Context } from '../../../context.ts';
import { settledAfterMs } from '../due.ts';
import { forgetHolds, orphanHolds } from '../store/holds.ts';
import { moveMoney } from '../store/lines.ts';
import { lockWallets } from '../store/wallets.ts';

const perTransaction = 500;
/** An ended call whose length nobody tells for so long stays held no longer; it is charged when it is told after all. */
const endedMs = 300_000;

/** Releases what is held for calls that will not use it, and forgets holds of long ago. */
export async function releaseHolds(ctx: Context): Promise<void> {
  let released: number;
  do released = await releaseSome(ctx);
  while (released === perTransaction);
  const before = new Date(ctx.clock.nowMs() - settledAfterMs);
  let forgotten: number;
  do forgotten = await ctx.db.asSystem((tx) => forgetHolds(tx, before, perTransaction));
  while (forgotten === perTransaction);
}

async function releaseSome(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const endedBefore = new Date(now.getTime() - endedMs);
  return ctx.db.asSystem(async (tx) => {
    const orphans = await orphanHolds(tx, now, endedBefore, perTransaction);
    if (orphans.length === 0) return 0;
    const keys = orphans.map(({ tenantId, id: callId }) => ({ tenantId, callId }));
    await lockWallets(
      tx,
      keys.map(({ tenantId }) => tenantId),
    );
    await moveMoney(tx, { ends: keys.map((key) => ({ ...key, state: 'released' })) }, now);
    return orphans.length;
  });
}
