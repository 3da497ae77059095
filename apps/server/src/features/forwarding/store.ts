import type { ForwardingRule } from '@offhook/flow/shapes';
import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

export async function allRules(tx: Tx): Promise<Map<Id<'person'>, ForwardingRule[]>> {
  const rows = await tx.selectFrom('person_forwarding').select(['person_id', 'rules']).execute();
  return new Map(rows.map((row) => [row.person_id, row.rules]));
}

export async function rulesOf(tx: Tx, personId: Id<'person'>): Promise<ForwardingRule[]> {
  const row = await tx
    .selectFrom('person_forwarding')
    .select('rules')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.rules ?? [];
}

export async function keepRules(
  tx: Tx,
  tenantId: Id<'workspace'>,
  personId: Id<'person'>,
  rules: readonly ForwardingRule[],
): Promise<void> {
  const kept = JSON.stringify(rules);
  await tx
    .insertInto('person_forwarding')
    .values({ tenant_id: tenantId, person_id: personId, rules: kept })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet({ rules: kept }))
    .execute();
}
