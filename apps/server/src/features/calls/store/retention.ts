import { earliestId, type Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

/** The oldest ended calls that began before a time, locked. */
export async function endedBefore(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<{ id: Id<'call'>; sid: string | null; isSample: boolean }[]> {
  return tx
    .selectFrom('calls')
    .select(['id', 'sid', 'is_sample as isSample'])
    .where('id', '<', earliestId('call', before))
    .where('outcome', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}
