import type { Id } from '@offhook/kit';
import type { Generated } from 'kysely';

type Tenant = { tenant_id: Id<'workspace'> };

/** The tables of seats as Kysely sees them. */
export interface SeatTables {
  seats: Tenant & {
    person_id: Id<'person'>;
    campaign_ids: Id<'campaign'>[] | null;
    state: 'away' | 'ready' | 'on-call' | 'wrap-up';
    reason: 'not-picked-up' | 'silent' | null;
    since: Date;
    wrap_up_until: Date | null;
    wrap_up_seconds: number;
    call_id: Id<'call'> | null;
    campaign_id: Id<'campaign'> | null;
    call_with: string | null;
    leaves_after: Generated<boolean>;
  };
  seat_presence: Tenant & { person_id: Id<'person'>; heard_at: Date };
}
