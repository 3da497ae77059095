import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

/** Live calls on which a machine answered and whose course was not changed by it yet. */
export async function verdictsToActOn(
  tx: Tx,
  actedBefore: Date,
  limit: number,
): Promise<{ tenantId: Id<'workspace'>; id: Id<'call'> }[]> {
  return tx
    .selectFrom('calls')
    .select(['tenant_id as tenantId', 'id'])
    .where('outcome', 'is', null)
    .where(sql<boolean>`(answered_by like 'machine%' or answered_by = 'fax')`)
    .where(sql<boolean>`coalesce((plan ->> 'awaitsVerdict')::boolean, false)`)
    .where('drop_started_at', 'is', null)
    .where('hang_up_wanted_at', 'is', null)
    .where((where) => where.or([where('verdict_acted_at', 'is', null), where('verdict_acted_at', '<', actedBefore)]))
    .orderBy(sql`verdict_acted_at nulls first`)
    .limit(limit)
    .execute();
}

/** Notes that somebody acts on the verdict now; false when somebody did a moment ago. */
export async function takeVerdict(
  tx: Tx,
  { tenantId, id, now, actedBefore }: { tenantId: Id<'workspace'>; id: Id<'call'>; now: Date; actedBefore: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('calls')
    .set({ verdict_acted_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where((where) => where.or([where('verdict_acted_at', 'is', null), where('verdict_acted_at', '<', actedBefore)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function hasPressedKey(tx: Tx, callId: Id<'call'>): Promise<boolean> {
  const row = await tx
    .selectFrom('call_events')
    .select('key')
    .where('call_id', '=', callId)
    .where('kind', '=', 'keypress')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The attempt by which the carrier has the call. */
export async function attemptOf(tx: Tx, callId: Id<'call'>): Promise<Id<'attempt'> | undefined> {
  const row = await tx
    .selectFrom('attempts')
    .select('id')
    .where('call_id', '=', callId)
    .where('state', '=', 'placed')
    .executeTakeFirst();
  return row?.id;
}
