import type { Id } from '@offhook/kit';
import type { ColumnType, Generated } from 'kysely';

type Tenant = { tenant_id: Id<'workspace'> };
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;
/** A calendar date: the driver would make an instant of it, so it is read as text. */
type DateText = ColumnType<string | null, string | null, string | null>;

export interface ComplianceTables {
  suppression_lists: Tenant & {
    id: Id<'list'>;
    name: string;
    kind: 'workspace' | 'register' | 'campaign';
    campaign_id: Id<'campaign'> | null;
    valid_until: DateText;
    entries: Generated<number>;
    created_at: Fixed<Date>;
    removed_at: Generated<Date | null>;
  };
  suppressions: Tenant & {
    number_hash: Buffer;
    list_id: Id<'list'>;
    id: Id<'suppression'> | null;
    last_digits: string | null;
    source: string;
    reason: string | null;
    by: string | null;
    at: Fixed<Date>;
    import_id: Id<'import'> | null;
  };
  suppression_imports: Tenant & {
    id: Id<'import'>;
    list_id: Id<'list'>;
    made_list: boolean;
    file_name: string;
    storage_key: string;
    country: string;
    column_name: string | null;
    valid_until: DateText;
    state: 'receiving' | 'waiting' | 'running' | 'done' | 'cancelling' | 'cancelled' | 'failed';
    bytes_total: number;
    bytes_done: Generated<number>;
    rows_done: Generated<number>;
    added: Generated<number>;
    known: Generated<number>;
    unreadable: Generated<number>;
    problems: ColumnType<{ row: number; problem: string }[], string | undefined, string>;
    failure: Generated<string | null>;
    by: string;
    created_at: Fixed<Date>;
    ended_at: Generated<Date | null>;
  };
  consents: Tenant & {
    id: Id<'consent'>;
    contact_id: Id<'contact'> | null;
    phone_number: string;
    scope: 'calls' | 'prerecorded' | 'artificial' | 'recording';
    strength: 'express' | 'express-written';
    source: string;
    proof_text: string | null;
    proof_url: string | null;
    given_at: Fixed<Date>;
    expires_at: Fixed<Date | null>;
    recorded_by: string;
    recorded_at: Fixed<Date>;
    revoked_at: Generated<Date | null>;
    revoked_by: Generated<string | null>;
    revoke_reason: Generated<string | null>;
    import_id: Generated<Id<'import'> | null>;
    undone_at: Generated<Date | null>;
  };
  compliance_rules: Tenant & {
    rule_id: string;
    number: number;
    version: number;
    change: ColumnType<unknown, string | null, never>;
    reason: string;
    by: string;
    at: Fixed<Date>;
  };
  frozen_areas: Tenant & { jurisdiction: string; until: Date | null; reason: string; by: string; at: Date };
  kept_attempts: Tenant & {
    attempt_id: Fixed<Id<'attempt'>>;
    call_id: Fixed<Id<'call'>>;
    number_hash: Fixed<Buffer | null>;
    campaign_id: Fixed<Id<'campaign'> | null>;
    outcome: Fixed<string | null>;
    declined: Fixed<boolean>;
    gate_facts: ColumnType<unknown, string | null, never>;
    gate_decision: ColumnType<unknown, string | null, never>;
    at: Fixed<Date>;
  };
  dial_limits: Tenant & {
    countries: string[] | null;
    number_types_denied: string[];
    max_price_micros: number | null;
    calls_per_minute: number | null;
    spend_per_day_micros: number | null;
    address_only: boolean;
    reason: string;
    by: string;
    at: Date;
  };
}
