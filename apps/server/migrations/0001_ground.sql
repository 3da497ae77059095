-- The two roles that the program runs as. Neither owns anything; neither bypasses row level security.
do $$
begin
  if not exists (select from pg_roles where rolname = 'offhook_app') then
    create role offhook_app nologin nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'offhook_system') then
    create role offhook_system nologin nosuperuser nobypassrls;
  end if;
end
$$;

grant usage on schema public to offhook_app, offhook_system;

-- The tenant that this transaction works for; after a SET LOCAL has ended the setting is '' and not null.
create function current_tenant() returns uuid
language sql stable
as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

-- Fences a tenant table: offhook_app sees the rows of its tenant, offhook_system sees all where `for_system`.
create procedure fence(fenced regclass, privileges text, for_system boolean)
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', fenced);
  execute format('alter table %s force row level security', fenced);
  execute format(
    'create policy tenant on %s to offhook_app using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
    fenced
  );
  execute format('grant %s on %s to offhook_app', privileges, fenced);
  if for_system then
    execute format('create policy system on %s to offhook_system using (true) with check (true)', fenced);
    execute format('grant %s on %s to offhook_system', privileges, fenced);
  end if;
end
$$;

create table workspaces (
  tenant_id uuid primary key,
  name text not null,
  country text not null,
  time_zone text not null,
  default_from_number text,
  has_sample_data boolean not null default false,
  created_at timestamptz not null
);
call fence('workspaces', 'select, update', true);
grant insert on workspaces to offhook_system;

create table settings (
  tenant_id uuid not null,
  key text not null,
  value jsonb not null,
  primary key (tenant_id, key)
);
call fence('settings', 'select, insert, update, delete', true);

-- What happened, written in the transaction that made it true. Readers take only transactions older than every one
-- still running, in (tx, id) order: by id alone a row that commits late would be stepped over.
create table outbox (
  tx xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  tenant_id uuid not null,
  kind text not null check (kind in ('event', 'job')),
  name text not null,
  payload jsonb not null,
  at timestamptz not null,
  primary key (tx, id)
);
create index outbox_at on outbox (at);
call fence('outbox', 'select, insert, delete', true);

create table listener_cursors (
  listener text primary key,
  tx xid8 not null,
  id bigint not null
);
grant select, insert, update on listener_cursors to offhook_system;

create table idempotency_keys (
  tenant_id uuid not null,
  key text not null,
  body_hash text not null,
  state text not null check (state in ('running', 'done')),
  status int,
  response jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, key)
);
call fence('idempotency_keys', 'select, insert, update, delete', true);

-- First steps that really happened, for the checklist of a new workspace.
create table first_steps (
  tenant_id uuid not null,
  step text not null,
  done_at timestamptz not null,
  primary key (tenant_id, step)
);
call fence('first_steps', 'select, insert', true);
