import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Nothing, Timestamp } from './shapes.ts';

/** Audio that flows play. */
export const FlowPrompt = z
  .object({
    id: idOf('media').meta({ description: 'What a node names as `media_id`' }),
    name: z.string(),
    duration_seconds: z.number(),
    peaks: z.array(z.number()).nullable(),
    bytes: z.number().int(),
    audio_url: z.string(),
    used_by: z.array(z.string()).meta({ description: 'Names of flows whose draft or live version plays it' }),
    created_at: Timestamp,
  })
  .meta({ id: 'FlowPrompt' });
export type FlowPrompt = z.infer<typeof FlowPrompt>;

const read = { role: 'viewer', scope: 'flows.read' } as const;
const write = { role: 'manager', scope: 'flows.write' } as const;
const params = z.object({ prompt_id: idOf('media') });
const Name = z.string().trim().min(1).max(120);

export const listPrompts = route({
  name: 'prompts.list',
  method: 'GET',
  path: '/api/prompts',
  summary: 'Recorded and uploaded prompts by name',
  access: read,
  responses: { 200: z.object({ items: z.array(FlowPrompt) }) },
});

export const createPrompt = route({
  name: 'prompts.create',
  method: 'POST',
  path: '/api/prompts',
  summary: 'Add a prompt: multipart/form-data with `name` and the file `audio` (WAV, MP3, M4A or Ogg)',
  access: write,
  uploads: { field: 'audio', maxBytes: 25 * 1024 * 1024 },
  body: z.strictObject({ name: Name }),
  responses: { 201: FlowPrompt },
  refusals: [
    'prompts.name_taken',
    'prompts.no_file',
    'media.not_audio',
    'media.too_large',
    'media.too_long',
    'media.too_slow',
    'media.unavailable',
  ],
});

export const changePrompt = route({
  name: 'prompts.change',
  method: 'PATCH',
  path: '/api/prompts/:prompt_id',
  summary: 'Rename a prompt',
  access: write,
  params,
  body: z.strictObject({ name: Name }),
  responses: { 200: FlowPrompt },
  refusals: ['prompts.name_taken'],
});

export const deletePrompt = route({
  name: 'prompts.delete',
  method: 'DELETE',
  path: '/api/prompts/:prompt_id',
  summary: 'Delete a prompt that no draft and no published version plays',
  access: write,
  params,
  responses: { 204: Nothing },
  refusals: ['prompts.in_use'],
});

export const getPromptAudio = route({
  name: 'prompts.audio',
  method: 'GET',
  path: '/api/prompts/:prompt_id/audio',
  summary: 'The audio as WAV; answers range requests',
  access: read,
  params,
  file: 'audio/wav',
  responses: { 200: z.unknown() },
});
