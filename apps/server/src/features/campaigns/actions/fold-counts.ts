import type { Context } from '../../../context.ts';
import { foldCounts, longCounts } from '../store/counts.ts';

/** Sums of so many rows are read in a millisecond. */
const longest = 500;

/** Makes the counts of campaigns short again. */
export async function shortenCounts(ctx: Context): Promise<void> {
  const long = await ctx.db.asReader((tx) => longCounts(tx, longest));
  for (const { tenantId, id } of long) await ctx.db.asTenant(tenantId, (tx) => foldCounts(tx, id));
}
