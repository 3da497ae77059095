import type { VoicemailMessage, VoicemailMessageDetail } from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { contactById, digitsOfSearch } from '#features/contacts';
import { membershipOf } from '#features/people';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { cursorAfter, readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import * as store from '../store/messages.ts';
import { noticesOf } from '../store/notices.ts';
import { sightOf } from '../voicemail.ts';
import { presentMessages, recordingOfMessage } from './present.ts';

interface MessageQuery {
  cursor?: string | undefined;
  limit: number;
  offset?: number | undefined;
  is_read?: boolean | undefined;
  archived: boolean;
  deleted: boolean;
  box_id?: string | undefined;
  assigned_to?: string | undefined;
  q?: string | undefined;
}

export async function listMessages(ctx: Context, actor: Actor, query: MessageQuery) {
  const after = readCursor('voicemail', query.cursor);
  const sight = sightOf(actor);
  const filter: store.MessageFilter = {
    isRead: query.is_read,
    archived: query.archived,
    deleted: query.deleted,
    boxId: query.box_id === undefined ? undefined : found(parseId('box', query.box_id)),
    assignedTo: assigneeOf(actor, query.assigned_to),
    search: searchOf(query.q),
  };
  const unread = { isRead: false, archived: false, deleted: false };
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const page = { after, offset: query.offset, limit: query.limit + 1 };
    const rows = await store.listMessages(tx, sight, filter, page);
    const none = { boxId: undefined, assignedTo: undefined, search: undefined };
    return {
      ...cursorAfter('voicemail', await presentMessages(tx, rows), query.limit),
      total: await store.countMessages(tx, sight, filter),
      unread_count: await store.countMessages(tx, sight, { ...unread, ...none }),
    };
  });
}

function assigneeOf(actor: Actor, text: string | undefined): store.MessageFilter['assignedTo'] {
  if (text === undefined || text === 'nobody') return text;
  if (text !== 'me') return found(parseId('person', text));
  if (actor.kind !== 'person')
    throw new Refusal('request.invalid', { field: 'assigned_to', problem: 'A key is nobody.' });
  return actor.personId;
}

function searchOf(text: string | undefined): store.MessageFilter['search'] {
  if (!text) return undefined;
  const digits = digitsOfSearch(text);
  // The contacts' search reads numbers backwards.
  return digits ? { digits: [...digits].reverse().join('') } : { name: text };
}

export async function getMessage(ctx: Context, actor: Actor, messageId: string): Promise<VoicemailMessageDetail> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const message = await messageSeen(tx, actor, messageId);
    const [shown] = await presentMessages(tx, [message]);
    const notices = await noticesOf(tx, message.id);
    return {
      ...found(shown),
      peaks: (await recordingOfMessage(tx, message))?.peaks?.[0] ?? null,
      notices: notices.map(({ email, state, tries, note, sentAt }) => ({
        to: email,
        state: state === 'sending' ? 'waiting' : state,
        tries,
        note,
        sent_at: sentAt?.toISOString() ?? null,
      })),
    };
  });
}

/** A message of a box that the actor sees; others' are as missing. */
export async function messageSeen(tx: Tx, actor: Actor, messageId: string): Promise<store.MessageRow> {
  return found(await store.messageById(tx, found(parseId('voicemail', messageId)), sightOf(actor)));
}

interface MessageWish {
  is_read?: boolean | undefined;
  is_archived?: boolean | undefined;
  assigned_to?: string | null | undefined;
  contact_id?: string | null | undefined;
}

export async function changeMessage(
  ctx: Context,
  actor: Actor,
  messageId: string,
  wish: MessageWish,
): Promise<VoicemailMessage> {
  return change(ctx, actor, messageId, async (tx) => ({
    isRead: wish.is_read,
    isArchived: wish.is_archived,
    assignedTo: await assigneeFor(tx, actor, wish.assigned_to),
    contactId: await contactFor(tx, wish.contact_id),
  }));
}

async function assigneeFor(tx: Tx, { tenantId }: Actor, text: string | null | undefined) {
  if (text === undefined || text === null) return text;
  const id = parseId('person', text);
  const membership = id && (await membershipOf(tx, tenantId, id));
  if (!membership) throw new Refusal('voicemail.unknown_reference', { field: 'assigned_to' });
  return membership.personId;
}

async function contactFor(tx: Tx, text: string | null | undefined) {
  if (text === undefined || text === null) return text;
  const id = parseId('contact', text);
  const contact = id && (await contactById(tx, id));
  if (!contact) throw new Refusal('voicemail.unknown_reference', { field: 'contact_id' });
  return contact.id;
}

/** Its recording goes with it once it can no longer be restored. */
export async function deleteMessage(ctx: Context, actor: Actor, messageId: string): Promise<void> {
  await change(ctx, actor, messageId, async (tx, { id, deletedAt }) => {
    if (deletedAt === null) await note(ctx, tx, actor, 'voicemail.deleted', `voicemail_${id}`);
    return { deletedAt: deletedAt ?? ctx.clock.now() };
  });
}

export async function restoreMessage(ctx: Context, actor: Actor, messageId: string): Promise<VoicemailMessage> {
  return change(ctx, actor, messageId, async () => ({ deletedAt: null }));
}

async function change(
  ctx: Context,
  actor: Actor,
  messageId: string,
  wished: (
    tx: Tx,
    message: store.MessageRow,
  ) => Promise<{ [Key in keyof store.MessageChange]: store.MessageChange[Key] | undefined }>,
): Promise<VoicemailMessage> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const message = await messageSeen(tx, actor, messageId);
    const wish = await wished(tx, message);
    await store.changeMessage(tx, message.id, wish);
    await publishChange(ctx, tx, message);
    // What is heard of the call goes and comes with its message.
    if (wish.deletedAt !== undefined) {
      await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.changed', call_id: message.callId });
    }
    const [shown] = await presentMessages(tx, [await messageSeen(tx, actor, messageId)]);
    return found(shown);
  });
}

export async function publishChange(
  ctx: Context,
  tx: Tx,
  { tenantId, id, boxId }: { tenantId: Id<'workspace'>; id: Id<'voicemail'>; boxId: Id<'box'> },
): Promise<void> {
  await ctx.outbox.publish(tx, tenantId, { type: 'voicemail.changed', voicemail_id: id, box_id: boxId });
}
