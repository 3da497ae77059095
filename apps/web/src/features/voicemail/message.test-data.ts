import type { Message } from './queries.ts';

/** A message of the default box that nobody has heard. */
export function aMessage(part: Partial<Message> = {}): Message {
  return {
    id: 'voicemail_1',
    box_id: 'box_1',
    box: { id: 'box_1', name: 'Main' },
    user_id: null,
    call_id: 'call_1',
    from_number: '+14155550142',
    to_number: '+14155550100',
    contact: null,
    duration_seconds: 12,
    is_read: false,
    is_archived: false,
    is_deleted: false,
    deleted_at: null,
    assigned_to: null,
    recording_url: '/api/voicemail/messages/voicemail_1/audio',
    recording_sid: 'RE0123456789abcdef0123456789abcdef',
    audio_status: 'ready',
    audio_note: null,
    transcription_id: null,
    transcription: null,
    transcription_status: 'no_service',
    transcription_note: 'No transcription service is connected.',
    delete_after: null,
    simulated: true,
    created_at: '2026-11-21T10:00:00.000Z',
    ...part,
  };
}
