create table contact_imports (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  state text not null check (
    state in ('uploading', 'draft', 'checking', 'checked', 'running', 'done', 'cancelled', 'undoing', 'undone', 'failed', 'deleted')
  ),
  -- null: the file is gone.
  storage_key text,
  bytes bigint not null default 0,
  detected jsonb not null,
  settings jsonb not null,
  -- What the header says; how many columns there are.
  columns text[] not null default '{}',
  -- Counts the starts of work: of two jobs only the one that was started last goes on.
  work int not null default 0,
  -- Rows that the work under way has done; written with what they made.
  rows_done int not null default 0,
  bytes_done bigint not null default 0,
  checked jsonb,
  result jsonb,
  undone jsonb,
  failure text,
  created_by_id text,
  created_by text,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  forgets_at timestamptz not null,
  primary key (tenant_id, id)
);
create index contact_imports_forgets on contact_imports (forgets_at) where storage_key is not null;
call fence('contact_imports', 'select, insert, update, delete', true);

-- Rows that have problems, were mended or are left out; all others are read from the file.
create table contact_import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row int not null,
  cells text[] not null,
  problems jsonb not null,
  has_problems boolean not null,
  is_edited boolean not null default false,
  is_left_out boolean not null default false,
  primary key (tenant_id, import_id, row),
  foreign key (tenant_id, import_id) references contact_imports (tenant_id, id) on delete cascade
);
call fence('contact_import_rows', 'select, insert, update, delete', false);

-- Contacts that were there before, as they were, with the revision of then and the one that the import left.
create table contact_import_changes (
  tenant_id uuid not null,
  import_id uuid not null,
  contact_id uuid not null,
  before jsonb not null,
  before_revision int not null,
  revision int not null,
  primary key (tenant_id, import_id, contact_id),
  foreign key (tenant_id, import_id) references contact_imports (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index contact_import_changes_contact on contact_import_changes (tenant_id, contact_id);
call fence('contact_import_changes', 'select, insert, update, delete', false);

alter table contacts add foreign key (tenant_id, import_id)
  references contact_imports (tenant_id, id) on delete set null (import_id);
