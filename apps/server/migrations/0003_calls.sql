create table carrier_connections (
  tenant_id uuid not null references workspaces,
  id uuid not null,
  mode text not null check (mode in ('emulator', 'twilio')),
  account_sid text not null,
  -- AES-256-GCM, bound to tenant and column.
  sealed_auth_token bytea not null,
  base_url text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index carrier_connections_account on carrier_connections (account_sid);
call fence('carrier_connections', 'select, insert, update, delete', true);

create table contacts (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  phone_number text,
  -- Digits backwards: a search by the last digits is then a search by prefix.
  reversed_digits text,
  email text,
  is_sample boolean not null default false,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index contacts_name on contacts (tenant_id, lower(name), id);
create index contacts_digits on contacts (tenant_id, reversed_digits text_pattern_ops);
call fence('contacts', 'select, insert, update, delete', true);

create table contact_notes (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  call_id uuid,
  text text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index contact_notes_contact on contact_notes (tenant_id, contact_id, id desc);
create unique index contact_notes_once on contact_notes (tenant_id, call_id) where call_id is not null;
call fence('contact_notes', 'select, insert, delete', true);

create table calls (
  tenant_id uuid not null,
  id uuid not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  from_number text not null,
  to_number text not null,
  reversed_digits text not null,
  status text not null check (
    status in ('queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled')
  ),
  placement text not null check (placement in ('intended', 'placed', 'unknown', 'refused', 'not-placed')),
  sid text,
  answered_by text,
  contact_id uuid,
  person_id uuid,
  -- What the caller is told once somebody answers, fixed when the call was placed.
  opening jsonb not null,
  wants_recording boolean not null,
  created_at timestamptz not null,
  ringing_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_seconds int,
  cost_micros bigint,
  currency text not null default 'USD',
  error_code text,
  error_message text,
  notes text,
  disposition text,
  metadata jsonb not null,
  simulated boolean not null,
  is_sample boolean not null default false,
  -- Somebody hung up before we knew the carrier's id: whoever learns it ends the call.
  hang_up_wanted_at timestamptz,
  -- When we last heard of the call, from the carrier or by asking.
  heard_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index calls_sid on calls (tenant_id, sid) where sid is not null;
create index calls_digits on calls (tenant_id, reversed_digits text_pattern_ops);
create index calls_contact on calls (tenant_id, contact_id, id desc) where contact_id is not null;
create index calls_live on calls (heard_at) where status in ('queued', 'ringing', 'in-progress');
call fence('calls', 'select, insert, update, delete', true);

-- Write the intent, then act: one row before each POST to the carrier.
create table attempts (
  tenant_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  connection_id uuid not null,
  state text not null check (state in ('intended', 'placed', 'unknown', 'refused', 'not-placed')),
  ring_timeout_seconds int not null,
  time_limit_seconds int not null,
  machine_detection text not null,
  created_at timestamptz not null,
  -- Times that the carrier was asked and had no such call.
  times_not_found int not null default 0,
  last_looked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create unique index attempts_one_live on attempts (tenant_id, call_id)
  where state in ('intended', 'placed', 'unknown');
create index attempts_open on attempts (created_at) where state in ('intended', 'unknown');
call fence('attempts', 'select, insert, update, delete', true);

-- The history that a call is folded from; `key` makes a repeated report a no-op.
create table call_events (
  tenant_id uuid not null,
  call_id uuid not null,
  key text not null,
  id uuid not null,
  kind text not null,
  at timestamptz not null,
  details jsonb not null,
  primary key (tenant_id, call_id, key),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
call fence('call_events', 'select, insert, delete', true);

-- Reports about a call of this account that we do not know (yet): kept until it is bound or a day has passed.
create table unbound_events (
  tenant_id uuid not null,
  sid text not null,
  key text not null,
  event jsonb not null,
  received_at timestamptz not null,
  primary key (tenant_id, sid, key)
);
call fence('unbound_events', 'select, insert, delete', true);

-- The request inspector.
create table webhook_exchanges (
  tenant_id uuid not null,
  id uuid not null,
  call_id uuid,
  sid text,
  kind text not null,
  at timestamptz not null,
  method text not null,
  url text not null,
  params jsonb not null,
  signature text not null check (signature in ('valid', 'invalid')),
  response_status int not null,
  response_body text not null,
  microseconds int not null,
  is_copy boolean not null,
  primary key (tenant_id, id)
);
create index webhook_exchanges_call on webhook_exchanges (tenant_id, call_id, id);
call fence('webhook_exchanges', 'select, insert, delete', true);

create table charges (
  tenant_id uuid not null,
  call_id uuid not null,
  kind text not null check (kind in ('minutes', 'recording', 'machine-detection')),
  micros bigint not null,
  currency text not null,
  source text not null,
  at timestamptz not null,
  primary key (tenant_id, call_id, kind),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
call fence('charges', 'select, insert, delete', true);

create table recordings (
  tenant_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  sid text not null,
  status text not null check (status in ('in-progress', 'fetching', 'ready', 'absent', 'failed')),
  duration_seconds int,
  channels int,
  bytes bigint,
  sha256 text,
  storage_key text,
  peaks jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create unique index recordings_sid on recordings (tenant_id, sid);
create index recordings_call on recordings (tenant_id, call_id);
call fence('recordings', 'select, insert, update, delete', true);
