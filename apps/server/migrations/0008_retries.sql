alter table calls
  -- The call after which this one was placed anew.
  add column retry_of uuid,
  -- When we last acted on what answering machine detection said.
  add column verdict_acted_at timestamptz;

-- What is placed anew when a call ends in one of some ways, by the policy of whoever asked for it.
create table call_retries (
  tenant_id uuid not null,
  call_id uuid not null,
  wish jsonb not null,
  after_seconds int not null,
  after_outcomes text[] not null,
  -- Decided: placed as `next_call_id`, or not to be placed.
  settled_at timestamptz,
  next_call_id uuid,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create index call_retries_open on call_retries (tenant_id, call_id) where settled_at is null;
create unique index call_retries_next on call_retries (tenant_id, next_call_id) where next_call_id is not null;
call fence('call_retries', 'select, insert, update, delete', true);
