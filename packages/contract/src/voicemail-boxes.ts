import { z } from 'zod';
import { route } from './route.ts';
import { Email, idOf, Nothing, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'voicemail.read' } as const;
const write = { role: 'agent', scope: 'voicemail.write' } as const;
const boxParams = z.object({ box_id: idOf('box') });
const Name = z.string().trim().min(1).max(80);

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
