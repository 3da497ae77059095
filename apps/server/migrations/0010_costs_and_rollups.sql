-- The owner is fenced out of these tables, too; it is let in for as long as this file runs.
alter table calls no force row level security;
alter table charges no force row level security;
alter table recordings no force row level security;

alter table calls
  add column cost_basis text check (cost_basis in ('estimate', 'carrier'));
update calls set cost_basis = 'estimate' where cost_micros is not null;

-- A ledger: lines are added and never changed, and their sum is calls.cost_micros at every commit.
alter table charges
  drop constraint charges_pkey,
  drop constraint charges_kind_check,
  -- What is charged, by the carrier's name: a leg or a recording. Empty: a call that the carrier never had.
  add column sid text not null default '',
  -- 0: the estimate, made once. Then corrections to what the carrier says that it charged.
  add column revision int not null default 0,
  add column basis text not null default 'estimate' check (basis in ('estimate', 'carrier')),
  add column quantity int,
  add column unit text check (unit in ('minute', 'call', 'minute-month')),
  add check (kind in ('minutes', 'machine-detection', 'recording', 'recording-storage', 'transcription'));
update charges h set sid = coalesce(c.sid, '') from calls c
  where c.tenant_id = h.tenant_id and c.id = h.call_id and h.kind <> 'recording';
update charges h set sid = r.sid
  from (select distinct on (tenant_id, call_id) tenant_id, call_id, sid from recordings order by tenant_id, call_id, sid) r
  where r.tenant_id = h.tenant_id and r.call_id = h.call_id and h.kind = 'recording';
alter table charges add primary key (tenant_id, call_id, kind, sid, revision);
revoke delete on charges from offhook_app, offhook_system;

-- Calls whose costs and counts are to be made anew. Only added to and taken from: nobody waits for anybody here.
create table calls_to_settle (
  tenant_id uuid not null,
  id bigint generated always as identity,
  call_id uuid not null,
  primary key (tenant_id, id)
);
call fence('calls_to_settle', 'select, insert, update, delete', true);

create function settle_call() returns trigger language plpgsql as $$
begin
  insert into calls_to_settle (tenant_id, call_id) values (new.tenant_id, new.id);
  return null;
end
$$;
create function settle_deleted_call() returns trigger language plpgsql as $$
begin
  insert into calls_to_settle (tenant_id, call_id) values (old.tenant_id, old.id);
  return null;
end
$$;
create function settle_recorded_call() returns trigger language plpgsql as $$
begin
  insert into calls_to_settle (tenant_id, call_id) values (new.tenant_id, new.call_id);
  return null;
end
$$;
-- Not of cost_micros: settling itself writes it.
create trigger calls_ended after insert on calls
  for each row when (new.outcome is not null) execute function settle_call();
create trigger calls_ended_or_learned after update on calls
  for each row when (
    new.outcome is not null and (
      old.outcome is distinct from new.outcome or old.sid is distinct from new.sid
      or old.answered_at is distinct from new.answered_at or old.duration_seconds is distinct from new.duration_seconds
      or old.answered_by is distinct from new.answered_by or old.drop_finished_at is distinct from new.drop_finished_at
      or old.person_id is distinct from new.person_id or old.legs is distinct from new.legs
    )
  ) execute function settle_call();
create trigger calls_deleted after delete on calls
  for each row when (old.outcome is not null) execute function settle_deleted_call();
create trigger recordings_measured after insert on recordings
  for each row when (new.duration_seconds is not null) execute function settle_recorded_call();
create trigger recordings_measured_later after update on recordings
  for each row when (new.duration_seconds is distinct from old.duration_seconds) execute function settle_recorded_call();

insert into calls_to_settle (tenant_id, call_id) select tenant_id, id from calls where outcome is not null;

-- Calls whose price the carrier has still to tell, or may still change.
create table price_checks (
  tenant_id uuid not null,
  call_id uuid not null,
  ended_at timestamptz not null,
  due_at timestamptz not null,
  times_asked int not null default 0,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create index price_checks_due on price_checks (due_at);
call fence('price_checks', 'select, insert, update, delete', true);

-- What each call adds to the sums below: what it adds anew replaces this, so that counting again changes nothing.
-- Without reference to the call: a call that is deleted stays counted.
create table call_contributions (
  tenant_id uuid not null,
  call_id uuid not null,
  quarter timestamptz not null,
  person_id uuid not null,
  direction text not null,
  outcome text not null,
  answered int not null,
  failed int not null,
  humans int not null,
  machines int not null,
  drops int not null,
  seconds bigint not null,
  micros bigint not null,
  is_sample boolean not null,
  primary key (tenant_id, call_id)
);
call fence('call_contributions', 'select, insert, update, delete', true);

-- Sums of ended calls over spans of UTC, of a quarter of an hour up to a month, so that a period in any zone is a few
-- of them: there are zones that are 30 and 45 minutes off. Three kinds: of everybody (person_id of zeros), of each
-- person, and of each outcome, of everybody and of each person. A partition for each kind and span: what is read
-- together lies together.
create table call_rollups (
  tenant_id uuid not null,
  span text not null,
  person_id uuid not null,
  bucket timestamptz not null,
  direction text not null,
  -- Empty but for sums of one outcome.
  outcome text not null,
  calls int not null,
  answered int not null,
  failed int not null,
  humans int not null,
  machines int not null,
  drops int not null,
  seconds bigint not null,
  micros bigint not null,
  primary key (tenant_id, span, person_id, bucket, direction, outcome)
) partition by list (span);
call fence('call_rollups', 'select, insert, update', true);

do $$
declare
  kind text;
  span text;
  name text;
begin
  foreach kind in array array['', 'person-', 'status-'] loop
    foreach span in array array['quarter', 'hour', 'day', 'month'] loop
      name := replace('call_rollups_' || kind || span, '-', '_');
      execute format(
        'create table %s partition of call_rollups for values in (%L) with (fillfactor = 80)', name, kind || span
      );
      execute format('call fence(%L, ''select'', true)', name);
    end loop;
  end loop;
end
$$;

alter table calls force row level security;
alter table charges force row level security;
alter table recordings force row level security;
