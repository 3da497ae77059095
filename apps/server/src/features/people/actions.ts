import type { Person, Role } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { readPhone } from '#runtime/phone';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import * as store from './store.ts';

export function listPeople(ctx: Context, actor: Actor): Promise<Person[]> {
  return ctx.db.asTenant(actor.tenantId, (tx) => store.listPeople(tx));
}

interface PersonChange {
  role?: Role | undefined;
  name?: string | undefined;
  phone_number?: string | null | undefined;
}

export async function changePerson(
  ctx: Context,
  actor: Actor,
  personId: string,
  change: PersonChange,
): Promise<Person> {
  const id = found(parseId('person', personId));
  const isOwn = actor.kind === 'person' && actor.personId === id;
  if (change.name !== undefined && !isOwn) await mustBelongOnlyHere(ctx, actor, id);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const [before] = await store.listPeople(tx, id);
    const current = found(before);
    if (change.role && change.role !== 'admin' && current.role === 'admin') await mustNotBeLastAdmin(tx);
    await store.changePerson(tx, id, { ...change, phoneNumber: await readOwnPhone(tx, actor, change.phone_number) });
    await note(ctx, tx, actor, 'people.changed', formatId('person', id), { fields: Object.keys(change) });
    const [after] = await store.listPeople(tx, id);
    return found(after);
  });
}

export async function changeMyself(ctx: Context, actor: Actor, change: Omit<PersonChange, 'role'>): Promise<Person> {
  if (actor.kind !== 'person') throw new Refusal('access.not_allowed', { needed: 'a person, not a key' });
  return changePerson(ctx, actor, formatId('person', actor.personId), change);
}

export async function removePerson(ctx: Context, actor: Actor, personId: string): Promise<void> {
  const id = found(parseId('person', personId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const [person] = await store.listPeople(tx, id);
    if (found(person).role === 'admin') await mustNotBeLastAdmin(tx);
    await note(ctx, tx, actor, 'people.removed', formatId('person', id), { name: person?.name });
    await store.removeMembership(tx, id);
    await ctx.outbox.publish(tx, actor.tenantId, { type: 'people.sessions_ended', person_id: id });
  });
}

/** Name and password are the person's in every workspace: an admin of one must not rule over the others. */
export async function mustBelongOnlyHere(ctx: Context, actor: Actor, personId: Id<'person'>): Promise<void> {
  const places = await ctx.db.asSystem((tx) => store.membershipsOf(tx, { personId }));
  const isHere = places.some((place) => place.tenantId === actor.tenantId);
  if (!isHere) throw new Refusal('request.not_found');
  if (places.length > 1) throw new Refusal('people.belongs_elsewhere');
}

async function mustNotBeLastAdmin(tx: Tx): Promise<void> {
  if ((await store.lockedAdmins(tx)).length <= 1) throw new Refusal('people.last_admin');
}

async function readOwnPhone(tx: Tx, actor: Actor, text: string | null | undefined): Promise<string | null | undefined> {
  if (text === undefined || text === null || text.trim() === '') return text === undefined ? undefined : null;
  const { country } = await workspaceOf(tx, actor.tenantId);
  const phone = readPhone(text, country);
  if ('problem' in phone)
    throw new Refusal('people.phone_impossible', { field: 'phone_number', problem: phone.problem });
  return phone.number;
}
