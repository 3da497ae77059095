alter table recordings
  -- When it was last sent for: a fetch that nobody is at work on any more is begun again.
  add column fetch_asked_at timestamptz,
  -- The carrier's copy goes as soon as the carrier has told what the recording cost.
  add column copy_is_unwanted boolean not null default false;
create index recordings_fetching on recordings (tenant_id, fetch_asked_at) where status = 'fetching';
create index recordings_unwanted on recordings (tenant_id, id) where copy_is_unwanted;

-- A report that comes late must not bring a deleted recording back.
create table deleted_recordings (
  tenant_id uuid not null,
  sid text not null,
  call_id uuid not null,
  primary key (tenant_id, sid),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade
);
create index deleted_recordings_call on deleted_recordings (tenant_id, call_id);
call fence('deleted_recordings', 'select, insert', true);

-- Of two recordings of one call that change at the same time each saw the other as it had been: the call is locked
-- first, and what is read after that is what holds.
create or replace function note_recording() returns trigger
language plpgsql
as $$
declare
  tenant uuid := coalesce(new.tenant_id, old.tenant_id);
  recorded uuid := coalesce(new.call_id, old.call_id);
  has boolean;
begin
  if tg_op = 'INSERT' and new.status in ('in-progress', 'absent') then return null; end if;
  if tg_op = 'UPDATE' and new.status = old.status then return null; end if;
  perform from calls c where c.tenant_id = tenant and c.id = recorded for no key update;
  has := exists (
    select from recordings r
    where r.tenant_id = tenant and r.call_id = recorded and r.status not in ('in-progress', 'absent')
  );
  update calls c set has_recording = has
    where c.tenant_id = tenant and c.id = recorded and c.has_recording <> has;
  return null;
end
$$;
