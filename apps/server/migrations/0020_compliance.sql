-- Numbers that are not called. `workspace` and `register` hold for every call, `campaign` for those of one campaign.
create table suppression_lists (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('workspace', 'register', 'campaign')),
  campaign_id uuid,
  -- When a newer copy is due. It holds on after that.
  valid_until date,
  entries bigint not null default 0,
  created_at timestamptz not null,
  -- It holds no more; its entries are being taken away.
  removed_at timestamptz,
  primary key (tenant_id, id)
);
create unique index suppression_lists_name on suppression_lists (tenant_id, lower(name)) where removed_at is null;
create unique index suppression_lists_workspace on suppression_lists (tenant_id) where kind = 'workspace';
create unique index suppression_lists_campaign on suppression_lists (tenant_id, campaign_id)
  where campaign_id is not null and removed_at is null;
call fence('suppression_lists', 'select, insert, update, delete', true);

create table suppressions (
  tenant_id uuid not null,
  -- The first half of HMAC-SHA-256 of the number by a key of the workspace: it can be asked for, not read.
  number_hash bytea not null,
  list_id uuid not null,
  -- Imported ones have neither: nothing of a register can be listed.
  id uuid,
  last_digits text,
  source text not null,
  reason text,
  "by" text,
  at timestamptz not null,
  import_id uuid,
  primary key (tenant_id, number_hash, list_id),
  foreign key (tenant_id, list_id) references suppression_lists (tenant_id, id)
);
create unique index suppressions_shown on suppressions (tenant_id, id desc) where id is not null;
create index suppressions_digits on suppressions (tenant_id, last_digits text_pattern_ops, id desc) where id is not null;
call fence('suppressions', 'select, insert, delete', true);

create table suppression_imports (
  tenant_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  -- The list came with the upload, and goes with it.
  made_list boolean not null,
  file_name text not null,
  storage_key text not null,
  country text not null,
  column_name text,
  -- Of the list, once the upload is done.
  valid_until date,
  state text not null check (state in ('receiving', 'waiting', 'running', 'done', 'cancelling', 'cancelled', 'failed')),
  bytes_total bigint not null,
  bytes_done bigint not null default 0,
  rows_done bigint not null default 0,
  added bigint not null default 0,
  known bigint not null default 0,
  unreadable bigint not null default 0,
  problems jsonb not null default '[]',
  failure text,
  "by" text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create unique index suppression_imports_running on suppression_imports (tenant_id, list_id)
  where state in ('receiving', 'waiting', 'running', 'cancelling');
create index suppression_imports_open on suppression_imports (created_at) where state = 'receiving';
call fence('suppression_imports', 'select, insert, update', true);

-- Evidence: it outlives the contact, and nothing but the revocation is ever written to it again.
create table consents (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid,
  phone_number text not null,
  scope text not null check (scope in ('calls', 'prerecorded', 'artificial', 'recording')),
  strength text not null check (strength in ('express', 'express-written')),
  source text not null,
  proof_text text,
  proof_url text,
  given_at timestamptz not null,
  expires_at timestamptz,
  recorded_by text not null,
  recorded_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  revoke_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete set null (contact_id)
);
create index consents_number on consents (tenant_id, phone_number, id desc);
create index consents_contact on consents (tenant_id, contact_id, id desc) where contact_id is not null;
call fence('consents', 'select, insert, update (revoked_at, revoked_by, revoke_reason)', true);

-- Rules that hold otherwise here than they came. Only added to: decisions are made again with the version of then.
create table compliance_rules (
  tenant_id uuid not null,
  rule_id text not null,
  number int not null,
  -- How decisions name it; of a way back that of the rule as it came.
  version int not null,
  -- Null: back to the rule as it came.
  change jsonb,
  reason text not null,
  "by" text not null,
  at timestamptz not null,
  primary key (tenant_id, rule_id, number)
);
call fence('compliance_rules', 'select, insert', true);

create table frozen_areas (
  tenant_id uuid not null,
  jurisdiction text not null,
  until timestamptz,
  reason text not null,
  "by" text not null,
  at timestamptz not null,
  primary key (tenant_id, jurisdiction)
);
call fence('frozen_areas', 'select, insert, update, delete', true);

create table dial_limits (
  tenant_id uuid not null,
  -- Null: the country of the workspace and those that have rules.
  countries text[],
  number_types_denied text[] not null,
  max_price_micros bigint,
  calls_per_minute int,
  spend_per_day_micros bigint,
  address_only boolean not null,
  reason text not null,
  "by" text not null,
  at timestamptz not null,
  primary key (tenant_id)
);
call fence('dial_limits', 'select, insert, update', true);
