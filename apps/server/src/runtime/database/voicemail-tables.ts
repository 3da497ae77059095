import type { GreetingType } from '@offhook/contract';
import type { GreetingSchedule } from '@offhook/flow/shapes';
import type { Id } from '@offhook/kit';
import type { ColumnType, Generated } from 'kysely';

type Tenant = { tenant_id: Id<'workspace'> };
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;

/** The tables of voicemail as Kysely sees them. */
export interface VoicemailTables {
  voicemail_boxes: Tenant & {
    id: Id<'box'>;
    name: string;
    owner_kind: 'person' | 'number' | 'group' | 'shared';
    owner_id: string | null;
    hours_id: string | null;
    max_message_seconds: number;
    max_messages: number;
    notify_emails: string[];
    attach_audio: boolean;
    is_default: boolean;
    created_at: Fixed<Date>;
  };
  voicemail_greetings: Tenant & {
    id: Id<'greeting'>;
    box_id: Id<'box'>;
    name: string;
    type: GreetingType;
    media_id: Id<'media'> | null;
    text_to_speech: string | null;
    voice: string | null;
    duration_seconds: number;
    schedule: ColumnType<GreetingSchedule | null, string | null, string | null>;
    is_active: boolean;
    is_default: boolean;
    created_at: Fixed<Date>;
  };
  voicemails: Tenant & {
    id: Id<'voicemail'>;
    box_id: Id<'box'>;
    call_id: Id<'call'>;
    recording_sid: string;
    from_number: string;
    to_number: string;
    contact_id: Id<'contact'> | null;
    duration_seconds: number;
    is_read: Generated<boolean>;
    is_archived: Generated<boolean>;
    deleted_at: Generated<Date | null>;
    assigned_to: Generated<Id<'person'> | null>;
    transcription_state: Generated<'none' | 'pending' | 'done' | 'failed'>;
    created_at: Fixed<Date>;
  };
  mail_notices: Tenant & {
    voicemail_id: Id<'voicemail'>;
    email: string;
    state: 'waiting' | 'sending' | 'sent' | 'failed' | 'no_server' | 'unknown';
    tries: Generated<number>;
    note: Generated<string | null>;
    due_at: Date;
    sent_at: Generated<Date | null>;
  };
}
