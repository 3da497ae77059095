import type { AttemptOutcome, CampaignStatus, ProspectState } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { ColumnType, Generated } from 'kysely';

interface Tenant {
  tenant_id: Id<'workspace'>;
}
type InCampaign = Tenant & { campaign_id: Id<'campaign'> };
type Json = ColumnType<unknown, string, string>;
type BigInt8 = ColumnType<number, number | undefined, number>;

export interface CampaignTables {
  campaigns: Tenant & {
    id: Id<'campaign'>;
    name: string;
    status: CampaignStatus;
    paused_because: string | null;
    settings: Json;
    revision: Generated<number>;
    metadata: Json;
    created_by: Id<'person'> | null;
    created_at: Date;
    updated_at: Date;
    starts_at: Date | null;
    started_at: Date | null;
    completed_at: Date | null;
    next_call_at: Date | null;
    pacing_confirmed_at: Generated<Date | null>;
  };
  campaign_classes: InCampaign & { class: number; key: string; zones: string[]; jurisdictions: string[] };
  prospects: InCampaign & {
    id: Id<'prospect'>;
    contact_id: Id<'contact'> | null;
    phone_number: string | null;
    reversed_digits: ColumnType<string | null, never, never>;
    class: number;
    state: ProspectState;
    next_at: Date;
    attempts: Generated<number>;
    outcome: AttemptOutcome | null;
    reason: ColumnType<unknown, string | null, string | null>;
    variant: string | null;
    last_call_id: Id<'call'> | null;
    created_at: Date;
    updated_at: Date;
  };
  campaign_attempts: InCampaign & {
    call_id: Id<'call'>;
    prospect_id: Id<'prospect'>;
    variant: string;
    day: string;
    outcome: AttemptOutcome | 'not-placed' | null;
    succeeded: Generated<boolean>;
    seconds: Generated<number>;
    micros: BigInt8;
    created_at: Date;
  };
  campaign_days: InCampaign & { day: string; used: number };
  campaign_counts: InCampaign & {
    id: Generated<number>;
    what: string;
    variant: Generated<string>;
    day: string | null;
    n: BigInt8;
    successes: BigInt8;
    seconds: BigInt8;
    micros: BigInt8;
  };
  campaign_additions: InCampaign & {
    id: Id<'import'>;
    filter: Json;
    before_contact: Id<'contact'> | null;
    done_at: Date | null;
    created_at: Date;
  };
  campaign_forecasts: InCampaign & {
    run: Id<'decision'>;
    as_of: Date;
    after_prospect: Id<'prospect'> | null;
    sums: Json;
    done_at: Date | null;
  };
}
