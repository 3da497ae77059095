import type { Contact, Note } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import type { Selectable } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import { digitsOfSearch, reversedDigits } from './contact.ts';

export interface ContactRow {
  id: Id<'contact'>;
  name: string;
  phoneNumber: string | null;
  email: string | null;
  isSample: boolean;
  createdAt: Date;
}

export async function listContacts(
  tx: Tx,
  search: string | undefined,
  after: Id<'contact'> | undefined,
  limit: number,
): Promise<ContactRow[]> {
  let query = tx.selectFrom('contacts').selectAll().orderBy('id', 'desc').limit(limit);
  if (after) query = query.where('id', '<', after);
  const digits = search === undefined ? undefined : digitsOfSearch(search);
  if (digits) query = query.where('reversed_digits', 'like', `%${digits}%`);
  else if (search) query = query.where('name', 'ilike', `%${search.replace(/[\\%_]/g, '\\$&')}%`);
  return (await query.execute()).map(contactRow);
}

export async function contactById(tx: Tx, id: Id<'contact'>): Promise<ContactRow | undefined> {
  const row = await tx.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
  return row && contactRow(row);
}

/** The contact with this number; with several, the oldest. */
export async function contactByNumber(tx: Tx, number: string): Promise<ContactRow | undefined> {
  const row = await tx
    .selectFrom('contacts')
    .selectAll()
    .where('reversed_digits', '=', reversedDigits(number))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && contactRow(row);
}

export async function contactsByIds(tx: Tx, ids: Id<'contact'>[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('contacts').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function insertContact(tx: Tx, tenantId: Id<'workspace'>, contact: ContactRow): Promise<void> {
  await tx
    .insertInto('contacts')
    .values({
      tenant_id: tenantId,
      id: contact.id,
      name: contact.name,
      phone_number: contact.phoneNumber,
      reversed_digits: contact.phoneNumber && reversedDigits(contact.phoneNumber),
      email: contact.email,
      is_sample: contact.isSample,
      created_at: contact.createdAt,
    })
    .execute();
}

export async function updateContact(
  tx: Tx,
  id: Id<'contact'>,
  change: { name?: string | undefined; phoneNumber?: string | null | undefined; email?: string | null | undefined },
): Promise<void> {
  const { name, phoneNumber, email } = change;
  const columns = {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(phoneNumber === undefined
      ? {}
      : { phone_number: phoneNumber, reversed_digits: phoneNumber && reversedDigits(phoneNumber) }),
  };
  if (Object.keys(columns).length === 0) return;
  await tx.updateTable('contacts').set(columns).where('id', '=', id).execute();
}

export async function deleteContact(tx: Tx, id: Id<'contact'>): Promise<boolean> {
  const result = await tx.deleteFrom('contacts').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function deleteSampleContacts(tx: Tx): Promise<void> {
  await tx.deleteFrom('contacts').where('is_sample', '=', true).execute();
}

export async function notesOf(tx: Tx, id: Id<'contact'>): Promise<Note[]> {
  const rows = await tx
    .selectFrom('contact_notes')
    .selectAll()
    .where('contact_id', '=', id)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: formatId('note', row.id),
    at: row.at.toISOString(),
    text: row.text,
    call_id: row.call_id && formatId('call', row.call_id),
  }));
}

/** One note per call, however often it is written. */
export async function insertNote(
  tx: Tx,
  tenantId: Id<'workspace'>,
  row: { id: Id<'note'>; contactId: Id<'contact'>; callId: Id<'call'> | null; text: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('contact_notes')
    .values({
      tenant_id: tenantId,
      id: row.id,
      contact_id: row.contactId,
      call_id: row.callId,
      text: row.text,
      at: row.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function presentContact(contact: ContactRow): Contact {
  return {
    id: formatId('contact', contact.id),
    name: contact.name,
    phone_number: contact.phoneNumber,
    email: contact.email,
    sample: contact.isSample,
    created_at: contact.createdAt.toISOString(),
  };
}

function contactRow(row: Selectable<Schema['contacts']>): ContactRow {
  const { id, name, phone_number: phoneNumber, email, is_sample: isSample, created_at: createdAt } = row;
  return { id, name, phoneNumber, email, isSample, createdAt };
}
