import type { NotDialled } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { zonesOf } from '#features/compliance';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { notDialled } from '../not-dialled.ts';
import { type ClassPlaces, classNumbers, lockAdding } from '../store/classes.ts';
import { holdContacts, insertProspects, type NewProspect, standing } from '../store/prospects.ts';

/** A contact that shall be called, with where it may be. */
export interface AddedContact {
  id: Id<'contact'>;
  phoneNumber: string | null;
  timeZone: string | null;
  region: string | null;
}

export interface Added {
  /** All that came in, those among them that are skipped, too. */
  added: number;
  skipped: number;
  alreadyThere: number;
}

interface Place {
  tenantId: Id<'workspace'>;
  campaignId: Id<'campaign'>;
}

/** So many take a fraction of a second, so that nobody waits long for what it locks. */
export const mostAtOnce = 2000;

/** Makes contacts prospects of a campaign; whoever is there already stays. Seven statements, however many contacts. */
export async function addContacts(
  ctx: Context,
  tx: Tx,
  place: Place,
  contacts: readonly AddedContact[],
): Promise<Added> {
  const { campaignId } = place;
  const there = await holdContacts(
    tx,
    contacts.map(({ id }) => id),
  );
  await lockAdding(tx, campaignId);
  const wanted = contacts.filter(({ id }) => there.has(id));
  const known = await standing(tx, campaignId, {
    contactIds: wanted.map(({ id }) => id),
    numbers: wanted.flatMap(({ phoneNumber }) => phoneNumber ?? []),
  });
  const coming = [...new Map(wanted.map((contact) => [contact.id, contact])).values()].filter(
    ({ id }) => !known.contacts.has(id),
  );
  const prospects = await placed(ctx, tx, place, coming, new Set(known.numbers));
  await insertProspects(tx, place, prospects, ctx.clock.now());
  return {
    added: prospects.length,
    skipped: prospects.filter(({ reason }) => reason !== null).length,
    alreadyThere: wanted.length - prospects.length,
  };
}

async function placed(
  ctx: Context,
  tx: Tx,
  place: Place,
  contacts: readonly AddedContact[],
  taken: Set<string>,
): Promise<NewProspect[]> {
  const places = new Map<string, ClassPlaces>();
  const found = contacts.map((contact) => {
    const { zones, jurisdictions, class: key } = whereabouts(contact);
    places.set(key, { key, zones, jurisdictions });
    return { contact, key };
  });
  const numbers = await classNumbers(tx, place, [...places.values()]);
  return found.map(({ contact: { id, phoneNumber }, key }) => {
    const reason = reasonAgainst(phoneNumber, taken);
    if (phoneNumber !== null) taken.add(phoneNumber);
    return { id: ctx.ids.next('prospect'), contactId: id, phoneNumber, class: numbers.get(key) ?? 0, reason };
  });
}

function whereabouts({ phoneNumber, timeZone, region }: AddedContact): ReturnType<typeof zonesOf> {
  if (phoneNumber === null) return { zones: [], jurisdictions: [], class: '' };
  return zonesOf(phoneNumber, { zone: timeZone, region });
}

function reasonAgainst(phoneNumber: string | null, taken: ReadonlySet<string>): NotDialled | null {
  const why = (code: 'campaigns.no_number' | 'campaigns.duplicate') =>
    notDialled({ code, rule: null, details: {}, until: null });
  if (phoneNumber === null) return why('campaigns.no_number');
  return taken.has(phoneNumber) ? why('campaigns.duplicate') : null;
}
