-- The owner is fenced out of this table, too; it is let in for as long as this file runs.
alter table workspaces no force row level security;

create table voicemail_boxes (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  owner_kind text not null check (owner_kind in ('person', 'number', 'group', 'shared')),
  -- Of the person, number or group.
  owner_id uuid,
  hours_id uuid,
  max_message_seconds int not null,
  max_messages int not null,
  notify_emails text[] not null,
  attach_audio boolean not null,
  is_default boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  check ((owner_kind = 'shared') = (owner_id is null)),
  -- It takes what nothing else takes, and everybody must find that.
  check (not is_default or owner_kind = 'shared')
);
create unique index voicemail_boxes_name on voicemail_boxes (tenant_id, lower(name));
create unique index voicemail_boxes_owner on voicemail_boxes (tenant_id, owner_kind, owner_id);
create unique index voicemail_boxes_default on voicemail_boxes (tenant_id) where is_default;

-- Every workspace has a box from its first moment.
create function make_main_box() returns trigger
language plpgsql
as $$
begin
  insert into voicemail_boxes (
    tenant_id, id, name, owner_kind, max_message_seconds, max_messages, notify_emails, attach_audio, is_default, created_at
  ) values (new.tenant_id, gen_random_uuid(), 'Main', 'shared', 120, 100, '{}', false, true, new.created_at);
  return null;
end
$$;
create trigger make_main_box after insert on workspaces for each row execute function make_main_box();
insert into voicemail_boxes (
  tenant_id, id, name, owner_kind, max_message_seconds, max_messages, notify_emails, attach_audio, is_default, created_at
)
select tenant_id, gen_random_uuid(), 'Main', 'shared', 120, 100, '{}', false, true, created_at from workspaces;
call fence('voicemail_boxes', 'select, insert, update, delete', true);

create table voicemail_greetings (
  tenant_id uuid not null,
  id uuid not null,
  box_id uuid not null,
  name text not null,
  type text not null check (type in ('personal', 'business', 'after-hours', 'holiday')),
  media_id uuid,
  text_to_speech text,
  voice text,
  duration_seconds double precision not null,
  schedule jsonb,
  is_active boolean not null,
  is_default boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, box_id) references voicemail_boxes (tenant_id, id),
  foreign key (tenant_id, media_id) references media (tenant_id, id),
  check ((text_to_speech is null) = (voice is null) and (text_to_speech is null) <> (media_id is null))
);
create index voicemail_greetings_box on voicemail_greetings (tenant_id, box_id, id);
create unique index voicemail_greetings_default on voicemail_greetings (tenant_id, box_id) where is_default;
call fence('voicemail_greetings', 'select, insert, update, delete', true);

create table voicemails (
  tenant_id uuid not null,
  id uuid not null,
  box_id uuid not null,
  call_id uuid not null,
  -- Not the id of ours: the message may be here before the recording is reported.
  recording_sid text not null,
  from_number text not null,
  to_number text not null,
  contact_id uuid,
  duration_seconds int not null,
  is_read boolean not null default false,
  is_archived boolean not null default false,
  deleted_at timestamptz,
  assigned_to uuid,
  transcription_state text not null default 'none' check (transcription_state in ('none', 'pending', 'done', 'failed')),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, box_id) references voicemail_boxes (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete set null (contact_id),
  foreign key (tenant_id, assigned_to) references memberships (tenant_id, person_id) on delete set null (assigned_to)
);
create unique index voicemails_recording on voicemails (tenant_id, recording_sid);
create index voicemails_box on voicemails (tenant_id, box_id, id desc);
create index voicemails_in_inbox on voicemails (tenant_id, box_id, is_read) where deleted_at is null and not is_archived;
create index voicemails_call on voicemails (tenant_id, call_id);
create index voicemails_contact on voicemails (tenant_id, contact_id) where contact_id is not null;
create index voicemails_assigned on voicemails (tenant_id, assigned_to) where assigned_to is not null;
create index voicemails_age on voicemails (tenant_id, created_at);
create index voicemails_deleted on voicemails (tenant_id, deleted_at) where deleted_at is not null;
call fence('voicemails', 'select, insert, update, delete', true);

-- One row for each message and address: nobody is written to twice about the same message.
create table mail_notices (
  tenant_id uuid not null,
  voicemail_id uuid not null,
  email text not null,
  -- sending: asked, and the answer is not known yet; whoever finds it so long afterwards never learns what became of it.
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'no_server', 'unknown')),
  tries int not null default 0,
  note text,
  due_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, voicemail_id, email),
  foreign key (tenant_id, voicemail_id) references voicemails (tenant_id, id) on delete cascade
);
create index mail_notices_due on mail_notices (due_at) where state in ('waiting', 'sending');
call fence('mail_notices', 'select, insert, update, delete', true);

alter table workspaces force row level security;
