import { earliestId, type Id } from '@offhook/kit';
import { type RawBuilder, sql } from 'kysely';
import { digitsOfSearch } from '../contact.ts';

/** Which contacts are meant, read. */
export interface ContactCondition {
  search?: string | undefined;
  tag?: string | undefined;
  company?: string | undefined;
  hasNumber?: boolean | undefined;
  country?: string | undefined;
  createdSince?: Date | undefined;
  importId?: Id<'import'> | undefined;
  ids?: readonly Id<'contact'>[] | undefined;
}

/** The condition on `contacts c`. */
export function conditionOf(condition: ContactCondition): RawBuilder<boolean> {
  const { tag, company, hasNumber, country, createdSince, importId, ids } = condition;
  const parts: RawBuilder<unknown>[] = [];
  if (condition.search) parts.push(searched(condition.search));
  if (tag !== undefined) parts.push(sql`c.id in (select t.contact_id from contact_tags t where t.tag = ${tag})`);
  if (company !== undefined) parts.push(sql`c.company_key = lower(${company})`);
  if (hasNumber !== undefined) parts.push(hasNumber ? sql`c.phone_number is not null` : sql`c.phone_number is null`);
  if (country !== undefined) parts.push(sql`coalesce(c.country, c.number_country) = ${country}`);
  if (createdSince) parts.push(sql`c.id >= ${earliestId('contact', createdSince)}`);
  if (importId) parts.push(sql`c.import_id = ${importId}`);
  if (ids) parts.push(sql`c.id = any(${ids}::uuid[])`);
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
}

function searched(text: string): RawBuilder<unknown> {
  const digits = digitsOfSearch(text);
  if (digits) {
    return sql`c.id in (select n.contact_id from contact_numbers n where n.reversed_digits like ${`%${digits}%`})`;
  }
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(c.name ilike ${pattern} or c.company ilike ${pattern} or c.email ilike ${pattern})`;
}
