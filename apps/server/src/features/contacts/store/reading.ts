import { type Id, reversedDigits } from '@offhook/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { ContactRow } from '../contact.ts';
import { type ContactCondition, conditionOf } from './filter.ts';

const whole = sql`c.id, c.name, c.first_name as "firstName", c.last_name as "lastName", c.company, c.title,
  c.phone_number as "phoneNumber", c.number_country as "numberCountry", c.email, c.time_zone as "timeZone", c.region,
  c.country, c.metadata, c.is_sample as "isSample", c.import_id as "importId", c.revision,
  c.created_at as "createdAt", c.updated_at as "updatedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('number', n.number, 'label', n.label) order by n.position), '[]')
    from contact_numbers n where n.tenant_id = c.tenant_id and n.contact_id = c.id) as numbers,
  array(select t.tag from contact_tags t where t.tenant_id = c.tenant_id and t.contact_id = c.id order by t.tag) as tags`;

async function read(tx: Tx, rest: RawBuilder<unknown>): Promise<ContactRow[]> {
  return (await sql<ContactRow>`select ${whole} ${rest}`.execute(tx)).rows;
}

/** Newest first. */
export async function listContacts(
  tx: Tx,
  condition: ContactCondition,
  { before, limit }: { before: Id<'contact'> | undefined; limit: number },
): Promise<ContactRow[]> {
  const further = before ? sql`c.id < ${before}` : sql`true`;
  return read(
    tx,
    sql`from contacts c where ${conditionOf(condition)} and ${further} order by c.id desc limit ${limit}`,
  );
}

export async function contactById(tx: Tx, id: Id<'contact'>): Promise<ContactRow | undefined> {
  return (await read(tx, sql`from contacts c where c.id = ${id}`))[0];
}

/** Locked until the end of the transaction, the one with the least id first. */
export async function lockContacts(tx: Tx, ids: readonly Id<'contact'>[]): Promise<ContactRow[]> {
  if (ids.length === 0) return [];
  return read(tx, sql`from contacts c where c.id = any(${ids}::uuid[]) order by c.id for update of c`);
}

/** The contact with this number; with several, the oldest. */
export async function contactByNumber(tx: Tx, number: string): Promise<ContactRow | undefined> {
  const [contact] = await read(
    tx,
    sql`from contacts c where c.id = (
      select n.contact_id from contact_numbers n where n.reversed_digits = ${reversedDigits(number)}
      order by n.contact_id limit 1)`,
  );
  return contact;
}

export async function contactsByIds(tx: Tx, ids: Id<'contact'>[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('contacts').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The oldest contact of each number and of each e-mail; e-mails in small letters. */
export async function contactsOfKeys(
  tx: Tx,
  { numbers, emails }: { numbers: readonly string[]; emails: readonly string[] },
): Promise<{ key: string; id: Id<'contact'> }[]> {
  const digits = numbers.map(reversedDigits);
  const { rows } = await sql<{ key: string; id: Id<'contact'> }>`
    select distinct on (n.reversed_digits) '+' || reverse(n.reversed_digits) as key, n.contact_id as id
      from contact_numbers n where n.reversed_digits = any(${digits}::text[])
      order by n.reversed_digits, n.contact_id`.execute(tx);
  if (emails.length === 0) return rows;
  const byEmail = await sql<{ key: string; id: Id<'contact'> }>`
    select distinct on (c.email_key) c.email_key as key, c.id
      from contacts c where c.email_key = any(${emails}::text[])
      order by c.email_key, c.id`.execute(tx);
  return [...rows, ...byEmail.rows];
}

export async function countContacts(
  tx: Tx,
  condition: ContactCondition,
): Promise<{ contacts: number; with_number: number }> {
  const { rows } = await sql<{ contacts: number; with_number: number }>`
    select count(*) as contacts, count(c.phone_number) as with_number
    from contacts c where ${conditionOf(condition)}`.execute(tx);
  return rows[0] ?? { contacts: 0, with_number: 0 };
}

/** The most numbers that one of these contacts has. */
export async function mostNumbers(tx: Tx, condition: ContactCondition): Promise<number> {
  const { rows } = await sql<{ most: number | null }>`
    select max(n.position) + 1 as most from contact_numbers n
    where n.contact_id in (select c.id from contacts c where ${conditionOf(condition)})`.execute(tx);
  return rows[0]?.most ?? 0;
}

export async function tagsInUse(tx: Tx, limit: number): Promise<{ tag: string; contacts: number }[]> {
  const { rows } = await sql<{ tag: string; contacts: number }>`
    select tag, count(*) as contacts from contact_tags group by tag order by 2 desc, 1 limit ${limit}`.execute(tx);
  return rows;
}
