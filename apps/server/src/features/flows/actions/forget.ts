import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { deleteCounts, deleteTestVersions, isLastBatch } from '../store/forget.ts';

const hourMs = 3_600_000;
/**
 * A call lasts 24 hours at most (https://www.twilio.com/en-us/blog/introducing-configurable-call-limits-for-programmable-voice,
 * read 2026-11-21) and begins within ten minutes after a version was kept or used again; the rest is for what is spooled.
 */
const testVersionMs = 26 * hourMs;
/** More than the year that statistics look back. */
const countMs = 400 * 24 * hourMs;

/** Forgets what no call and no statistic needs any more. */
export async function forgetOld(ctx: Context): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  await inBatches(ctx, (tx) => deleteTestVersions(tx, new Date(nowMs - testVersionMs)));
  await inBatches(ctx, (tx) => deleteCounts(tx, new Date(nowMs - countMs)));
}

async function inBatches(ctx: Context, forget: (tx: Tx) => Promise<number>): Promise<void> {
  // As a reader: nothing here is told to anybody.
  while (!isLastBatch(await ctx.db.asReader(forget)));
}
