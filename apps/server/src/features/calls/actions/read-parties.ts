import { type Id, parseId } from '@offhook/kit';
import { type ContactRow, contactById, contactByNumber } from '#features/contacts';
import { readPhone } from '#features/numbers';
import { membershipOf } from '#features/people';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { CallWish } from '../wish.ts';

/** Who calls whom, and whose phone the call is connected to. */
export interface Parties {
  from: string;
  to: string;
  contact: Pick<ContactRow, 'id' | 'name' | 'phoneNumber' | 'email' | 'timeZone' | 'region'> | null;
  connect: { to: string; name: string } | null;
}

/** Reads the numbers of a wish. */
export async function readParties(tx: Tx, actor: Actor, wish: CallWish): Promise<Parties> {
  const { country, defaultFromNumber } = await workspaceOf(tx, actor.tenantId);
  const named =
    wish.contact_id === undefined
      ? undefined
      : found(await contactById(tx, found(parseId('contact', wish.contact_id))));
  const typed = wish.to ?? named?.phoneNumber;
  if (!typed && named) throw new Refusal('contacts.no_phone_number', { field: 'contact_id' });
  const to = readNumber('to', typed ?? '', country);
  const given = wish.from ?? defaultFromNumber;
  if (!given) throw new Refusal('calls.from_missing', { field: 'from' });
  const from = readNumber('from', given, country);
  const connect = wish.connect ? await readConnect(tx, actor, wish.connect, country) : null;
  return { from, to, contact: named ?? (await contactByNumber(tx, to)) ?? null, connect };
}

function readNumber(field: string, text: string, country: string): string {
  const phone = readPhone(text, country);
  if ('problem' in phone) throw new Refusal('calls.number_impossible', { field, problem: phone.problem });
  return phone.number;
}

async function readConnect(
  tx: Tx,
  actor: Actor,
  { phone, person_id }: NonNullable<CallWish['connect']>,
  country: string,
): Promise<Parties['connect']> {
  if (phone !== undefined) {
    const to = readNumber('connect.phone', phone, country);
    return { to, name: to };
  }
  const personId = person_id === undefined ? ownId(actor) : found(parseId('person', person_id));
  if (!personId) throw new Refusal('calls.phone_missing', { field: 'connect', name: actor.name });
  const { phoneNumber, name } = found(await membershipOf(tx, actor.tenantId, personId));
  if (!phoneNumber) throw new Refusal('calls.phone_missing', { field: 'connect', name });
  return { to: phoneNumber, name };
}

function ownId(actor: Actor): Id<'person'> | undefined {
  return actor.kind === 'person' ? actor.personId : undefined;
}
