import type { Context } from '../../../context.ts';
import { crowdedCounts, foldCounts } from '../store/counts.ts';

/** What is added up in a fraction of a millisecond stays as it is. */
const mostRows = 50;

/** Makes the counts of campaigns short again. */
export async function shortenCounts(ctx: Context): Promise<void> {
  const crowded = await ctx.db.asReader((tx) => crowdedCounts(tx, mostRows));
  for (const { tenantId, id } of crowded) await ctx.db.asTenant(tenantId, (tx) => foldCounts(tx, id, mostRows));
}
