import type { Context } from '../../../context.ts';
import { foldPassages } from '../store/counts.ts';

const mostAtOnce = 10_000;

/** Counts how calls came through flows since the last time. */
export async function foldCounts(ctx: Context): Promise<void> {
  let folded: number;
  do {
    // As a reader: nothing here is told to anybody.
    folded = await ctx.db.asReader((tx) => foldPassages(tx, mostAtOnce));
  } while (folded === mostAtOnce);
}
