import { z } from 'zod';
import { CallStatus } from './call-state.ts';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

/** Suggested labels of a number; any other word will do. */
export const numberLabels = ['mobile', 'work', 'home', 'main', 'other'] as const;

export const ContactNumber = z
  .object({
    number: z.string().meta({ description: 'E.164' }),
    label: z.string(),
    is_default: z.boolean().meta({ description: 'The one that is called when none is named; also phone_number' }),
  })
  .meta({ id: 'ContactNumber' });
export type ContactNumber = z.infer<typeof ContactNumber>;

export const Contact = z
  .object({
    id: idOf('contact'),
    name: z.string(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    company: z.string().nullable(),
    title: z.string().nullable(),
    phone_number: z.string().nullable().meta({ description: 'The default one of numbers' }),
    numbers: z.array(ContactNumber),
    email: z.string().nullable(),
    time_zone: z.string().nullable().meta({ description: 'As stated; null: only the numbers tell' }),
    region: z.string().nullable().meta({ description: 'As stated: ISO 3166-2 such as US-FL' }),
    country: z.string().nullable().meta({ description: 'As stated, or of the default number' }),
    zones: z.array(z.string()).meta({
      description: 'All time zones that the contact may be in, by the default number and by what is stated',
    }),
    tags: z.array(z.string()),
    metadata: z.record(z.string(), z.string()),
    import_id: idOf('import').nullable().meta({ description: 'The import that made the contact' }),
    sample: z.boolean(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof Contact>;

const Author = z.object({ id: z.string(), name: z.string() }).nullable();

export const Note = z
  .object({
    id: idOf('note'),
    at: Timestamp,
    text: z.string(),
    call_id: idOf('call').nullable(),
    written_by: Author.meta({ description: 'Who may delete it; null: a call or an import left it' }),
  })
  .meta({ id: 'Note' });
export type Note = z.infer<typeof Note>;

const read = { role: 'viewer', scope: 'contacts.read' } as const;
const write = { role: 'agent', scope: 'contacts.write' } as const;
const writeMany = { role: 'manager', scope: 'contacts.write' } as const;
const params = z.object({ contact_id: idOf('contact') });

const text = (most: number) => z.string().trim().max(most);
const optionalText = (most: number) => text(most).nullable().optional();
export const ContactTag = z.string().trim().min(1).max(60);
export const Region = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'is no region such as US-FL');
const Country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'is no country of two letters such as US');
const Numbers = z
  .array(
    z.strictObject({
      number: text(40).min(1),
      label: text(30).default('other'),
      is_default: z.boolean().default(false),
    }),
  )
  .max(10)
  .meta({ description: 'All numbers of the contact; of several the default one is marked, else it is the first' });

const ContactFields = z.strictObject({
  name: text(200).min(1).optional().meta({ description: 'Left out: made of first and last name' }),
  first_name: optionalText(100),
  last_name: optionalText(100),
  company: optionalText(200),
  title: optionalText(200),
  phone_number: optionalText(40).meta({ description: 'The default number alone; the others stay' }),
  numbers: Numbers.optional(),
  email: z.email().max(254).nullable().optional(),
  time_zone: optionalText(60),
  region: Region.nullable().optional(),
  country: Country.nullable().optional(),
  tags: z.array(ContactTag).max(50).optional(),
  metadata: z.record(z.string().max(100), z.string().max(1000)).optional(),
});

const oneWay = <Fields extends { phone_number?: unknown; numbers?: unknown }>(fields: Fields): boolean =>
  fields.phone_number === undefined || fields.numbers === undefined;
const twoWays = { path: ['phone_number'], error: 'Send phone_number or numbers, not both.' };
/** A name that is empty says so itself. */
const hasName = (fields: { name?: unknown; first_name?: unknown; last_name?: unknown }): boolean =>
  fields.name !== undefined || Boolean(fields.first_name || fields.last_name);

/** Which contacts are meant. */
export const ContactFilter = z.strictObject({
  search: z
    .string()
    .trim()
    .max(100)
    .optional()
    .meta({ description: 'Digits of any number, or a part of name, company or e-mail' }),
  tag: ContactTag.optional(),
  company: text(200).optional(),
  has_number: z.stringbool({ error: 'true or false' }).optional(),
  country: Country.optional(),
  created_since: Timestamp.optional(),
  import_id: idOf('import').optional().meta({ description: 'Those that this import made' }),
});
export type ContactFilter = z.infer<typeof ContactFilter>;

/** As the body of a request carries it. */
const FilterBody = ContactFilter.extend({ has_number: z.boolean().optional() });

export const listContacts = route({
  name: 'contacts.list',
  method: 'GET',
  path: '/api/contacts',
  summary: 'Contacts, newest first; `search` finds parts of names, companies, e-mails and of every number',
  access: read,
  query: PageQuery.extend(ContactFilter.shape),
  responses: { 200: pageOf(Contact) },
});

export const countContacts = route({
  name: 'contacts.count',
  method: 'GET',
  path: '/api/contacts/count',
  summary: 'How many contacts a filter means, and how many of them have a number',
  access: read,
  query: ContactFilter,
  responses: { 200: z.object({ contacts: z.number().int(), with_number: z.number().int() }) },
});

export const listContactTags = route({
  name: 'contacts.tags',
  method: 'GET',
  path: '/api/contacts/tags',
  summary: 'The tags that contacts carry, the most used first; 500 at most',
  access: read,
  responses: { 200: z.object({ items: z.array(z.object({ tag: z.string(), contacts: z.number().int() })) }) },
});

export const exportContacts = route({
  name: 'contacts.export',
  method: 'GET',
  path: '/api/contacts/export',
  summary: 'The contacts that a filter means as CSV, newest first',
  description:
    'Cells that a spreadsheet would run as a formula begin with an apostrophe; numbers such as +14155550142 stay as they are, so the file can be imported again.',
  access: { role: 'manager', scope: 'contacts.read' },
  query: ContactFilter.extend({
    suppressed: z
      .enum(['leave-out', 'mark', 'ignore'])
      .default('leave-out')
      .meta({ description: 'What becomes of contacts whose every number must not be called' }),
  }),
  file: 'text/csv',
  responses: { 200: z.unknown() },
});

export const createContact = route({
  name: 'contacts.create',
  method: 'POST',
  path: '/api/contacts',
  summary: 'Create a contact',
  access: write,
  body: ContactFields.refine(oneWay, twoWays).refine(hasName, { path: ['name'], error: 'is missing' }),
  responses: { 201: Contact },
  refusals: ['calls.number_impossible'],
});

/** Whom a change of many is for: some by their ids, or all that a filter means. */
const Chosen = z
  .strictObject({
    contact_ids: z.array(idOf('contact')).min(1).max(1000).optional(),
    filter: FilterBody.optional().meta({ description: 'An empty one means every contact' }),
  })
  .refine(({ contact_ids, filter }) => (contact_ids === undefined) !== (filter === undefined), {
    path: ['contact_ids'],
    error: 'Send contact_ids or filter, one of the two.',
  });

export const tagContacts = route({
  name: 'contacts.tag_many',
  method: 'POST',
  path: '/api/contacts/tag',
  summary: 'Add tags to many contacts, and take tags away from them',
  access: writeMany,
  body: z.strictObject({
    chosen: Chosen,
    add: z.array(ContactTag).max(20).default([]),
    remove: z.array(ContactTag).max(20).default([]),
  }),
  responses: { 200: z.object({ changed: z.number().int() }) },
});

export const deleteContacts = route({
  name: 'contacts.delete_many',
  method: 'POST',
  path: '/api/contacts/delete',
  summary: 'Delete many contacts; their calls stay, and do-not-call entries of their numbers, too',
  access: writeMany,
  body: z.strictObject({ chosen: Chosen }),
  responses: { 200: z.object({ deleted: z.number().int() }) },
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
    written_by: Author,
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

export const addContactNote = route({
  name: 'contacts.add_note',
  method: 'POST',
  path: '/api/contacts/:contact_id/notes',
  summary: 'Write a note on a contact',
  access: write,
  params,
  body: z.strictObject({ text: text(5000).min(1) }),
  responses: { 201: Note },
});

export const deleteContactNote = route({
  name: 'contacts.delete_note',
  method: 'DELETE',
  path: '/api/contacts/:contact_id/notes/:note_id',
  summary: 'Delete a note that you wrote yourself',
  access: write,
  params: params.extend({ note_id: idOf('note') }),
  responses: { 204: Nothing },
  refusals: ['contacts.not_your_note'],
});

export const changeContact = route({
  name: 'contacts.change',
  method: 'PATCH',
  path: '/api/contacts/:contact_id',
  summary: 'Change a contact; what is left out stays, lists and metadata are replaced as a whole',
  access: write,
  params,
  body: ContactFields.refine(oneWay, twoWays),
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
