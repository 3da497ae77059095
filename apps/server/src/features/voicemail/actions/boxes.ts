import type { VoicemailBox } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { membershipOf } from '#features/people';
import { settingOf } from '#features/settings';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { BoxNeighbours } from '../neighbours.ts';
import * as store from '../store/boxes.ts';
import { type BoxOwner, fallbackGreeting, mayChangeBox, sightOf } from '../voicemail.ts';

const unknown = (field: string) => new Refusal('voicemail.unknown_reference', { field });
export const notYours = () => new Refusal('voicemail.not_your_box');

export async function listBoxes(ctx: Context, actor: Actor): Promise<{ items: VoicemailBox[] }> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const boxes = await store.boxesOf(tx, sightOf(actor));
    return { items: await presentBoxes(ctx, tx, actor, boxes) };
  });
}

async function presentBoxes(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  boxes: readonly store.BoxRow[],
): Promise<VoicemailBox[]> {
  const counts = await store.countsOfBoxes(tx);
  const words = await settingOf(tx, 'default_voicemail_greeting');
  return boxes.map((box) => {
    const { messages, unread } = counts.get(box.id) ?? { messages: 0, unread: 0 };
    const ownerId = box.ownerKind === 'shared' || box.ownerId === null ? null : formatId(box.ownerKind, box.ownerId);
    return {
      id: formatId('box', box.id),
      name: box.name,
      owner_kind: box.ownerKind,
      owner_id: ownerId,
      user_id: box.ownerKind === 'person' ? ownerId : null,
      phone_number_id: box.ownerKind === 'number' ? ownerId : null,
      hours_id: box.hoursId && formatId('hours', box.hoursId),
      max_message_seconds: box.maxMessageSeconds,
      max_messages: box.maxMessages,
      notify_emails: box.notifyEmails,
      attach_audio: box.attachAudio,
      mail: { configured: ctx.mail.isConfigured, note: ctx.mail.sentence },
      is_default: box.isDefault,
      message_count: messages,
      unread_count: unread,
      is_full: messages >= box.maxMessages,
      fallback_greeting: fallbackGreeting(words, box.name),
      may_change: mayChangeBox(actor, box),
      created_at: box.createdAt.toISOString(),
    };
  });
}

interface BoxWish {
  name?: string | undefined;
  hours_id?: string | null | undefined;
  max_message_seconds?: number | undefined;
  max_messages?: number | undefined;
  notify_emails?: string[] | undefined;
  attach_audio?: boolean | undefined;
  is_default?: true | undefined;
}

type NewBox = BoxWish & { name: string; owner_kind: BoxOwner['ownerKind']; owner_id?: string | undefined };

const newBox = { maxMessageSeconds: 120, maxMessages: 100, notifyEmails: [], attachAudio: false, isDefault: false };

export async function createBox(
  ctx: Context,
  actor: Actor,
  wish: NewBox,
  neighbours: BoxNeighbours,
): Promise<VoicemailBox> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const owner = await ownerOf(tx, actor, wish, neighbours);
    if (!mayChangeBox(actor, owner)) throw notYours();
    const own = owner.ownerId && (await store.boxOfOwner(tx, owner.ownerKind, owner.ownerId));
    if (own) throw new Refusal('voicemail.owner_has_box', { field: 'owner_id', name: own.name });
    const empty = { id: ctx.ids.next('box'), tenantId: actor.tenantId, ...owner, name: wish.name, hoursId: null };
    const row = await changed(tx, { ...empty, ...newBox, createdAt: ctx.clock.now() }, wish, neighbours);
    await unlessNamed(row.name, store.insertBox(tx, row));
    await note(ctx, tx, actor, 'voicemail.box_created', formatId('box', row.id));
    return presentOne(ctx, tx, actor, row.id);
  });
}

async function ownerOf(
  tx: Tx,
  { tenantId }: Actor,
  { owner_kind: ownerKind, owner_id: text }: NewBox,
  neighbours: BoxNeighbours,
): Promise<BoxOwner> {
  if (ownerKind === 'shared') {
    if (text === undefined) return { ownerKind, ownerId: null };
    throw new Refusal('request.invalid', { field: 'owner_id', problem: 'A shared box belongs to nobody.' });
  }
  if (text === undefined)
    throw new Refusal('request.invalid', { field: 'owner_id', problem: `Say whose: the id of a ${ownerKind}.` });
  if (ownerKind === 'person') return { ownerKind, ownerId: await personIn(tx, tenantId, text, 'owner_id') };
  return { ownerKind, ownerId: await referred(tx, { kind: ownerKind, id: text }, 'owner_id', neighbours) };
}

