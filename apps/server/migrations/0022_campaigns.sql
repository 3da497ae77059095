create table campaigns (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  status text not null check (status in ('draft', 'scheduled', 'running', 'paused', 'completed', 'archived')),
  -- In words: who paused it, or what stopped it by itself.
  paused_because text,
  settings jsonb not null,
  revision int not null default 1,
  metadata jsonb not null default '{}',
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- When a scheduled campaign begins by itself.
  starts_at timestamptz,
  -- That its simulation was looked at: predictive pacing may abandon calls.
  pacing_confirmed_at timestamptz,
  started_at timestamptz,
  completed_at timestamptz,
  -- When the next call is due by the rate of calls per second; moved on under the lock of this row.
  next_call_at timestamptz,
  primary key (tenant_id, id)
);
create index campaigns_open on campaigns (status, starts_at) where status in ('scheduled', 'running');
call fence('campaigns', 'select, insert, update, delete', true);

-- Prospects whose phones may be in the same places are opened and closed by the same clock: one class of a campaign.
create table campaign_classes (
  tenant_id uuid not null,
  campaign_id uuid not null,
  class int not null,
  -- The zones and jurisdictions in one text.
  key text not null,
  zones text[] not null,
  jurisdictions text[] not null,
  primary key (tenant_id, campaign_id, class),
  unique (tenant_id, campaign_id, key),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
);
call fence('campaign_classes', 'select, insert, delete', true);

