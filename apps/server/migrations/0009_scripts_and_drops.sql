create table call_scripts (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  -- The newest of call_script_versions.
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index call_scripts_name on call_scripts (tenant_id, lower(name));
call fence('call_scripts', 'select, insert, update, delete', true);

create table call_script_versions (
  tenant_id uuid not null,
  script_id uuid not null,
  version int not null,
  script_text text not null,
  twiml_template text,
  variables jsonb not null,
  changed_by text not null,
  at timestamptz not null,
  primary key (tenant_id, script_id, version),
  foreign key (tenant_id, script_id) references call_scripts (tenant_id, id) on delete cascade
);
call fence('call_script_versions', 'select, insert, delete', true);

-- Audio of ours that the carrier plays. The row is written before the file: no file lies anywhere without one.
create table media (
  tenant_id uuid not null,
  id uuid not null,
  -- Only what is ready is served; what stays in writing for long, and what is unwanted, a sweep removes with its file.
  state text not null check (state in ('writing', 'ready', 'unwanted')),
  storage_key text not null,
  sha256 text not null,
  bytes bigint not null,
  duration_seconds double precision not null,
  peaks jsonb not null,
  -- As its sender named it.
  source_name text,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index media_to_remove on media (created_at) where state <> 'ready';
call fence('media', 'select, insert, update, delete', true);

create table voicemail_drops (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  text text,
  voice text,
  media_id uuid,
  duration_seconds double precision not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, media_id) references media (tenant_id, id),
  check ((text is null) = (voice is null) and (text is null) <> (media_id is null))
);
create unique index voicemail_drops_name on voicemail_drops (tenant_id, lower(name));
call fence('voicemail_drops', 'select, insert, update, delete', true);

create index calls_script on calls (tenant_id, script_id) where script_id is not null;
create index calls_drop on calls (tenant_id, drop_id) where drop_id is not null;
create index calls_drop_live on calls (tenant_id, drop_id) where drop_id is not null and outcome is null;
