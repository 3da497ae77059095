import type { Contact, Note } from '@offhook/contract';
import { formatId, type Id, isCountry, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { readPhone } from '#features/numbers';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { cursorAfter, readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../../context.ts';
import { type ContactChange, type ContactRow, changed, nameOfParts, newContact, withDefault } from '../contact.ts';
import type { ContactPowers } from '../powers.ts';
import { notesOf } from '../store/notes.ts';
import * as reading from '../store/reading.ts';
import { deleteContacts, insertContacts, saveContacts } from '../store/writing.ts';
import { presentContact, presentNote } from './present.ts';
import { type FilterQuery, readFilter } from './read-filter.ts';

export type ContactContext = Context & ContactPowers;

interface ContactFields {
  name?: string | undefined;
  first_name?: string | null | undefined;
  last_name?: string | null | undefined;
  company?: string | null | undefined;
  title?: string | null | undefined;
  phone_number?: string | null | undefined;
  numbers?: { number: string; label: string; is_default: boolean }[] | undefined;
  email?: string | null | undefined;
  time_zone?: string | null | undefined;
  region?: string | null | undefined;
  country?: string | null | undefined;
  tags?: string[] | undefined;
  metadata?: Record<string, string> | undefined;
}

export async function listContacts(
  ctx: ContactContext,
  actor: Actor,
  query: FilterQuery & { cursor?: string | undefined; limit: number },
): Promise<{ items: Contact[]; next_cursor: string | null }> {
  const before = readCursor('contact', query.cursor);
  const rows = await ctx.db.asTenant(actor.tenantId, (tx) =>
    reading.listContacts(tx, readFilter(query), { before, limit: query.limit + 1 }),
  );
  const items = rows.map((row) => presentContact(ctx, row));
  return cursorAfter('contact', items, query.limit);
}

export async function createContact(ctx: ContactContext, actor: Actor, fields: ContactFields): Promise<Contact> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = { id: ctx.ids.next('contact'), name: '', createdAt: ctx.clock.now() };
    const change = await readChange(tx, actor, newContact(known), fields);
    const name = change.name ?? nameOfParts(change.firstName, change.lastName);
    if (!name) throw new Refusal('request.invalid', { field: 'name', problem: 'is missing' });
    const contact = newContact({ ...known, ...change, name });
    await insertContacts(tx, actor.tenantId, [contact]);
    return presentContact(ctx, contact);
  });
}

export async function getContact(
  ctx: ContactContext,
  actor: Actor,
  contactId: string,
): Promise<Contact & { activity: Note[] }> {
  const id = found(parseId('contact', contactId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const contact = found(await reading.contactById(tx, id));
    return { ...presentContact(ctx, contact), activity: (await notesOf(tx, id)).map(presentNote) };
  });
}

export async function changeContact(
  ctx: ContactContext,
  actor: Actor,
  contactId: string,
  fields: ContactFields,
): Promise<Contact> {
  const id = found(parseId('contact', contactId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const [contact] = await reading.lockContacts(tx, [id]);
    const change = await readChange(tx, actor, found(contact), fields);
    const next = { ...changed(found(contact), change), updatedAt: ctx.clock.now() };
    // Whose name was made of its parts is called by the new ones.
    const name = change.name ?? renamed(found(contact), next);
    await saveContacts(tx, actor.tenantId, [{ ...next, name }]);
    return presentContact(ctx, { ...next, name });
  });
}

function renamed(before: ContactRow, after: ContactRow): string {
  const wasMade = before.name === nameOfParts(before.firstName, before.lastName);
  return (wasMade && nameOfParts(after.firstName, after.lastName)) || before.name;
}

export async function deleteContact(ctx: Context, actor: Actor, contactId: string): Promise<void> {
  const id = found(parseId('contact', contactId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    if ((await deleteContacts(tx, { ids: [id] })) === 0) throw new Refusal('request.not_found');
    await note(ctx, tx, actor, 'contacts.deleted', formatId('contact', id));
  });
}

async function readChange(tx: Tx, actor: Actor, contact: ContactRow, fields: ContactFields): Promise<ContactChange> {
  if (fields.time_zone) mustBeTimeZone(fields.time_zone);
  if (fields.country && !isCountry(fields.country)) {
    throw new Refusal('request.invalid', { field: 'country', problem: 'No such country. Use two letters such as US.' });
  }
  return {
    name: fields.name,
    firstName: emptyIsNull(fields.first_name),
    lastName: emptyIsNull(fields.last_name),
    company: emptyIsNull(fields.company),
    title: emptyIsNull(fields.title),
    email: fields.email,
    timeZone: emptyIsNull(fields.time_zone),
    region: fields.region,
    country: fields.country,
    tags: fields.tags,
    metadata: fields.metadata,
    numbers: await readNumbers(tx, actor, contact, fields),
  };
}

const emptyIsNull = (text: string | null | undefined) => (text === '' ? null : text);

async function readNumbers(
  tx: Tx,
  { tenantId }: { tenantId: Id<'workspace'> },
  contact: ContactRow,
  { phone_number: phone, numbers }: ContactFields,
): Promise<ContactChange['numbers']> {
  if (phone === undefined && !numbers) return undefined;
  const { country } = await workspaceOf(tx, tenantId);
  if (!numbers) return withDefault(contact, phone ? readNumber('phone_number', phone, country) : null);
  const inOrder = numbers.map((each, index) => ({
    ...each,
    number: readNumber(`numbers.${index}.number`, each.number, country),
  }));
  return inOrder
    .toSorted((one, other) => Number(other.is_default) - Number(one.is_default))
    .map(({ number, label }) => ({ number, label: label || 'other' }));
}

function readNumber(field: string, text: string, country: string): string {
  const phone = readPhone(text, country);
  if ('problem' in phone) throw new Refusal('calls.number_impossible', { field, problem: phone.problem });
  return phone.number;
}
