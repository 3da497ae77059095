import type { Contact, Note } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { readPhone } from '#features/numbers';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { cursorAfter, readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { callNoteText } from './contact.ts';
import * as store from './store.ts';

interface ContactFields {
  name?: string | undefined;
  phone_number?: string | null | undefined;
  email?: string | null | undefined;
}

export async function listContacts(
  ctx: Context,
  actor: Actor,
  query: { search?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Contact[]; next_cursor: string | null }> {
  const after = readCursor('contact', query.cursor);
  const rows = await ctx.db.asTenant(actor.tenantId, (tx) =>
    store.listContacts(tx, query.search || undefined, after, query.limit + 1),
  );
  return cursorAfter('contact', rows.map(store.presentContact), query.limit);
}

export async function createContact(
  ctx: Context,
  actor: Actor,
  fields: ContactFields & { name: string },
): Promise<Contact> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const contact = {
      id: ctx.ids.next('contact'),
      name: fields.name,
      phoneNumber: (await readNumber(tx, actor, fields.phone_number)) ?? null,
      email: fields.email ?? null,
      isSample: false,
      createdAt: ctx.clock.now(),
    };
    await store.insertContact(tx, actor.tenantId, contact);
    return store.presentContact(contact);
  });
}

export async function getContact(
  ctx: Context,
  actor: Actor,
  contactId: string,
): Promise<Contact & { activity: Note[] }> {
  const id = found(parseId('contact', contactId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const contact = found(await store.contactById(tx, id));
    return { ...store.presentContact(contact), activity: await store.notesOf(tx, id) };
  });
}

export async function changeContact(
  ctx: Context,
  actor: Actor,
  contactId: string,
  fields: ContactFields,
): Promise<Contact> {
  const id = found(parseId('contact', contactId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    found(await store.contactById(tx, id));
    const phoneNumber = await readNumber(tx, actor, fields.phone_number);
    await store.updateContact(tx, id, { name: fields.name, phoneNumber, email: fields.email });
    return store.presentContact(found(await store.contactById(tx, id)));
  });
}

export async function deleteContact(ctx: Context, actor: Actor, contactId: string): Promise<void> {
  const id = found(parseId('contact', contactId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    if (!(await store.deleteContact(tx, id))) throw new Refusal('request.not_found');
    await note(ctx, tx, actor, 'contacts.deleted', formatId('contact', id));
  });
}

/** Writes the activity of a placed call on its contact, in S3's words. */
export async function noteCall(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  call: { id: Id<'call'>; contactId: Id<'contact'>; from: string; to: string; sid: string },
): Promise<void> {
  const at = ctx.clock.now();
  const text = callNoteText({ ...call, at });
  const row = { id: ctx.ids.next('note'), contactId: call.contactId, callId: call.id, text, at };
  await store.insertNote(tx, tenantId, row);
}

async function readNumber(tx: Tx, actor: Actor, text: string | null | undefined): Promise<string | null | undefined> {
  if (text === undefined || text === null || text === '') return text === '' ? null : text;
  const { country } = await workspaceOf(tx, actor.tenantId);
  const phone = readPhone(text, country);
  if ('problem' in phone)
    throw new Refusal('calls.number_impossible', { field: 'phone_number', problem: phone.problem });
  return phone.number;
}
