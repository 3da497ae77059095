import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

export interface Present {
  personId: Id<'person'>;
  isEditing: boolean;
  seenAt: Date;
}

export async function notePresent(
  tx: Tx,
  tenantId: Id<'workspace'>,
  flowId: Id<'flow'>,
  { personId, isEditing, seenAt }: Present,
): Promise<void> {
  const seen = { is_editing: isEditing, seen_at: seenAt };
  await tx
    .insertInto('flow_presence')
    .values({ tenant_id: tenantId, flow_id: flowId, person_id: personId, ...seen })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'flow_id', 'person_id']).doUpdateSet(seen))
    .execute();
}

/**
 * Those who have not told of themselves since then. Whoever tells at this moment is left alone: two who came back at once
 * would wait for each other.
 */
export async function forgetPresent(tx: Tx, flowId: Id<'flow'>, before: Date): Promise<void> {
  await tx
    .deleteFrom('flow_presence')
    .where('flow_id', '=', flowId)
    .where('person_id', 'in', (stale) =>
      stale
        .selectFrom('flow_presence')
        .select('person_id')
        .where('flow_id', '=', flowId)
        .where('seen_at', '<', before)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}

export async function presentIn(tx: Tx, flowId: Id<'flow'>): Promise<Present[]> {
  return tx
    .selectFrom('flow_presence')
    .select(['person_id as personId', 'is_editing as isEditing', 'seen_at as seenAt'])
    .where('flow_id', '=', flowId)
    .orderBy('person_id')
    .execute();
}
