import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

/** Locks the prospects whom some calls are for, in the order in which `endedAttempts` reads them. */
export async function lockProspectsOf(
  tx: Tx,
  calls: readonly { tenantId: Id<'workspace'>; id: Id<'call'> }[],
): Promise<void> {
  if (calls.length === 0) return;
  await sql`
    select from unnest(
      ${calls.map(({ tenantId }) => tenantId)}::uuid[], ${calls.map(({ id }) => id)}::uuid[]
    ) as k (tenant_id, call_id)
    join campaign_attempts a on a.tenant_id = k.tenant_id and a.call_id = k.call_id
    join prospects p on p.tenant_id = a.tenant_id and p.campaign_id = a.campaign_id and p.id = a.prospect_id
    order by p.tenant_id, p.campaign_id, p.id
    for update of p`.execute(tx);
}
