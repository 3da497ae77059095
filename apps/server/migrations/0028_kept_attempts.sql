-- What an attempt came to, as limits on attempts count it. Null: nobody knows yet.
create function outcome_of_attempt(placement text, status text, answered_by text, plan jsonb) returns text
  language sql immutable as $$
  select case when placement = 'unknown' then 'unknown' when plan #>> '{connect,abandoned}' is not null then 'abandoned'
    when status = 'completed' and answered_by like 'machine%' then 'machine'
    when status = 'completed' then 'human' when status in ('busy', 'failed', 'canceled', 'no-answer') then status end
$$;

-- The person said that such calls are not wanted, without asking never to be called again.
create function declines(disposition text) returns boolean language sql immutable as $$
  select disposition is not null and disposition ~* '^\s*(not interested|refused|declined)\s*$'
$$;

-- As in suppressions; null: of an attempt before there was this column.
alter table attempts add column number_hash bytea;

-- What stays of the attempts of a call that is deleted: limits go on counting them, and why the call was allowed can
-- still be shown. The number is not in it, only its hash and its last four digits.
create table kept_attempts (
  tenant_id uuid not null,
  attempt_id uuid not null,
  call_id uuid not null,
  number_hash bytea,
  campaign_id uuid,
  outcome text,
  declined boolean not null,
  gate_facts jsonb,
  gate_decision jsonb,
  at timestamptz not null,
  primary key (tenant_id, attempt_id)
);
create index kept_attempts_number on kept_attempts (tenant_id, number_hash, at desc) where number_hash is not null;
create index kept_attempts_call on kept_attempts (tenant_id, call_id);
create index kept_attempts_at on kept_attempts (tenant_id, at);
call fence('kept_attempts', 'select, insert, delete', true);

create function keep_attempts() returns trigger language plpgsql as $$
begin
  insert into kept_attempts (tenant_id, attempt_id, call_id, number_hash, campaign_id, outcome, declined, gate_facts,
    gate_decision, at)
  select a.tenant_id, a.id, a.call_id, a.number_hash, old.campaign_id,
    outcome_of_attempt(old.placement, old.status, old.answered_by, old.plan), declines(old.disposition),
    jsonb_set(a.gate_facts, '{wish}', (a.gate_facts -> 'wish') - 'connectedTo'
      || jsonb_build_object('to', '…' || right(old.to_number, 4), 'contactId', null)),
    a.gate_decision, old.created_at
  from attempts a
  where a.tenant_id = old.tenant_id and a.call_id = old.id and a.state not in ('refused', 'not-placed')
  on conflict do nothing;
  return old;
end
$$;
create trigger calls_leave_attempts before delete on calls for each row
  when (old.direction = 'outbound' and not old.is_sample) execute function keep_attempts();
