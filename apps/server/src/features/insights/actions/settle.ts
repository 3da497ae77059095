import type { Timer } from '@offhook/kit';
import { announceCosts, type CallKey, chargeCalls } from '#features/wallet';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import * as store from '../store.ts';

const mostAtOnce = 1000;

/** Handed in: who also follows what came of calls stands above us. */
export interface SettlePowers {
  /**
   * Locks what `alsoSettle` will write. Before the wallets: whoever places calls takes them in that order, and both would
   * wait for each other in any other.
   */
  lockFirst: (tx: Tx, calls: readonly CallKey[]) => Promise<void>;
  /** Told of calls that are over, or of which something was learned since; in the transaction that counts them. */
  alsoSettle: (ctx: Context, tx: Tx, calls: readonly CallKey[]) => Promise<void>;
}

/** Charges and counts calls that ended or of which something was learned since, many in one transaction. */
export async function settleCalls(ctx: Context, powers: SettlePowers): Promise<void> {
  let settled: number;
  let due: store.DueEntry[];
  do {
    due = await ctx.db.asReader((tx) => store.dueEntries(tx, mostAtOnce));
    settled = await settleSome(ctx, powers, due);
  } while (due.length === mostAtOnce && settled > 0);
}

// One call that cannot be settled must not hold up the others: a batch that fails is halved.
async function settleSome(ctx: Context, powers: SettlePowers, entries: readonly store.DueEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  try {
    return await settleBatch(ctx, powers, entries);
  } catch (error) {
    if (entries.length === 1) {
      ctx.log.error({ err: error, call: entries[0]?.callId }, 'a call cannot be charged and counted');
      return 0;
    }
    const half = Math.ceil(entries.length / 2);
    const settled = await settleSome(ctx, powers, entries.slice(0, half));
    return settled + (await settleSome(ctx, powers, entries.slice(half)));
  }
}

async function settleBatch(ctx: Context, powers: SettlePowers, entries: readonly store.DueEntry[]): Promise<number> {
  return ctx.db.asSystem(async (tx) => {
    const taken = await store.takeEntries(tx, entries);
    if (taken.length === 0) return 0;
    const calls = new Map<string, CallKey>(taken.map(({ tenantId, callId: id }) => [id, { tenantId, id }]));
    await powers.lockFirst(tx, [...calls.values()]);
    const { locked, changed } = await chargeCalls(ctx, tx, [...calls.values()]);
    const lockedIds = new Set(locked.map(({ id }) => id));
    const others = [...calls.values()].filter(({ id }) => !lockedIds.has(id));
    const busyIds = new Set((await store.existingCalls(tx, others)).map(({ id }) => id));
    await store.countCalls(
      tx,
      locked,
      others.filter(({ id }) => !busyIds.has(id)),
    );
    await powers.alsoSettle(ctx, tx, locked);
    const done = taken.filter(({ callId }) => !busyIds.has(callId));
    await store.removeEntries(tx, done);
    await announceCosts(ctx, tx, changed);
    return done.length;
  });
}

/** Calls that end within so long are settled together: a batch costs as much as a dozen calls of it. */
const gatherMs = 1000;

/**
 * Settles those of some calls that wait for it, because they are about to be deleted and took place all the same. The
 * caller holds them locked.
 */
export async function settleBeforeDeletion(
  ctx: Context,
  tx: Tx,
  powers: SettlePowers,
  calls: readonly CallKey[],
): Promise<void> {
  const waiting = await store.waitingAmong(tx, calls);
  if (waiting.length === 0) return;
  await powers.lockFirst(tx, waiting);
  const { locked } = await chargeCalls(ctx, tx, waiting);
  await store.countCalls(tx, locked, []);
  await powers.alsoSettle(ctx, tx, locked);
}

/** Settles a little later when asked to, once for all who ask until then. */
export function makeSettling(
  ctx: Context,
  powers: SettlePowers,
): { soon(): void; now(): Promise<void>; stop(): Promise<void> } {
  let stopped = false;
  let running: Promise<void> | undefined;
  let timer: Timer | undefined;
  const settle = async () => {
    while (running) await running;
    if (!timer || stopped) return;
    timer.cancel();
    timer = undefined;
    const work = settleCalls(ctx, powers).catch((error: unknown) =>
      ctx.log.warn({ err: error }, 'calls could not be settled; the sweep tries again'),
    );
    running = ctx.clock.during(work).finally(() => {
      running = undefined;
    });
    await running;
  };
  return {
    soon() {
      if (!stopped) timer ??= ctx.clock.after(gatherMs, () => void settle());
    },
    now: settle,
    async stop() {
      stopped = true;
      timer?.cancel();
      await running;
    },
  };
}
