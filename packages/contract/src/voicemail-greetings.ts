import { GreetingSchedule, greetingTypes, hoursStates, Prompt } from '@offhook/flow/shapes';
import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Nothing, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'voicemail.read' } as const;
const write = { role: 'agent', scope: 'voicemail.write' } as const;
const greetingParams = z.object({ greeting_id: idOf('greeting') });
const Name = z.string().trim().min(1).max(80);
const Described = z.object({ id: z.string(), name: z.string() });
/** Fields of a form are texts. */
const Flag = z.union([z.boolean(), z.stringbool()]);

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

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
