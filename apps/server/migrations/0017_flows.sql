create table flows (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  description text not null,
  draft jsonb not null,
  -- What the draft names of other features, such as hours_…, and numbers: who deletes one of those asks here.
  draft_refers text[] not null,
  -- Counts the saves of the draft.
  revision int not null,
  draft_saved_by jsonb,
  draft_saved_at timestamptz not null,
  live_version_id uuid,
  live_refers text[] not null default '{}',
  -- The revision that was published last.
  live_revision int,
  created_by text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- Calls under way still need the versions.
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index flows_name on flows (tenant_id, lower(name)) where deleted_at is null;

create table flow_versions (
  tenant_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  -- test: a draft as somebody called it to try.
  kind text not null check (kind in ('published', 'test')),
  number int not null,
  -- The flow's at that time.
  name text not null,
  graph jsonb not null,
  start_node text not null,
  revision int not null,
  note text not null,
  published_by jsonb,
  published_at timestamptz not null,
  -- What it says first.
  twiml_cache text,
  total_calls bigint not null default 0,
  last_used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, flow_id) references flows (tenant_id, id)
);
create unique index flow_versions_number on flow_versions (tenant_id, flow_id, number) where kind = 'published';
create unique index flow_versions_test on flow_versions (tenant_id, flow_id, revision) where kind = 'test';
alter table flows add foreign key (tenant_id, live_version_id) references flow_versions (tenant_id, id);
-- What tried a draft is swept.
create index flow_versions_tried on flow_versions (published_at) where kind = 'test';
call fence('flows', 'select, insert, update', true);
call fence('flow_versions', 'select, insert, update, delete', true);

create table flow_prompts (
  tenant_id uuid not null,
  media_id uuid not null,
  name text not null,
  created_at timestamptz not null,
  primary key (tenant_id, media_id),
  foreign key (tenant_id, media_id) references media (tenant_id, id)
);
create unique index flow_prompts_name on flow_prompts (tenant_id, lower(name));
call fence('flow_prompts', 'select, insert, update, delete', false);

create table flow_presence (
  tenant_id uuid not null,
  flow_id uuid not null,
  person_id uuid not null,
  is_editing boolean not null,
  seen_at timestamptz not null,
  primary key (tenant_id, flow_id, person_id),
  foreign key (tenant_id, flow_id) references flows (tenant_id, id),
  foreign key (tenant_id, person_id) references memberships (tenant_id, person_id) on delete cascade
);
call fence('flow_presence', 'select, insert, update, delete', false);

create table flow_test_cases (
  tenant_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  name text not null,
  at timestamptz not null,
  caller text not null,
  called text not null,
  acts jsonb not null,
  expected_path jsonb not null,
  last_result jsonb,
  primary key (tenant_id, id),
  foreign key (tenant_id, flow_id) references flows (tenant_id, id)
);
create index flow_test_cases_flow on flow_test_cases (tenant_id, flow_id, id);
call fence('flow_test_cases', 'select, insert, update, delete', false);

-- Calls append what they came through, so that none waits for another; a sweep adds it up.
create table flow_passages (
  tenant_id uuid not null,
  id bigint generated always as identity,
  version_id uuid not null,
  node_id text not null,
  -- False where the node had been waiting.
  arrived boolean not null,
  -- By which it left; empty while it stays.
  exit text not null,
  seconds int not null,
  at timestamptz not null,
  primary key (tenant_id, id)
);
-- Folded in the order in which they came, whosever they are.
create index flow_passages_order on flow_passages (id);
call fence('flow_passages', 'select, insert, delete', true);

-- The exit '' stands for the node itself: calls that came here, and their seconds here.
create table flow_counts (
  tenant_id uuid not null,
  version_id uuid not null,
  day date not null,
  node_id text not null,
  exit text not null,
  calls bigint not null,
  seconds bigint not null,
  primary key (tenant_id, version_id, day, node_id, exit)
);
create index flow_counts_age on flow_counts (day);
call fence('flow_counts', 'select, insert, update, delete', true);
