import type { NumberType, OwnNumber } from '@offhook/contract';
import type { ForwardingRule, NumberRoute } from '@offhook/flow/shapes';
import type { Id } from '@offhook/kit';
import type { ColumnType, Generated } from 'kysely';

type Tenant = { tenant_id: Id<'workspace'> };
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;

export interface NumberTables {
  phone_numbers: Tenant & {
    id: Id<'number'>;
    connection_id: Id<'connection'>;
    phone_number: string;
    carrier_sid: string;
    country_code: string;
    number_type: NumberType;
    capabilities: ColumnType<OwnNumber['capabilities'], string, string>;
    label: string;
    description: string | null;
    route: ColumnType<NumberRoute, string, string>;
    forwarding: ColumnType<ForwardingRule[], string, string>;
    recording_policy: OwnNumber['recording_policy'];
    box_id: Id<'box'> | null;
    voice_url: string | null;
    voice_fallback_url: string | null;
    status_callback_url: string | null;
    health: OwnNumber['health'];
    health_checked_at: Date | null;
    health_asked_at: Generated<Date | null>;
    monthly_price_micros: number | null;
    currency: string;
    is_active: boolean;
    bought_at: Fixed<Date>;
    released_at: Date | null;
  };
  number_purchases: Tenant & {
    id: Id<'purchase'>;
    connection_id: Id<'connection'>;
    phone_number: string;
    state: 'intended' | 'bought' | 'refused' | 'unknown';
    wish: ColumnType<unknown, string, never>;
    number_id: Id<'number'> | null;
    problem: string | null;
    carrier_code: string | null;
    asked_by: string;
    created_at: Fixed<Date>;
    last_looked_at: Date | null;
    times_not_found: Generated<number>;
  };
}
