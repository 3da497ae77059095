alter table recordings
  add column name text,
  add column description text,
  -- Paused by somebody here while the call goes on.
  add column is_paused boolean not null default false,
  -- Why it could not be kept, in words.
  add column failure text,
  add column fetch_tries int not null default 0,
  -- Another form of the same sound, made when somebody first asks for it.
  add column mp3_key text,
  add column mp3_bytes bigint;
create index recordings_age on recordings (tenant_id, created_at);
