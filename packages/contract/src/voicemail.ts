import { GreetingSchedule, greetingTypes, hoursStates, Prompt } from '@offhook/flow/shapes';
import { z } from 'zod';
import { route } from './route.ts';
import { Email, idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'voicemail.read' } as const;
const write = { role: 'agent', scope: 'voicemail.write' } as const;

const boxParams = z.object({ box_id: idOf('box') });
const greetingParams = z.object({ greeting_id: idOf('greeting') });
const messageParams = z.object({ voicemail_id: idOf('voicemail') });
const Name = z.string().trim().min(1).max(80);
/** Fields of a form are texts. */
const Flag = z.union([z.boolean(), z.stringbool()]);
const Described = z.object({ id: z.string(), name: z.string() });

/** Whether e-mail notices can leave at all, in words. */
const Mail = z.object({ configured: z.boolean(), note: z.string() });

export const boxOwnerKinds = ['person', 'number', 'group', 'shared'] as const;

export const VoicemailBox = z
  .object({
    id: idOf('box'),
    name: z.string(),
    owner_kind: z.enum(boxOwnerKinds).meta({ description: 'A box of a person is seen by that person and managers' }),
    owner_id: z.string().nullable().meta({ description: 'Id of the person, number or group; null: shared' }),
    user_id: idOf('person').nullable().meta({ description: 'S2: owner_id of a box of a person' }),
    phone_number_id: idOf('number').nullable().meta({ description: 'S2: owner_id of a box of a number' }),
    hours_id: idOf('hours')
      .nullable()
      .meta({ description: 'Opening hours that after-hours and holiday greetings follow' }),
    max_message_seconds: z.number().int(),
    max_messages: z.number().int(),
    notify_emails: z.array(z.string()),
    attach_audio: z.boolean().meta({ description: 'Whether e-mail notices bring the audio along' }),
    mail: Mail,
    is_default: z.boolean().meta({ description: 'Takes what nothing else takes; one in every workspace' }),
    message_count: z.number().int().meta({ description: 'Neither archived nor deleted' }),
    unread_count: z.number().int(),
    is_full: z.boolean(),
    fallback_greeting: z.string().meta({ description: 'Said while no greeting plays; of default_voicemail_greeting' }),
    may_change: z.boolean().meta({ description: 'Whether you may change the box and its greetings' }),
    created_at: Timestamp,
  })
  .meta({ id: 'VoicemailBox' });
export type VoicemailBox = z.infer<typeof VoicemailBox>;

export const GreetingType = z.enum(greetingTypes);
export type GreetingType = z.infer<typeof GreetingType>;

export const VoicemailGreeting = z
  .object({
    id: idOf('greeting'),
    box_id: idOf('box'),
    box: Described,
    user_id: idOf('person').nullable().meta({ description: 'S2: whose box it is in' }),
    phone_number_id: idOf('number').nullable().meta({ description: 'S2: the number whose box it is in' }),
    name: z.string(),
    type: GreetingType,
    audio_url: z.string().nullable().meta({ description: 'Where the page plays it from; needs a sign-in' }),
    text_to_speech: z.string().nullable(),
    voice: z
      .string()
      .nullable()
      .meta({ examples: ['Polly.Joanna'] }),
    duration_seconds: z.number().meta({ description: 'Of speech: estimated' }),
    peaks: z.array(z.number()).nullable(),
    schedule: GreetingSchedule.nullable().meta({
      description: 'When it plays by itself. Null: after-hours and holiday greetings follow the hours of the box',
    }),
    is_active: z.boolean(),
    is_default: z.boolean().meta({ description: 'Plays while no other one does; one in every box at most' }),
    created_at: Timestamp,
  })
  .meta({ id: 'VoicemailGreeting' });
export type VoicemailGreeting = z.infer<typeof VoicemailGreeting>;

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

export const listGreetings = route({
  name: 'voicemail.list_greetings',
  method: 'GET',
  path: '/api/voicemail/greetings',
  summary: 'Greetings of the boxes that you see, oldest first',
  access: read,
  query: z.object({ box_id: idOf('box').optional() }),
  responses: { 200: z.object({ items: z.array(VoicemailGreeting) }) },
});

const voice = z
  .string()
  .trim()
  .max(60)
  .regex(/^(man|woman|alice|(Polly|Google)\.[A-Za-z0-9-]+)$/)
  .meta({ description: 'Of the text', examples: ['Polly.Joanna'] });
const text = z.string().trim().min(1).max(3000);

const mediaRefusals = [
  'voicemail.one_content',
  'media.not_audio',
  'media.too_large',
  'media.too_long',
  'media.too_slow',
  'media.unreachable',
  'media.unavailable',
] as const;

const GivenSchedule = GreetingSchedule.refine(({ weekly, dates }) => weekly.length + dates.length > 0, {
  error: 'give it times in weekly or dates, or leave it out',
});

/** A form carries the schedule as JSON. */
const ScheduleField = z.preprocess((value) => (typeof value === 'string' ? jsonOf(value) : value), GivenSchedule);

