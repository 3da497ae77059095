create table opening_hours (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  calendar jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index opening_hours_name on opening_hours (tenant_id, lower(name));
call fence('opening_hours', 'select, insert, update, delete', false);

create table ring_groups (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  -- In the order of ringing; somebody who has left stays in it and rings nowhere.
  members jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index ring_groups_name on ring_groups (tenant_id, lower(name));
call fence('ring_groups', 'select, insert, update, delete', false);

create table person_forwarding (
  tenant_id uuid not null,
  person_id uuid not null,
  rules jsonb not null,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references memberships (tenant_id, person_id) on delete cascade
);
call fence('person_forwarding', 'select, insert, update, delete', false);