export async function personIn(tx: Tx, tenantId: Id<'workspace'>, text: string, field: string): Promise<Id<'person'>> {
  const id = parseId('person', text);
  if (!id || !(await membershipOf(tx, tenantId, id))) throw unknown(field);
  return id;
}

interface BoxReference {
  kind: 'number' | 'group' | 'hours';
  id: string;
}

/** The bare id of something that is there. */
async function referred(
  tx: Tx,
  { kind, id: text }: BoxReference,
  field: string,
  neighbours: BoxNeighbours,
): Promise<string> {
  const id = parseId(kind, text);
  if (!id || !(await isThere(tx, { kind, id: formatId(kind, id) }, neighbours))) throw unknown(field);
  return id;
}

async function isThere(tx: Tx, { kind, id }: BoxReference, neighbours: BoxNeighbours): Promise<boolean> {
  if (kind === 'number') return (await neighbours.numberOfId(tx, id)) !== undefined;
  const { hours, groups } = await neighbours.directory(tx);
  return id in (kind === 'hours' ? hours : groups);
}

async function changed(tx: Tx, box: store.BoxRow, wish: BoxWish, neighbours: BoxNeighbours): Promise<store.BoxRow> {
  const { hours_id: hours } = wish;
  return {
    ...box,
    name: wish.name ?? box.name,
    hoursId:
      typeof hours === 'string'
        ? await referred(tx, { kind: 'hours', id: hours }, 'hours_id', neighbours)
        : hours === null
          ? null
          : box.hoursId,
    maxMessageSeconds: wish.max_message_seconds ?? box.maxMessageSeconds,
    maxMessages: wish.max_messages ?? box.maxMessages,
    notifyEmails: wish.notify_emails ? [...new Set(wish.notify_emails)] : box.notifyEmails,
    attachAudio: wish.attach_audio ?? box.attachAudio,
    isDefault: wish.is_default ?? box.isDefault,
  };
}

const unlessNamed = (name: string, work: Promise<void>) =>
  unlessTaken('voicemail_boxes_name', new Refusal('voicemail.box_name_taken', { field: 'name', name }), work);

/** A box that the actor may change, locked; one that they do not see is as missing. */
export async function boxToChange(tx: Tx, actor: Actor, id: Id<'box'>, how?: 'emptied'): Promise<store.BoxRow> {
  await store.lockBox(tx, actor.tenantId, id, how);
  const box = found(await store.boxById(tx, actor.tenantId, id, sightOf(actor)));
  if (!mayChangeBox(actor, box)) throw notYours();
  return box;
}

export async function changeBox(
  ctx: Context,
  actor: Actor,
  boxId: string,
  wish: BoxWish,
  neighbours: BoxNeighbours,
): Promise<VoicemailBox> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const box = await boxToChange(tx, actor, found(parseId('box', boxId)));
    if (wish.is_default && box.ownerKind !== 'shared') {
      throw new Refusal('request.invalid', { field: 'is_default', problem: 'Only a shared box can be the default.' });
    }
    const row = await changed(tx, box, wish, neighbours);
    if (row.isDefault && !box.isDefault) await store.takeDefaultAway(tx);
    await unlessNamed(row.name, store.updateBox(tx, row));
    await note(ctx, tx, actor, 'voicemail.box_changed', formatId('box', box.id), { fields: Object.keys(wish) });
    return presentOne(ctx, tx, actor, box.id);
  });
}

async function presentOne(ctx: Context, tx: Tx, actor: Actor, id: Id<'box'>): Promise<VoicemailBox> {
  const box = found(await store.boxById(tx, actor.tenantId, id));
  const [shown] = await presentBoxes(ctx, tx, actor, [box]);
  return found(shown);
}

/** The box of a person, made when it is first wanted. */
export async function boxOfPerson(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  person: { id: Id<'person'>; name: string },
): Promise<store.BoxRow> {
  const known = await store.boxOfOwner(tx, 'person', person.id);
  if (known) return known;
  const names = new Set((await store.boxesOf(tx)).map(({ name }) => name.toLowerCase()));
  const name = names.has(person.name.toLowerCase())
    ? `${person.name.slice(0, 70)} (voicemail)`
    : person.name.slice(0, 80);
  const owner = { ownerKind: 'person' as const, ownerId: person.id };
  const row = {
    id: ctx.ids.next('box'),
    tenantId,
    name,
    ...owner,
    hoursId: null,
    ...newBox,
    createdAt: ctx.clock.now(),
  };
  await unlessNamed(name, store.insertBox(tx, row));
  return row;
}
