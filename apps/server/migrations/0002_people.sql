-- People are global; what they may do is a membership in one workspace.
create table people (
  id uuid primary key,
  email text not null unique,
  name text not null,
  password_hash text,
  created_at timestamptz not null
);

create table memberships (
  tenant_id uuid not null references workspaces,
  person_id uuid not null references people (id),
  role text not null check (role in ('viewer', 'agent', 'manager', 'admin')),
  phone_number text,
  joined_at timestamptz not null,
  last_seen_at timestamptz,
  primary key (tenant_id, person_id)
);
create index memberships_person on memberships (person_id);
call fence('memberships', 'select, insert, update, delete', true);

-- offhook_app meets only the people of its workspace.
alter table people enable row level security;
alter table people force row level security;
create policy tenant on people to offhook_app
  using (exists (select from memberships m where m.person_id = people.id and m.tenant_id = current_tenant()));
create policy system on people to offhook_system using (true) with check (true);
grant select, update on people to offhook_app;
grant select, insert, update on people to offhook_system;

create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null references people (id),
  refresh_hash bytea not null,
  -- The token before the last rotation: two tabs may refresh at once; any older one ends the session.
  previous_refresh_hash bytea,
  rotated_at timestamptz not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create index sessions_person on sessions (tenant_id, person_id);
call fence('sessions', 'select, insert, update', true);

create table one_time_links (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('sign-in', 'invitation', 'password-reset')),
  code_hash bytea not null,
  person_id uuid references people (id),
  email text,
  role text check (role in ('viewer', 'agent', 'manager', 'admin')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, id)
);
create index one_time_links_code on one_time_links (code_hash);
call fence('one_time_links', 'select, insert, update', true);

create table api_keys (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by uuid references people (id),
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
create index api_keys_secret on api_keys (secret_hash);
call fence('api_keys', 'select, insert, update', true);

-- Sign-in tries by account and by address.
create table sign_in_tries (
  key text primary key,
  tries int not null,
  window_ends_at timestamptz not null
);
grant select, insert, update, delete on sign_in_tries to offhook_system;

-- Append-only: nobody but the owner may change or delete a row.
create table audit_entries (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'key', 'carrier', 'system')),
  actor_id uuid,
  actor_name text not null,
  action text not null,
  subject text,
  details jsonb not null,
  primary key (tenant_id, id)
);
call fence('audit_entries', 'select, insert', true);
