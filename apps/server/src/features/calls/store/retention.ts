import { earliestId, type Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

/** The oldest ended calls that began before a time, locked; one in which a message was left stays as long as that. */
export async function endedBefore(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<{ tenantId: Id<'workspace'>; id: Id<'call'>; sid: string | null; isSample: boolean }[]> {
  return tx
    .selectFrom('calls')
    .select(['tenant_id as tenantId', 'id', 'sid', 'is_sample as isSample'])
    .where('id', '<', earliestId('call', before))
    .where('outcome', 'is not', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('voicemails')
            .select('voicemails.id')
            .whereRef('voicemails.tenant_id', '=', 'calls.tenant_id')
            .whereRef('voicemails.call_id', '=', 'calls.id'),
        ),
      ),
    )
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Deletes the oldest requests of before a time that belong to no call; answers how many. */
export async function deleteStrayExchanges(tx: Tx, before: Date, limit: number): Promise<number> {
  const old = tx
    .selectFrom('webhook_exchanges')
    .select('id')
    .where('call_id', 'is', null)
    .where('id', '<', earliestId('request', before))
    .orderBy('id')
    .limit(limit);
  const result = await tx.deleteFrom('webhook_exchanges').where('id', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}
