import { type Id, seededRandom } from '@offhook/kit';
import { note } from '#features/audit';
import { insertSampleCall, removeSampleCalls } from '#features/calls';
import { deleteSampleContacts, insertContact } from '#features/contacts';
import { updateWorkspace } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../context.ts';
import { sampleFromNumber, samplePeople, sampleTalks } from './sample.ts';

const calls = 220;

/** Fills a new demo workspace, so that its screens show something. Everything is marked and removed in one click. */
export async function addSampleData(ctx: Context, tenantId: Id<'workspace'>): Promise<void> {
  await ctx.db.asTenant(tenantId, async (tx) => {
    await updateWorkspace(tx, tenantId, { hasSampleData: true, defaultFromNumber: sampleFromNumber });
    const contacts = await addContacts(ctx, tx, tenantId);
    const nowMs = ctx.clock.nowMs();
    for (const talk of sampleTalks(seededRandom(4640), calls)) {
      const contactId = contacts[talk.personIndex];
      const number = samplePeople[talk.personIndex]?.number;
      if (!contactId || !number) continue;
      const [from, to] = talk.direction === 'outbound' ? [sampleFromNumber, number] : [number, sampleFromNumber];
      const startedAt = new Date(nowMs - talk.minutesAgo * 60_000);
      await insertSampleCall(ctx, tx, tenantId, { ...talk, contactId, from, to, startedAt, personId: null });
    }
  });
}

async function addContacts(ctx: Context, tx: Tx, tenantId: Id<'workspace'>): Promise<Id<'contact'>[]> {
  const ids: Id<'contact'>[] = [];
  for (const person of [...samplePeople].reverse()) {
    const id = ctx.ids.next('contact');
    ids.unshift(id);
    const { name, number: phoneNumber, email } = person;
    await insertContact(tx, tenantId, { id, name, phoneNumber, email, isSample: true, createdAt: ctx.clock.now() });
  }
  return ids;
}

export async function removeSampleData(ctx: Context, actor: Actor): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await removeSampleCalls(ctx, tx, actor);
    await deleteSampleContacts(tx);
    await updateWorkspace(tx, actor.tenantId, { hasSampleData: false });
    await note(ctx, tx, actor, 'workspaces.sample_data_removed');
  });
}
