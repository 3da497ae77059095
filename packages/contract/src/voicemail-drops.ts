import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

/** A message that is left on answering machines: audio that was uploaded, or text that is spoken. */
export const VoicemailDrop = z
  .object({
    id: idOf('drop'),
    name: z.string(),
    kind: z.enum(['audio', 'speech']),
    text: z.string().nullable(),
    voice: z.string().nullable(),
    audio_url: z.string().nullable().meta({ description: 'Where the page plays it from; needs a sign-in' }),
    duration_seconds: z.number().meta({ description: 'Of speech: estimated' }),
    peaks: z.array(z.number()).nullable(),
    bytes: z.number().int().nullable(),
    in_use: z.number().int().meta({ description: 'Calls under way that may still leave it' }),
    used_by_calls: z.number().int().meta({ description: 'Counted up to 10,000' }),
    created_at: Timestamp,
  })
  .meta({ id: 'VoicemailDrop' });
export type VoicemailDrop = z.infer<typeof VoicemailDrop>;

const read = { role: 'viewer', scope: 'calls.read' } as const;
const write = { role: 'agent', scope: 'calls.write' } as const;
const params = z.object({ drop_id: idOf('drop') });
const Name = z.string().trim().min(1).max(255);

export const createVoicemailDrop = route({
  name: 'voicemail_drops.create',
  method: 'POST',
  path: '/api/voice/voicemail-drops',
  summary: 'Add a voicemail drop: upload audio, name an address of audio, or give text to speak',
  description:
    'multipart/form-data with `name` and the file `audio` (WAV, MP3, M4A or Ogg, at most 10 minutes and 25 MB), or JSON with `audio_url` or `text`. What the file is, is read from its bytes.',
  access: write,
  uploads: { field: 'audio', maxBytes: 25 * 1024 * 1024 },
  body: z.strictObject({
    name: Name,
    text: z.string().trim().min(1).max(3000).optional(),
    voice: z
      .string()
      .trim()
      .max(60)
      .regex(/^(man|woman|alice|(Polly|Google)\.[A-Za-z0-9-]+)$/)
      .optional()
      .meta({ description: 'Of the text', examples: ['Polly.Joanna'] }),
    audio_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
  }),
  responses: { 201: VoicemailDrop },
  refusals: [
    'voicemail_drops.one_content',
    'voicemail_drops.name_taken',
    'media.not_audio',
    'media.too_large',
    'media.too_long',
    'media.too_slow',
    'media.unreachable',
    'media.unavailable',
  ],
});

export const listVoicemailDrops = route({
  name: 'voicemail_drops.list',
  method: 'GET',
  path: '/api/voice/voicemail-drops',
  summary: 'Voicemail drops, newest first',
  access: read,
  query: PageQuery,
  responses: { 200: pageOf(VoicemailDrop) },
});

export const getVoicemailDrop = route({
  name: 'voicemail_drops.get',
  method: 'GET',
  path: '/api/voice/voicemail-drops/:drop_id',
  summary: 'One voicemail drop',
  access: read,
  params,
  responses: { 200: VoicemailDrop },
});

export const changeVoicemailDrop = route({
  name: 'voicemail_drops.change',
  method: 'PATCH',
  path: '/api/voice/voicemail-drops/:drop_id',
  summary: 'Rename a voicemail drop',
  access: write,
  params,
  body: z.strictObject({ name: Name }),
  responses: { 200: VoicemailDrop },
  refusals: ['voicemail_drops.name_taken'],
});

export const deleteVoicemailDrop = route({
  name: 'voicemail_drops.delete',
  method: 'DELETE',
  path: '/api/voice/voicemail-drops/:drop_id',
  summary: 'Delete a voicemail drop that no call under way may still leave',
  access: write,
  params,
  responses: { 204: Nothing },
  refusals: ['voicemail_drops.in_use'],
});

export const getDropAudio = route({
  name: 'voicemail_drops.audio',
  method: 'GET',
  path: '/api/voice/voicemail-drops/:drop_id/audio',
  summary: 'The audio as WAV; answers range requests',
  access: read,
  params,
  file: 'audio/wav',
  responses: { 200: z.unknown() },
  refusals: ['voicemail_drops.no_audio'],
});
