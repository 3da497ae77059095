import { z } from 'zod';
import { CallStatus } from './call-state.ts';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

export const Contact = z
  .object({
    id: idOf('contact'),
    name: z.string(),
    phone_number: z.string().nullable(),
    email: z.string().nullable(),
    sample: z.boolean(),
    created_at: Timestamp,
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof Contact>;

export const Note = z
  .object({ id: idOf('note'), at: Timestamp, text: z.string(), call_id: idOf('call').nullable() })
  .meta({ id: 'Note' });
export type Note = z.infer<typeof Note>;

const read = { role: 'viewer', scope: 'contacts.read' } as const;
const write = { role: 'agent', scope: 'contacts.write' } as const;
const params = z.object({ contact_id: idOf('contact') });
const ContactFields = z.strictObject({
  name: z.string().trim().min(1).max(200),
  phone_number: z.string().trim().max(40).nullable().optional(),
  email: z.email().max(254).nullable().optional(),
});

export const listContacts = route({
  name: 'contacts.list',
  method: 'GET',
  path: '/api/contacts',
  summary: 'Contacts, newest first; `search` finds parts of names and of numbers',
  access: read,
  query: PageQuery.extend({ search: z.string().trim().max(100).optional() }),
  responses: { 200: pageOf(Contact) },
});

export const createContact = route({
  name: 'contacts.create',
  method: 'POST',
  path: '/api/contacts',
  summary: 'Create a contact',
  access: write,
  body: ContactFields,
  responses: { 201: Contact },
  refusals: ['calls.number_impossible'],
});

export const getContact = route({
  name: 'contacts.get',
  method: 'GET',
  path: '/api/contacts/:contact_id',
  summary: 'One contact with its notes, newest first',
  access: read,
  params,
  responses: { 200: Contact.extend({ activity: z.array(Note) }) },
});

/** One thing that happened with a contact: a call, or a note. */
export const ContactActivity = z
  .object({
    id: z.string(),
    at: Timestamp,
    kind: z.enum(['call', 'note']),
    text: z.string().nullable().meta({ description: 'The note; of a call the one that placing it left' }),
    call: z
      .object({
        id: idOf('call'),
        direction: z.enum(['inbound', 'outbound']),
        status: CallStatus,
        number: z.string().meta({ description: "The other side's number then" }),
        duration_seconds: z.number().int().nullable(),
        disposition: z.string().nullable(),
        has_recording: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'ContactActivity' });
export type ContactActivity = z.infer<typeof ContactActivity>;

export const listContactActivity = route({
  name: 'contacts.activity',
  method: 'GET',
  path: '/api/contacts/:contact_id/activity',
  summary: 'What happened with a contact, newest first: calls and notes',
  access: { role: 'viewer', scope: 'calls.read' },
  params,
  query: PageQuery,
  responses: { 200: pageOf(ContactActivity) },
  refusals: ['request.bad_cursor'],
});

export const changeContact = route({
  name: 'contacts.change',
  method: 'PATCH',
  path: '/api/contacts/:contact_id',
  summary: 'Change a contact',
  access: write,
  params,
  body: ContactFields.partial(),
  responses: { 200: Contact },
  refusals: ['calls.number_impossible'],
});

export const deleteContact = route({
  name: 'contacts.delete',
  method: 'DELETE',
  path: '/api/contacts/:contact_id',
  summary: 'Delete a contact; its calls stay',
  access: write,
  params,
  responses: { 204: Nothing },
});
