-- The owner is fenced out of these tables, too; it is let in for as long as this file runs.
alter table calls no force row level security;
alter table recordings no force row level security;

alter table calls
  -- The end of the other side's number, backwards: a search by four digits or more reads the calls that end so, newest
  -- first, without sorting.
  add column last_digits text generated always as (left(reversed_digits, 4)) stored,
  -- There is a recording, ready or on its way; one still being made does not count, so that live calls stay in place.
  add column has_recording boolean not null default false;
update calls c set has_recording = true
  where exists (
    select from recordings r
    where r.tenant_id = c.tenant_id and r.call_id = c.id and r.status not in ('in-progress', 'absent')
  );

-- Lists go by (tenant, what is asked for, id): one index each for what selects few calls, the rest is looked at row by row.
drop index calls_digits;
create index calls_last_digits on calls (tenant_id, last_digits, id desc, reversed_digits text_pattern_ops);
create index calls_person on calls (tenant_id, person_id, id desc) where person_id is not null;
create index calls_disposition on calls (tenant_id, disposition, id desc) where disposition is not null;
create index calls_with_recording on calls (tenant_id, id desc) where has_recording;

create function note_recording() returns trigger
language plpgsql
as $$
declare
  tenant uuid := coalesce(new.tenant_id, old.tenant_id);
  recorded uuid := coalesce(new.call_id, old.call_id);
  has boolean := exists (
    select from recordings r
    where r.tenant_id = tenant and r.call_id = recorded and r.status not in ('in-progress', 'absent')
  );
begin
  update calls c set has_recording = has
    where c.tenant_id = tenant and c.id = recorded and c.has_recording <> has;
  return null;
end
$$;
create trigger calls_have_recordings after insert or update of status or delete on recordings
  for each row execute function note_recording();

create table call_tags (
  tenant_id uuid not null,
  call_id uuid not null,
  tag text not null,
  primary key (tenant_id, call_id, tag),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create index call_tags_tag on call_tags (tenant_id, tag, call_id desc);
call fence('call_tags', 'select, insert, delete', true);

-- Filters of the call history under a name. The owner is a person or an API key.
create table call_views (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  query jsonb not null,
  shared boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index call_views_name on call_views (tenant_id, owner_id, lower(name));
call fence('call_views', 'select, insert, delete', true);

alter table calls force row level security;
alter table recordings force row level security;
