import type { Note } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { callNoteText } from '../contact.ts';
import { deleteNote, insertNotes } from '../store/notes.ts';
import { contactById } from '../store/reading.ts';
import { presentNote } from './present.ts';

export async function addNote(ctx: Context, actor: Actor, contactId: string, text: string): Promise<Note> {
  const id = found(parseId('contact', contactId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    found(await contactById(tx, id));
    const author = { id: authorId(actor), name: actor.name };
    const row = { id: ctx.ids.next('note'), contactId: id, callId: null, text, at: ctx.clock.now(), author };
    await insertNotes(tx, actor.tenantId, [row]);
    return presentNote(row);
  });
}

export async function removeNote(
  ctx: Context,
  actor: Actor,
  { contact_id, note_id }: { contact_id: string; note_id: string },
): Promise<void> {
  const note = { id: found(parseId('note', note_id)), contactId: found(parseId('contact', contact_id)) };
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const outcome = await deleteNote(tx, { ...note, authorId: authorId(actor) });
    if (outcome === 'missing') throw new Refusal('request.not_found');
    if (outcome === 'theirs') throw new Refusal('contacts.not_your_note');
  });
}

function authorId(actor: Actor): string {
  if (actor.kind === 'person') return formatId('person', actor.personId);
  return actor.kind === 'key' ? formatId('key', actor.keyId) : actor.kind;
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
  const row = { id: ctx.ids.next('note'), contactId: call.contactId, callId: call.id, text, at, author: null };
  await insertNotes(tx, tenantId, [row]);
}
