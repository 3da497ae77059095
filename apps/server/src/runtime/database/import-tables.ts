import type { ContactImport, ContactImportDetail, ImportCellProblem, ImportSettings } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { ColumnType, Generated } from 'kysely';

type Tenant = { tenant_id: Id<'workspace'> };
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;
type Json<T> = ColumnType<T, string, string>;
/** Nothing in a new row. */
type LaterJson<T> = ColumnType<T, undefined, string>;
/** int8 arrives as a number: no amount of ours passes 2^53. */
type BigInt8 = number;

/** What an import has done; what there is to say about it follows from that. */
export type ImportResult = Omit<NonNullable<ContactImport['result']>, 'notes'>;

/** The tables of imports as Kysely sees them. */
export interface ImportTables {
  contact_imports: Tenant & {
    id: Id<'import'>;
    name: string;
    state: ContactImport['state'] | 'uploading' | 'deleted';
    storage_key: string | null;
    bytes: Generated<BigInt8>;
    detected: Json<ContactImportDetail['detected']>;
    settings: Json<ImportSettings>;
    columns: string[];
    work: Generated<number>;
    rows_done: Generated<number>;
    bytes_done: Generated<BigInt8>;
    checked: LaterJson<ContactImport['checked']>;
    result: LaterJson<ImportResult | null>;
    undone: LaterJson<ContactImport['undone']>;
    failure: Generated<string | null>;
    created_by_id: string | null;
    created_by: string | null;
    created_at: Fixed<Date>;
    started_at: Generated<Date | null>;
    finished_at: Generated<Date | null>;
    forgets_at: Date;
  };
  contact_import_rows: Tenant & {
    import_id: Id<'import'>;
    row: number;
    cells: string[];
    problems: Json<ImportCellProblem[]>;
    has_problems: boolean;
    is_edited: Generated<boolean>;
    is_left_out: Generated<boolean>;
  };
  contact_import_changes: Tenant & {
    import_id: Id<'import'>;
    contact_id: Id<'contact'>;
    before: Json<Record<string, unknown>>;
    before_revision: number;
    revision: number;
  };
}
