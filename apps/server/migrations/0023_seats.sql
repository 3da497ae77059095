-- A person who takes the answered calls of campaigns at their own phone.
create table seats (
  tenant_id uuid not null,
  person_id uuid not null,
  -- Null: of every campaign.
  campaign_ids uuid[],
  state text not null check (state in ('away', 'ready', 'on-call', 'wrap-up')),
  -- Why somebody is away who did not ask for it.
  reason text check (reason in ('not-picked-up', 'silent')),
  since timestamptz not null,
  -- The end of wrap-up: from then on the seat is ready, and nothing needs to happen for that.
  wrap_up_until timestamptz,
  wrap_up_seconds int not null,
  -- Of the call that the seat has, and through wrap-up of the one that it had.
  call_id uuid,
  campaign_id uuid,
  call_with text,
  leaves_after boolean not null default false,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references memberships (tenant_id, person_id) on delete cascade,
  check (state <> 'on-call' or call_id is not null),
  check (state <> 'wrap-up' or wrap_up_until is not null)
);
call fence('seats', 'select, insert, update, delete', true);

-- Told every half minute. Beside the seat: whoever looks for a free one passes over a row that somebody is writing.
create table seat_presence (
  tenant_id uuid not null,
  person_id uuid not null,
  heard_at timestamptz not null,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references memberships (tenant_id, person_id) on delete cascade
);
call fence('seat_presence', 'select, insert, update, delete', true);