export const createGreeting = route({
  name: 'voicemail.create_greeting',
  method: 'POST',
  path: '/api/voicemail/greetings',
  summary: 'Add a greeting: upload audio, name an address of audio, or give text to speak',
  description:
    'multipart/form-data with the file `audio` (WAV, MP3, M4A or Ogg, at most 5 minutes and 25 MB), or JSON with `audio_url` or `text_to_speech`. It belongs to the box that `box_id`, `user_id` or `phone_number_id` names, else to the default box. The first personal or business greeting of a box becomes its default unless it says otherwise.',
  access: write,
  uploads: { field: 'audio', maxBytes: 25 * 1024 * 1024 },
  body: z.strictObject({
    box_id: idOf('box').optional(),
    user_id: idOf('person').optional(),
    phone_number_id: idOf('number').optional(),
    name: Name,
    type: GreetingType.default('business'),
    text_to_speech: text.optional(),
    voice: voice.optional(),
    audio_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    schedule: ScheduleField.optional(),
    is_active: Flag.default(true),
    is_default: Flag.optional(),
  }),
  responses: { 201: VoicemailGreeting },
  refusals: [...mediaRefusals, 'voicemail.default_taken', 'voicemail.unknown_reference', 'voicemail.not_your_box'],
});

export const changeGreeting = route({
  name: 'voicemail.change_greeting',
  method: 'PATCH',
  path: '/api/voicemail/greetings/:greeting_id',
  summary: 'Change a greeting; its audio is replaced by making another one',
  access: write,
  params: greetingParams,
  body: z.strictObject({
    name: Name.optional(),
    type: GreetingType.optional(),
    text_to_speech: text.optional(),
    voice: voice.optional(),
    schedule: GivenSchedule.nullable().optional(),
    is_active: z.boolean().optional(),
  }),
  responses: { 200: VoicemailGreeting },
  refusals: ['voicemail.not_your_box'],
});

export const makeGreetingDefault = route({
  name: 'voicemail.make_greeting_default',
  method: 'PATCH',
  path: '/api/voicemail/greetings/:greeting_id/default',
  summary: 'Make a greeting the default of its box; the one before steps back',
  access: write,
  params: greetingParams,
  body: z.strictObject({ is_default: z.boolean().default(true) }).optional(),
  responses: { 200: VoicemailGreeting },
  refusals: ['voicemail.not_your_box'],
});

export const deleteGreeting = route({
  name: 'voicemail.delete_greeting',
  method: 'DELETE',
  path: '/api/voicemail/greetings/:greeting_id',
  summary: 'Delete a greeting',
  access: write,
  params: greetingParams,
  responses: { 204: Nothing },
  refusals: ['voicemail.not_your_box'],
});

export const getGreetingAudio = route({
  name: 'voicemail.greeting_audio',
  method: 'GET',
  path: '/api/voicemail/greetings/:greeting_id/audio',
  summary: 'The audio of a greeting as WAV; answers range requests',
  access: read,
  params: greetingParams,
  file: 'audio/wav',
  responses: { 200: z.unknown() },
  refusals: ['voicemail.greeting_is_spoken'],
});

export const greetingPlayingNow = route({
  name: 'voicemail.greeting_now',
  method: 'GET',
  path: '/api/voicemail/greetings/now',
  summary: 'What a caller would hear now, or at another time, and why',
  access: read,
  query: z.object({ box_id: idOf('box').optional(), at: Timestamp.optional() }),
  responses: {
    200: z.object({
      box_id: idOf('box'),
      at: Timestamp,
      greeting_id: idOf('greeting').nullable().meta({ description: 'null: the words of the setting are said' }),
      greeting: z.object({ id: z.string(), name: z.string(), type: GreetingType }).nullable(),
      prompt: Prompt,
      why: z.string(),
      hours_state: z.enum(hoursStates).nullable().meta({ description: 'null: the box follows no opening hours' }),
    }),
  },
});

export const listBoxes = route({
  name: 'voicemail.list_boxes',
  method: 'GET',
  path: '/api/voicemail/boxes',
  summary: 'The boxes that you see, the default one first',
  access: read,
  responses: { 200: z.object({ items: z.array(VoicemailBox) }) },
});

const BoxFields = z.strictObject({
  name: Name,
  hours_id: idOf('hours').nullable().optional(),
  max_message_seconds: z.number().int().min(5).max(600).optional(),
  max_messages: z.number().int().min(1).max(1000).optional(),
  notify_emails: z.array(Email).max(10).optional(),
  attach_audio: z.boolean().optional(),
});
const boxRefusals = ['voicemail.box_name_taken', 'voicemail.unknown_reference', 'voicemail.not_your_box'] as const;

export const createBox = route({
  name: 'voicemail.create_box',
  method: 'POST',
  path: '/api/voicemail/boxes',
  summary: 'Make a box; anybody may make their own, managers every other',
  access: write,
  body: BoxFields.extend({
    owner_kind: z.enum(boxOwnerKinds).default('shared'),
    owner_id: z.string().max(60).optional().meta({ description: 'Of every kind but shared' }),
  }),
  responses: { 201: VoicemailBox },
  refusals: [...boxRefusals, 'voicemail.owner_has_box'],
});

export const changeBox = route({
  name: 'voicemail.change_box',
  method: 'PATCH',
  path: '/api/voicemail/boxes/:box_id',
  summary: 'Change a box: the person it belongs to, and managers',
  access: write,
  params: boxParams,
  body: BoxFields.partial().extend({
    is_default: z.literal(true).optional().meta({ description: 'Takes over from the box that was; managers only' }),
  }),
  responses: { 200: VoicemailBox },
  refusals: boxRefusals,
});

export const deleteBox = route({
  name: 'voicemail.delete_box',
  method: 'DELETE',
  path: '/api/voicemail/boxes/:box_id',
  summary: 'Delete a box that nothing leads to and in which there are no messages',
  access: write,
  params: boxParams,
  responses: { 204: Nothing },
  refusals: [
    'voicemail.box_in_use',
    'voicemail.box_is_default',
    'voicemail.box_has_messages',
    'voicemail.not_your_box',
  ],
});

// What is no JSON stays as it is: the schema then says what it should have been.
function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
