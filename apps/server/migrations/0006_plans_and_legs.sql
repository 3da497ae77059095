-- What a call shall do is decided when it is placed: a plan, of which the opening is a part.
alter table calls rename column opening to plan;
-- Whoever owns the table is fenced, too: every workspace's rows are meant here.
alter table calls no force row level security;
update calls set plan = jsonb_build_object('opening', plan);
alter table calls force row level security;

alter table calls
  -- Connections inside the call, such as the phone that a Dial reaches; folded with it.
  add column legs jsonb not null default '[]',
  -- The voicemail drop that this call may leave, and the proof of it.
  add column drop_id uuid,
  add column drop_beep_at timestamptz,
  add column drop_started_at timestamptz,
  add column drop_finished_at timestamptz,
  add column script_id uuid,
  add column script_version int,
  -- How the call ended. Lists select by it: `status` moves four times in a life, and stands in no index for that.
  add column outcome text generated always as (
    case when status in ('completed', 'busy', 'failed', 'no-answer', 'canceled') then status end
  ) stored;

-- A call that moves on is written in place: no index holds what changes before its end.
alter table calls set (fillfactor = 75);
drop index calls_live;
create index calls_live on calls (tenant_id, id) where outcome is null;
drop index calls_recorded;
create index calls_recorded on calls (ended_at) where wants_recording and ended_at is not null;
create index calls_outcome on calls (tenant_id, outcome, id desc);
