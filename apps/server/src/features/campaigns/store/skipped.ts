import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

/** Has up to `most` prospects wait again whom the gate or the carrier kept from being called; answers how many. */
export async function reopenSkipped(
  tx: Tx,
  campaignId: Id<'campaign'>,
  { now, most }: { now: Date; most: number },
): Promise<number> {
  const result = await sql`
    update prospects p set state = 'waiting', reason = null, next_at = ${now}, updated_at = ${now}
    where p.tenant_id = current_tenant() and p.campaign_id = ${campaignId} and p.id in (
      select id from prospects
      where tenant_id = current_tenant() and campaign_id = ${campaignId} and state = 'skipped'
        and phone_number is not null and reason ->> 'code' not like 'campaigns.%'
        and not exists (
          select from prospects other
          where other.tenant_id = prospects.tenant_id and other.campaign_id = prospects.campaign_id
            and other.phone_number = prospects.phone_number and other.state <> 'skipped'
        )
      order by id limit ${most} for update
    )`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}