-- A contact's place in a campaign.
create table prospects (
  tenant_id uuid not null,
  campaign_id uuid not null,
  id uuid not null,
  contact_id uuid,
  phone_number text,
  class int not null,
  state text not null check (state in ('waiting', 'dialling', 'done', 'skipped')),
  -- Not dialled before; it may be later, when the hours of its class are not open then.
  next_at timestamptz not null,
  attempts smallint not null default 0,
  outcome text,
  reason jsonb,
  variant text,
  last_call_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, campaign_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
-- The scheduler's: the next ones of each class. What is under way or over stands in no index for that.
create index prospects_due on prospects (tenant_id, campaign_id, class, next_at, id) where state = 'waiting';
create unique index prospects_number on prospects (tenant_id, campaign_id, phone_number) where state <> 'skipped';
create unique index prospects_contact on prospects (tenant_id, contact_id, campaign_id) where contact_id is not null;
create index prospects_reason on prospects (tenant_id, campaign_id, (reason ->> 'code'), id) where reason is not null;
create index prospects_state on prospects (tenant_id, campaign_id, state, id) where state in ('dialling', 'skipped');
call fence('prospects', 'select, insert, update, delete', true);

-- Whoever is deleted is dialled no more, and nothing of them stays in the campaign but the count.
create function forget_prospects() returns trigger language plpgsql as $$
begin
  update prospects set contact_id = null, phone_number = null,
    state = case when state = 'waiting' then 'skipped' else state end,
    reason = case when state = 'waiting'
      then jsonb_build_object('code', 'campaigns.contact_deleted', 'message', 'The contact was deleted.', 'rule', null, 'until', null)
      else reason end
  where tenant_id = old.tenant_id and contact_id = old.id;
  return old;
end
$$;
create trigger contacts_forgotten before delete on contacts for each row execute function forget_prospects();

-- One row for each call of a campaign: its history, and what it adds to the sums.
create table campaign_attempts (
  tenant_id uuid not null,
  call_id uuid not null,
  campaign_id uuid not null,
  prospect_id uuid not null,
  variant text not null,
  -- Of the campaign's zone, when it was dialled: whose daily limit it used.
  day date not null,
  -- Null while it is under way. not-placed: the carrier surely never had it, and it counts for nothing.
  outcome text check (
    outcome in ('human', 'machine', 'busy', 'no-answer', 'failed', 'canceled', 'abandoned', 'unknown', 'not-placed')
  ),
  -- A person who was connected, pressed the key, or stayed to the end of what was said.
  succeeded boolean not null default false,
  seconds int not null default 0,
  micros bigint not null default 0,
  created_at timestamptz not null,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
);
create index campaign_attempts_campaign on campaign_attempts (tenant_id, campaign_id, call_id desc);
create index campaign_attempts_prospect on campaign_attempts (tenant_id, prospect_id, call_id desc);
call fence('campaign_attempts', 'select, insert, update, delete', true);

create table campaign_days (
  tenant_id uuid not null,
  campaign_id uuid not null,
  day date not null,
  used int not null,
  primary key (tenant_id, campaign_id, day),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
);
call fence('campaign_days', 'select, insert, update, delete', true);

-- Counts as what was added to them, so that nobody waits for a row that everybody counts on; now and then many rows are
-- made one. `what`: state:waiting … of prospects; reason:compliance.suppressed … of those that wait or are skipped;
-- outcome:human … of attempts, live while they are under way.
create table campaign_counts (
  tenant_id uuid not null,
  campaign_id uuid not null,
  id bigint generated always as identity,
  what text not null,
  variant text not null default '',
  day date,
  n bigint not null,
  successes bigint not null default 0,
  seconds bigint not null default 0,
  micros bigint not null default 0,
  primary key (tenant_id, campaign_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
);
call fence('campaign_counts', 'select, insert, delete', true);

-- What one prospect counts as.
create function counted_as(state text, reason jsonb) returns setof text language sql immutable as $$
  select 'state:' || state
  union all select 'reason:' || (reason ->> 'code') where reason is not null and state in ('waiting', 'skipped')
$$;

create function count_prospects() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into campaign_counts (tenant_id, campaign_id, what, n)
      select tenant_id, campaign_id, w.what, count(*) from added, counted_as(state, reason) w (what) group by 1, 2, 3;
  elsif tg_op = 'UPDATE' then
    insert into campaign_counts (tenant_id, campaign_id, what, n)
      select tenant_id, campaign_id, w.what, sum(n) from (
        select tenant_id, campaign_id, state, reason, 1 as n from added
        union all select tenant_id, campaign_id, state, reason, -1 from removed
      ) changed, counted_as(state, reason) w (what) group by 1, 2, 3 having sum(n) <> 0;
  else
    -- A campaign that goes takes its counts along.
    insert into campaign_counts (tenant_id, campaign_id, what, n)
      select r.tenant_id, r.campaign_id, w.what, -count(*)
      from removed r join campaigns c on c.tenant_id = r.tenant_id and c.id = r.campaign_id,
        counted_as(r.state, r.reason) w (what) group by 1, 2, 3;
  end if;
  return null;
end
$$;
create trigger prospects_added after insert on prospects
  referencing new table as added for each statement execute function count_prospects();
create trigger prospects_changed after update on prospects
  referencing new table as added old table as removed for each statement execute function count_prospects();
create trigger prospects_removed after delete on prospects
  referencing old table as removed for each statement execute function count_prospects();

create function count_attempts() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into campaign_counts (tenant_id, campaign_id, what, variant, day, n, successes, seconds, micros)
      select tenant_id, campaign_id, 'outcome:' || coalesce(outcome, 'live'), variant, day,
        count(*), sum(succeeded::int), sum(seconds), sum(micros)
      from added group by 1, 2, 3, 4, 5;
  else
    insert into campaign_counts (tenant_id, campaign_id, what, variant, day, n, successes, seconds, micros)
      select tenant_id, campaign_id, 'outcome:' || coalesce(outcome, 'live'), variant, day,
        sum(n), sum(succeeded), sum(seconds), sum(micros)
      from (
        select tenant_id, campaign_id, outcome, variant, day, 1 as n, succeeded::int, seconds, micros from added
        union all
        select tenant_id, campaign_id, outcome, variant, day, -1, -succeeded::int, -seconds, -micros from removed
      ) changed group by 1, 2, 3, 4, 5
      having sum(n) <> 0 or sum(succeeded) <> 0 or sum(seconds) <> 0 or sum(micros) <> 0;
  end if;
  return null;
end
$$;
create trigger attempts_added after insert on campaign_attempts
  referencing new table as added for each statement execute function count_attempts();
create trigger attempts_changed after update on campaign_attempts
  referencing new table as added old table as removed for each statement execute function count_attempts();

-- Contacts that are being added in the background: all that a filter finds, batch by batch, newest first; so whoever is
-- created meanwhile is not among them.
create table campaign_additions (
  tenant_id uuid not null,
  campaign_id uuid not null,
  id uuid not null,
  filter jsonb not null,
  before_contact uuid,
  done_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, campaign_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
);
call fence('campaign_additions', 'select, insert, update, delete', true);

-- The newest dry run of a campaign, as far as it has come; another one takes its place.
create table campaign_forecasts (
  tenant_id uuid not null,
  campaign_id uuid not null,
  run uuid not null,
  as_of timestamptz not null,
  after_prospect uuid,
  sums jsonb not null,
  done_at timestamptz,
  primary key (tenant_id, campaign_id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
);
call fence('campaign_forecasts', 'select, insert, update, delete', true);

alter table calls
  add column campaign_id uuid,
  add column prospect_id uuid;
create index calls_campaign on calls (tenant_id, campaign_id, id desc) where campaign_id is not null;
create index calls_prospect on calls (tenant_id, prospect_id, id desc) where prospect_id is not null;

-- What the gate knew and what it decided, as of the moment it did: enough to decide again.
alter table attempts
  add column gate_facts jsonb,
  add column gate_decision jsonb;
