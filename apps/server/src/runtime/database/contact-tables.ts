import type { Id } from '@offhook/kit';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Tenant = { tenant_id: Id<'workspace'> };
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;

/** The tables of contacts as Kysely sees them. */
export interface ContactTables {
  contacts: Tenant & {
    id: Id<'contact'>;
    name: string;
    first_name: Generated<string | null>;
    last_name: Generated<string | null>;
    company: Generated<string | null>;
    title: Generated<string | null>;
    /** The default one of contact_numbers. */
    phone_number: string | null;
    number_country: Generated<string | null>;
    email: string | null;
    time_zone: Generated<string | null>;
    region: Generated<string | null>;
    country: Generated<string | null>;
    metadata: JSONColumnType<Record<string, string>>;
    is_sample: Generated<boolean>;
    revision: Generated<number>;
    import_id: Generated<Id<'import'> | null>;
    import_revision: Generated<number | null>;
    created_at: Fixed<Date>;
    updated_at: Date;
  };
  contact_numbers: Tenant & {
    contact_id: Id<'contact'>;
    number: string;
    label: string;
    position: number;
    reversed_digits: string;
  };
  contact_tags: Tenant & { contact_id: Id<'contact'>; tag: string };
  contact_notes: Tenant & {
    id: Id<'note'>;
    contact_id: Id<'contact'>;
    call_id: Id<'call'> | null;
    text: string;
    at: Fixed<Date>;
    author_id: Generated<string | null>;
    author_name: Generated<string | null>;
  };
}
