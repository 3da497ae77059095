import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'voicemail.read' } as const;
const write = { role: 'agent', scope: 'voicemail.write' } as const;
const messageParams = z.object({ voicemail_id: idOf('voicemail') });
const Described = z.object({ id: z.string(), name: z.string() });

export const transcriptionStatuses = ['no_service', 'off', 'pending', 'done', 'failed'] as const;

export const VoicemailMessage = z
  .object({
    id: idOf('voicemail'),
    box_id: idOf('box'),
    box: Described,
    user_id: idOf('person').nullable().meta({ description: 'S2: whose box it is in' }),
    call_id: idOf('call'),
    from_number: z.string(),
    to_number: z.string(),
    contact: z.object({ id: idOf('contact'), name: z.string() }).nullable(),
    duration_seconds: z.number().int(),
    is_read: z.boolean(),
    is_archived: z.boolean(),
    is_deleted: z.boolean(),
    deleted_at: Timestamp.nullable(),
    assigned_to: z.object({ id: idOf('person'), name: z.string() }).nullable(),
    recording_url: z.string().nullable().meta({ description: 'Where the audio is served from, once it is ready' }),
    recording_sid: z.string(),
    audio_status: z
      .enum(['arriving', 'ready', 'failed', 'gone'])
      .meta({ description: 'arriving: still being copied from the carrier; gone: the recording was deleted' }),
    audio_note: z.string().nullable().meta({ description: 'Why it cannot be heard, in words' }),
    transcription_id: z.string().nullable(),
    transcription: z.object({ text: z.string() }).nullable(),
    transcription_status: z.enum(transcriptionStatuses),
    transcription_note: z.string().nullable().meta({ description: 'Why there is none, in words' }),
    delete_after: Timestamp.nullable().meta({ description: 'When retention, or its deletion, removes it for good' }),
    simulated: z.boolean(),
    created_at: Timestamp,
  })
  .meta({ id: 'VoicemailMessage' });
export type VoicemailMessage = z.infer<typeof VoicemailMessage>;

/** An e-mail about a message, to one address. */
export const MailNotice = z
  .object({
    to: z.string(),
    state: z
      .enum(['waiting', 'sent', 'failed', 'no_server', 'unknown'])
      .meta({ description: 'unknown: the mail server did not say; it is not sent twice' }),
    tries: z.number().int(),
    note: z.string().nullable().meta({ description: 'What the mail server said' }),
    sent_at: Timestamp.nullable(),
  })
  .meta({ id: 'MailNotice' });
export type MailNotice = z.infer<typeof MailNotice>;

export const VoicemailMessageDetail = VoicemailMessage.extend({
  peaks: z.array(z.number()).nullable().meta({ description: 'The waveform, between 0 and 1 at even steps' }),
  notices: z.array(MailNotice),
}).meta({ id: 'VoicemailMessageDetail' });
export type VoicemailMessageDetail = z.infer<typeof VoicemailMessageDetail>;

export const listVoicemail = route({
  name: 'voicemail.list',
  method: 'GET',
  path: '/api/voicemail/messages',
  summary: 'Voicemail messages, newest first',
  access: read,
  query: PageQuery.extend({
    offset: z.coerce.number().int().min(0).max(10_000).optional(),
    is_read: z.stringbool({ error: 'true or false' }).optional(),
    archived: z.stringbool().default(false),
    deleted: z.stringbool().default(false).meta({ description: 'true: those that can still be restored' }),
    box_id: idOf('box').optional(),
    assigned_to: z.string().max(60).optional().meta({ description: 'Id of a person, me, or nobody' }),
    q: z.string().trim().max(100).optional().meta({ description: 'Digits of the number, or a name of a contact' }),
  }),
  responses: {
    200: pageOf(VoicemailMessage).extend({
      total: z.number().int().meta({ description: 'All that match' }),
      unread_count: z.number().int().meta({ description: 'In all boxes that you see, whatever is asked for' }),
    }),
  },
  refusals: ['request.bad_cursor'],
});

export const getVoicemail = route({
  name: 'voicemail.get',
  method: 'GET',
  path: '/api/voicemail/messages/:voicemail_id',
  summary: 'One voicemail message with its transcription and the e-mails about it',
  access: read,
  params: messageParams,
  responses: { 200: VoicemailMessageDetail },
});

export const markVoicemailRead = route({
  name: 'voicemail.mark_read',
  method: 'PATCH',
  path: '/api/voicemail/messages/:voicemail_id/read',
  summary: 'Mark a message as read, or as unread again',
  access: write,
  params: messageParams,
  body: z.strictObject({ is_read: z.boolean({ error: 'true or false' }).default(true) }).optional(),
  responses: { 200: VoicemailMessage },
});

export const changeVoicemail = route({
  name: 'voicemail.change',
  method: 'PATCH',
  path: '/api/voicemail/messages/:voicemail_id',
  summary: 'Archive a message, give it to somebody, or say which contact left it',
  access: write,
  params: messageParams,
  body: z.strictObject({
    is_archived: z.boolean().optional(),
    is_read: z.boolean({ error: 'true or false' }).optional(),
    assigned_to: idOf('person').nullable().optional(),
    contact_id: idOf('contact').nullable().optional(),
  }),
  responses: { 200: VoicemailMessage },
  refusals: ['voicemail.unknown_reference'],
});

export const deleteVoicemail = route({
  name: 'voicemail.delete',
  method: 'DELETE',
  path: '/api/voicemail/messages/:voicemail_id',
  summary: 'Delete a message; for 30 days it can be restored, then it goes here and at the carrier',
  access: write,
  params: messageParams,
  responses: { 204: Nothing },
});

export const restoreVoicemail = route({
  name: 'voicemail.restore',
  method: 'POST',
  path: '/api/voicemail/messages/:voicemail_id/restore',
  summary: 'Take back the deletion of a message',
  access: write,
  params: messageParams,
  responses: { 200: VoicemailMessage },
});

export const getVoicemailAudio = route({
  name: 'voicemail.audio',
  method: 'GET',
  path: '/api/voicemail/messages/:voicemail_id/audio',
  summary: 'The message as WAV or MP3; answers range requests',
  access: read,
  params: messageParams,
  query: z.object({ format: z.enum(['wav', 'mp3']).default('wav'), download: z.stringbool().default(false) }),
  file: 'audio/wav',
  responses: { 200: z.unknown() },
  refusals: ['voicemail.not_to_be_heard'],
});

export const usualShareSeconds = 86_400;

export const shareVoicemail = route({
  name: 'voicemail.share',
  method: 'POST',
  path: '/api/voicemail/messages/:voicemail_id/share',
  summary: 'An address that plays the message without a sign-in and ends by itself',
  description: 'Answers WAV, and MP3 with `?format=mp3`; range requests too. Deleting the message ends it at once.',
  access: write,
  params: messageParams,
  body: z
    .strictObject({
      expires_in_seconds: z.number().int().min(60).max(2_592_000).default(usualShareSeconds),
    })
    .optional(),
  responses: { 201: z.object({ url: z.string(), expires_at: Timestamp }) },
  refusals: ['voicemail.not_to_be_heard'],
});
