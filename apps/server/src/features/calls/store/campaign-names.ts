import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

/** Campaigns stand above calls, which know no more of them than their names. */
export async function campaignNames(tx: Tx, ids: readonly Id<'campaign'>[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('campaigns').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
