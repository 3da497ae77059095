import type { GroupMember } from '@offhook/contract';
import type { Calendar, ForwardingRule } from '@offhook/flow/shapes';
import type { Id } from '@offhook/kit';
import type { ColumnType } from 'kysely';

type Tenant = { tenant_id: Id<'workspace'> };
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;
/** Written as JSON text. */
type Kept<T> = ColumnType<T, string, string>;

export interface HoursTables {
  opening_hours: Tenant & {
    id: Id<'hours'>;
    name: string;
    calendar: Kept<Calendar>;
    created_at: Fixed<Date>;
    updated_at: Date;
  };
  ring_groups: Tenant & {
    id: Id<'group'>;
    name: string;
    members: Kept<GroupMember[]>;
    created_at: Fixed<Date>;
    updated_at: Date;
  };
  person_forwarding: Tenant & { person_id: Id<'person'>; rules: Kept<ForwardingRule[]> };
}
