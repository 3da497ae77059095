import type { addProspects as addRoute } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import type { z } from 'zod';
import {
  type ContactRow,
  contactsOfKeys,
  contactsToCall,
  insertContacts,
  listContacts,
  nameOfParts,
  newContact,
  readContactFilter,
} from '#features/contacts';
import { readPhone } from '#features/numbers';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../../context.ts';
import { isOver } from '../campaign.ts';
import { insertAddition, lockAddition, moveAddition } from '../store/additions.ts';
import { campaignById, lockCampaign } from '../store/campaigns.ts';
import { foldCounts } from '../store/counts.ts';
import { type Added, addContacts, mostAtOnce } from './add-contacts.ts';
import { mustLock, tell } from './campaigns.ts';

type Wish = z.output<typeof addRoute.body>;
type Person = NonNullable<Wish['people']>[number];

/** Adds prospects by what a request names; what a filter finds comes in the background. */
export async function addProspects(
  ctx: Context,
  actor: Actor,
  campaignId: string,
  { contact_ids = [], people = [], filter }: Wish,
): Promise<{ added: number; already_there: number; skipped: number; adding: boolean }> {
  const ids = contact_ids.map((id) => found(parseId('contact', id)));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustLock(tx, campaignId);
    if (isOver(campaign.status)) throw new Refusal('campaigns.over');
    const place = { tenantId: actor.tenantId, campaignId: campaign.id };
    const all = [...ids, ...(await contactsOfPeople(ctx, tx, actor, people))];
    const sum: Added = { added: 0, skipped: 0, alreadyThere: 0 };
    for (let from = 0; from < all.length; from += mostAtOnce) {
      const some = await contactsToCall(tx, actor.tenantId, all.slice(from, from + mostAtOnce));
      if (some.size === 0) throw new Refusal('request.not_found');
      const { added, skipped, alreadyThere } = await addContacts(ctx, tx, place, [...some.values()]);
      sum.added += added;
      sum.skipped += skipped;
      sum.alreadyThere += alreadyThere;
    }
    if (filter) await addInBackground(ctx, tx, place, filter);
    const { added, skipped, alreadyThere: already_there } = sum;
    await tell(ctx, tx, actor, campaign, 'campaigns.prospects_added', { added, ...(filter && { filter }) });
    return { added, already_there, skipped, adding: filter !== undefined };
  });
}

/** Whoever imports contacts may name a campaign for them. Into one that is over nobody comes. */
export async function addToCampaign(
  ctx: Context,
  tx: Tx,
  { tenantId, campaignId }: { tenantId: Id<'workspace'>; campaignId: Id<'campaign'> },
  contactIds: readonly Id<'contact'>[],
): Promise<Added> {
  const campaign = await lockCampaign(tx, campaignId);
  if (!campaign || isOver(campaign.status)) return { added: 0, skipped: 0, alreadyThere: 0 };
  const contacts = await contactsToCall(tx, tenantId, contactIds);
  const added = await addContacts(ctx, tx, { tenantId, campaignId }, [...contacts.values()]);
  await ctx.outbox.publish(tx, tenantId, { type: 'campaign.changed', campaign_id: campaignId });
  return added;
}

async function addInBackground(
  ctx: Context,
  tx: Tx,
  place: { tenantId: Id<'workspace'>; campaignId: Id<'campaign'> },
  filter: NonNullable<Wish['filter']>,
): Promise<void> {
  // Read once here, so that what cannot be meant is refused and not found out later.
  readContactFilter(filter);
  const id = ctx.ids.next('import');
  await insertAddition(tx, { ...place, id, filter, beforeContact: null, doneAt: null }, ctx.clock.now());
  const payload = { campaign_id: formatId('campaign', place.campaignId), addition_id: formatId('import', id) };
  await ctx.outbox.enqueue(tx, place.tenantId, 'campaigns.add_prospects', payload);
}

/** Carries an addition on to its end, from where it stands: each batch and its place are written in one transaction. */
export async function carryOnAdding(
  ctx: Context,
  key: { tenantId: Id<'workspace'>; campaignId: Id<'campaign'>; additionId: Id<'import'> },
): Promise<void> {
  let goesOn = true;
  while (goesOn) goesOn = await ctx.db.asTenant(key.tenantId, (tx) => addBatch(ctx, tx, key));
  await ctx.db.asTenant(key.tenantId, (tx) => foldCounts(tx, key.campaignId, 1));
}

async function addBatch(
  ctx: Context,
  tx: Tx,
  { tenantId, campaignId, additionId }: Parameters<typeof carryOnAdding>[1],
): Promise<boolean> {
  const addition = await lockAddition(tx, campaignId, additionId);
  if (!addition || addition.doneAt) return false;
  const campaign = found(await campaignById(tx, campaignId));
  // As `addInBackground` wrote it.
  const condition = readContactFilter(addition.filter as NonNullable<Wish['filter']>);
  const before = addition.beforeContact ?? undefined;
  const isWanted = !isOver(campaign.status);
  const contacts = isWanted ? await listContacts(tx, condition, { before, limit: mostAtOnce }) : [];
  await addContacts(ctx, tx, { tenantId, campaignId }, contacts);
  const isDone = contacts.length < mostAtOnce;
  const last = contacts.at(-1)?.id ?? addition.beforeContact;
  await moveAddition(tx, { campaignId, id: additionId, beforeContact: last, doneAt: isDone ? ctx.clock.now() : null });
  await ctx.outbox.publish(tx, tenantId, { type: 'campaign.changed', campaign_id: campaignId });
  return !isDone;
}

/** The contacts with the numbers of these people; for numbers without one a contact is made. */
async function contactsOfPeople(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  people: readonly Person[],
): Promise<Id<'contact'>[]> {
  if (people.length === 0) return [];
  const { country } = await workspaceOf(tx, actor.tenantId);
  const read = people.map((person, index) => ({ person, number: mustReadPhone(person, index, country) }));
  const keys = { numbers: read.map(({ number }) => number), emails: [] };
  const known = new Map((await contactsOfKeys(tx, keys)).map(({ key, id }) => [key, id]));
  const made: ContactRow[] = [];
  const ids = read.map(({ person, number }) => {
    const id = known.get(number);
    if (id) return id;
    const contact = contactOf(ctx, person, number);
    known.set(number, contact.id);
    made.push(contact);
    return contact.id;
  });
  await insertContacts(tx, actor.tenantId, made);
  return ids;
}

function mustReadPhone({ phone: text, time_zone }: Person, index: number, country: string): string {
  const phone = readPhone(text, country);
  const field = `people.${index}.phone`;
  if ('problem' in phone) throw new Refusal('calls.number_impossible', { field, problem: phone.problem });
  if (time_zone) mustBeTimeZone(time_zone, `people.${index}.time_zone`);
  return phone.number;
}

function contactOf(ctx: Context, person: Person, number: string): ContactRow {
  const { first_name: firstName, last_name: lastName, company, title, email, time_zone: timeZone } = person;
  return newContact({
    id: ctx.ids.next('contact'),
    createdAt: ctx.clock.now(),
    name: nameOfParts(firstName, lastName) ?? number,
    numbers: [{ number, label: 'main' }],
    ...{ firstName, lastName, company, title, email, timeZone },
  });
}
