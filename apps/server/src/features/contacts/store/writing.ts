import { type Id, reversedDigits } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { ContactRow } from '../contact.ts';
import { type ContactCondition, conditionOf } from './filter.ts';

type Column<Key extends keyof ContactRow> = ContactRow[Key][];
const column = <Key extends keyof ContactRow>(contacts: readonly ContactRow[], key: Key): Column<Key> =>
  contacts.map((contact) => contact[key]);

/** One array for each column, however many contacts. */
const asRows = (contacts: readonly ContactRow[]) => sql`unnest(
  ${column(contacts, 'id')}::uuid[], ${column(contacts, 'name')}::text[],
  ${column(contacts, 'firstName')}::text[], ${column(contacts, 'lastName')}::text[],
  ${column(contacts, 'company')}::text[], ${column(contacts, 'title')}::text[],
  ${column(contacts, 'phoneNumber')}::text[], ${column(contacts, 'numberCountry')}::text[],
  ${column(contacts, 'email')}::text[], ${column(contacts, 'timeZone')}::text[],
  ${column(contacts, 'region')}::text[], ${column(contacts, 'country')}::text[],
  ${contacts.map(({ metadata }) => JSON.stringify(metadata))}::jsonb[], ${column(contacts, 'isSample')}::bool[],
  ${column(contacts, 'importId')}::uuid[], ${column(contacts, 'createdAt')}::timestamptz[],
  ${column(contacts, 'updatedAt')}::timestamptz[]
) as r (id, name, first_name, last_name, company, title, phone_number, number_country, email, time_zone, region, country,
  metadata, is_sample, import_id, created_at, updated_at)`;

/** Three statements, however many contacts. */
export async function insertContacts(
  tx: Tx,
  tenantId: Id<'workspace'>,
  contacts: readonly ContactRow[],
): Promise<void> {
  if (contacts.length === 0) return;
  await sql`
    insert into contacts (tenant_id, id, name, first_name, last_name, company, title, phone_number, number_country, email,
      time_zone, region, country, metadata, is_sample, import_id, import_revision, created_at, updated_at)
    select ${tenantId}::uuid, id, name, first_name, last_name, company, title, phone_number, number_country, email,
      time_zone, region, country, metadata, is_sample, import_id, case when import_id is not null then 1 end, created_at,
      updated_at
    from ${asRows(contacts)}`.execute(tx);
  await insertNumbers(tx, tenantId, contacts);
  await insertTags(tx, tenantId, contacts);
}

/** Writes contacts that were read and changed under a lock. */
export async function saveContacts(tx: Tx, tenantId: Id<'workspace'>, contacts: readonly ContactRow[]): Promise<void> {
  if (contacts.length === 0) return;
  await sql`
    update contacts c set name = r.name, first_name = r.first_name, last_name = r.last_name, company = r.company,
      title = r.title, phone_number = r.phone_number, number_country = r.number_country, email = r.email,
      time_zone = r.time_zone, region = r.region, country = r.country, metadata = r.metadata,
      updated_at = r.updated_at, revision = c.revision + 1
    from ${asRows(contacts)} where c.tenant_id = ${tenantId} and c.id = r.id`.execute(tx);
  const ids = column(contacts, 'id');
  await sql`delete from contact_numbers where contact_id = any(${ids}::uuid[])`.execute(tx);
  await insertNumbers(tx, tenantId, contacts);
  await sql`delete from contact_tags where contact_id = any(${ids}::uuid[])`.execute(tx);
  await insertTags(tx, tenantId, contacts);
}

async function insertNumbers(tx: Tx, tenantId: Id<'workspace'>, contacts: readonly ContactRow[]): Promise<void> {
  const rows = contacts.flatMap(({ id, numbers }) => numbers.map((each, position) => ({ id, position, ...each })));
  if (rows.length === 0) return;
  const numbers = rows.map((row) => row.number);
  await sql`
    insert into contact_numbers (tenant_id, contact_id, number, label, position, reversed_digits)
    select ${tenantId}::uuid, * from unnest(${rows.map((row) => row.id)}::uuid[], ${numbers}::text[],
      ${rows.map((row) => row.label)}::text[], ${rows.map((row) => row.position)}::smallint[],
      ${numbers.map(reversedDigits)}::text[])`.execute(tx);
}

async function insertTags(tx: Tx, tenantId: Id<'workspace'>, contacts: readonly ContactRow[]): Promise<void> {
  const rows = contacts.flatMap(({ id, tags }) => tags.map((tag) => ({ id, tag })));
  if (rows.length === 0) return;
  await sql`
    insert into contact_tags (tenant_id, contact_id, tag)
    select ${tenantId}::uuid, * from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.tag)}::text[])
  `.execute(tx);
}

/** Puts tags on contacts and takes others away; gives how many changed by that. */
export async function retag(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { condition, add, remove, at }: { condition: ContactCondition; add: string[]; remove: string[]; at: Date },
): Promise<number> {
  const { rows } = await sql<{ changed: number }>`
    with chosen as (select c.id from contacts c where ${conditionOf(condition)} for update of c),
    added as (
      insert into contact_tags (tenant_id, contact_id, tag)
      select ${tenantId}::uuid, id, tag from chosen, unnest(${add}::text[]) as t (tag)
      on conflict do nothing returning contact_id),
    removed as (
      delete from contact_tags t using chosen
      where t.contact_id = chosen.id and t.tag = any(${remove}::text[]) and not t.tag = any(${add}::text[])
      returning t.contact_id),
    changed as (
      update contacts c set revision = c.revision + 1, updated_at = ${at}
      where c.id in (select contact_id from added union select contact_id from removed) returning 1)
    select count(*) as changed from changed`.execute(tx);
  return rows[0]?.changed ?? 0;
}

export async function deleteContacts(tx: Tx, condition: ContactCondition): Promise<number> {
  const result = await sql`delete from contacts c where ${conditionOf(condition)}`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

export async function deleteSampleContacts(tx: Tx): Promise<void> {
  await tx.deleteFrom('contacts').where('is_sample', '=', true).execute();
}
