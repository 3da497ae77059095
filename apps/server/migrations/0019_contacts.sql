alter table contacts no force row level security;

alter table contacts
  add column first_name text,
  add column last_name text,
  add column company text,
  add column title text,
  -- As stated; what the number alone tells is looked up when it is asked for.
  add column time_zone text,
  add column region text,
  add column country text,
  -- Of phone_number.
  add column number_country text,
  add column metadata jsonb not null default '{}',
  add column updated_at timestamptz not null default now(),
  -- Counts changes: an import is undone only where nobody changed anything since.
  add column revision int not null default 1,
  -- The import that made it, and the revision that it left.
  add column import_id uuid,
  add column import_revision int;
update contacts set updated_at = created_at;

-- All numbers of a contact. The default one is contacts.phone_number, which is always one of these.
create table contact_numbers (
  tenant_id uuid not null,
  contact_id uuid not null,
  number text not null,
  label text not null,
  position smallint not null,
  -- Digits backwards: a search by the last digits is then a search by prefix.
  reversed_digits text not null,
  primary key (tenant_id, contact_id, number),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index contact_numbers_digits on contact_numbers (tenant_id, reversed_digits text_pattern_ops, contact_id);
insert into contact_numbers (tenant_id, contact_id, number, label, position, reversed_digits)
  select tenant_id, id, phone_number, 'main', 0, reversed_digits from contacts where phone_number is not null;
call fence('contact_numbers', 'select, insert, update, delete', true);
alter table contacts drop column reversed_digits;

create table contact_tags (
  tenant_id uuid not null,
  contact_id uuid not null,
  tag text not null,
  primary key (tenant_id, contact_id, tag),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index contact_tags_tag on contact_tags (tenant_id, tag, contact_id);
call fence('contact_tags', 'select, insert, delete', true);

create index contacts_email on contacts (tenant_id, lower(email)) where email is not null;
create index contacts_company on contacts (tenant_id, lower(company), id) where company is not null;
create index contacts_import on contacts (tenant_id, import_id, id) where import_id is not null;

-- Who wrote it; null: a call or an import left it.
alter table contact_notes add column author_id text, add column author_name text;

alter table contacts force row level security;
