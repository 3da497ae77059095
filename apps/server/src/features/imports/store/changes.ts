import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { FoldedContact } from '../fold-row.ts';

interface Of {
  tenantId: Id<'workspace'>;
  importId: Id<'import'>;
}

export interface Change {
  contactId: Id<'contact'>;
  before: FoldedContact;
  revision: number;
}

/** Remembers contacts as they were before an import first touched them, and how it leaves them. */
export async function rememberChanges(tx: Tx, { tenantId, importId }: Of, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map(({ contactId }) => contactId);
  const revisions = changes.map(({ revision }) => revision);
  await sql`
    insert into contact_import_changes (tenant_id, import_id, contact_id, before, before_revision, revision)
    select ${tenantId}::uuid, ${importId}::uuid, r.id, r.before, r.revision - 1, r.revision
    from unnest(${ids}::uuid[], ${changes.map(({ before }) => JSON.stringify(before))}::jsonb[], ${revisions}::int[])
      as r (id, before, revision)
    on conflict (tenant_id, import_id, contact_id) do update set revision = excluded.revision`.execute(tx);
}

/** Contacts that this import made, and now changed: they are still as it left them. */
export async function followOwn(tx: Tx, importId: Id<'import'>, ids: readonly Id<'contact'>[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update contacts set import_revision = revision where import_id = ${importId} and id = any(${ids}::uuid[])`.execute(
    tx,
  );
}

export async function nextChanges(tx: Tx, importId: Id<'import'>, limit: number): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select contact_id as "contactId", before, revision from contact_import_changes
    where import_id = ${importId} order by contact_id limit ${limit}`.execute(tx);
  return rows;
}

export async function dropChanges(tx: Tx, importId: Id<'import'>, ids?: readonly Id<'contact'>[]): Promise<void> {
  const which = ids ? sql`and contact_id = any(${ids}::uuid[])` : sql``;
  await sql`delete from contact_import_changes where import_id = ${importId} ${which}`.execute(tx);
}

export async function createdContacts(tx: Tx, importId: Id<'import'>, limit: number): Promise<Id<'contact'>[]> {
  const { rows } = await sql<{ id: Id<'contact'> }>`
    select c.id from contacts c where c.import_id = ${importId} order by c.id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Of these contacts, those that nobody has changed, called, heard from or written about since the import made them. */
export async function untouched(tx: Tx, ids: readonly Id<'contact'>[]): Promise<Id<'contact'>[]> {
  const { rows } = await sql<{ id: Id<'contact'> }>`
    select c.id from contacts c
    where c.id = any(${ids}::uuid[]) and c.revision = c.import_revision
      and not exists (select from calls k where k.tenant_id = c.tenant_id and k.contact_id = c.id)
      and not exists (select from voicemails v where v.tenant_id = c.tenant_id and v.contact_id = c.id)
      and not exists (
        select from contact_notes n
        where n.tenant_id = c.tenant_id and n.contact_id = c.id and (n.author_id is not null or n.call_id is not null))
    for update of c`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Contacts that are again as they were before the import: an earlier import can be undone, too. */
export async function turnBack(tx: Tx, importId: Id<'import'>, ids: readonly Id<'contact'>[]): Promise<void> {
  await sql`
    update contacts c set revision = h.before_revision from contact_import_changes h
    where h.import_id = ${importId} and h.contact_id = any(${ids}::uuid[])
      and c.tenant_id = h.tenant_id and c.id = h.contact_id`.execute(tx);
}

/** They are no longer the import's. */
export async function letGo(tx: Tx, ids: readonly Id<'contact'>[]): Promise<void> {
  await sql`update contacts set import_id = null, import_revision = null where id = any(${ids}::uuid[])`.execute(tx);
}

/** Notes with these texts that these contacts have already, as `contact text`. */
export async function notesThere(
  tx: Tx,
  notes: readonly { contactId: Id<'contact'>; text: string }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select n.contact_id || ' ' || n.text as key from contact_notes n
    where n.contact_id = any(${notes.map(({ contactId }) => contactId)}::uuid[])
      and n.text = any(${notes.map(({ text }) => text)}::text[])`.execute(tx);
  return new Set(rows.map(({ key }) => key));
}
