import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

export interface NoteRow {
  id: Id<'note'>;
  contactId: Id<'contact'>;
  callId: Id<'call'> | null;
  text: string;
  at: Date;
  author: { id: string; name: string } | null;
}

export async function notesOf(tx: Tx, id: Id<'contact'>): Promise<NoteRow[]> {
  const rows = await tx
    .selectFrom('contact_notes')
    .selectAll()
    .where('contact_id', '=', id)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, contactId: row.contact_id, callId: row.call_id, text: row.text, at: row.at },
    author: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
  }));
}

/** One note per call, however often it is written. */
export async function insertNotes(tx: Tx, tenantId: Id<'workspace'>, notes: readonly NoteRow[]): Promise<void> {
  if (notes.length === 0) return;
  const rows = notes.map(({ id, contactId, callId, text, at, author }) => ({
    ...{ tenant_id: tenantId, id, contact_id: contactId, call_id: callId, text, at },
    ...{ author_id: author?.id ?? null, author_name: author?.name ?? null },
  }));
  await tx
    .insertInto('contact_notes')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** `theirs`: it is there, and somebody else's. */
export async function deleteNote(
  tx: Tx,
  note: { id: Id<'note'>; contactId: Id<'contact'>; authorId: string },
): Promise<'deleted' | 'theirs' | 'missing'> {
  const here = tx.selectFrom('contact_notes').select('author_id').where('id', '=', note.id);
  const row = await here.where('contact_id', '=', note.contactId).executeTakeFirst();
  if (!row) return 'missing';
  if (row.author_id !== note.authorId) return 'theirs';
  await tx.deleteFrom('contact_notes').where('id', '=', note.id).execute();
  return 'deleted';
}
