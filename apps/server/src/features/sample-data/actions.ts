import { weekdays } from '@offhook/flow/shapes';
import { formatId, type Id, seededRandom } from '@offhook/kit';
import { note } from '#features/audit';
import { insertSampleCall, removeSampleCalls } from '#features/calls';
import { deleteSampleContacts, insertContacts, newContact } from '#features/contacts';
import { flowsThatRefer } from '#features/flows';
import { deleteGroup, insertGroup, listGroups } from '#features/groups';
import { insertHours } from '#features/hours';
import { updateWorkspace, workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../context.ts';
import { sampleFromNumber, samplePeople, sampleTalks } from './sample.ts';

const calls = 220;

/** Fills a new demo workspace, so that its screens show something. Everything is marked and removed in one click. */
export async function addSampleData(ctx: Context, tenantId: Id<'workspace'>): Promise<void> {
  await ctx.db.asTenant(tenantId, async (tx) => {
    await updateWorkspace(tx, tenantId, { hasSampleData: true, defaultFromNumber: sampleFromNumber });
    await addReception(ctx, tx, tenantId);
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
    const { name, number, email } = person;
    const about = { name, email, numbers: number ? [{ number, label: 'mobile' }] : [], isSample: true };
    await insertContacts(tx, tenantId, [newContact({ id, ...about, createdAt: ctx.clock.now() })]);
  }
  return ids;
}

/** Of the emulator: one takes calls with 1, the other rings and is not answered. */
const [takesCalls, nobody] = [[{ number: '+14155550107' }], [{ number: '+14155550103' }]];
/** By the names that the templates look for. */
const sampleGroups = [
  { name: 'Front desk', members: takesCalls },
  { name: 'Support', members: takesCalls },
  { name: 'Sales', members: nobody },
];

/** Hours and somebody who rings, so that every template can be published as it is. */
async function addReception(ctx: Context, tx: Tx, tenantId: Id<'workspace'>): Promise<void> {
  const now = ctx.clock.now();
  const about = { createdAt: now, updatedAt: now };
  const { timeZone } = await workspaceOf(tx, tenantId);
  // Open at any hour, so that whoever tries it out at night hears the menu.
  const weekly = weekdays.map((day) => ({ day, from: '00:00', to: '24:00' }));
  const calendar = { time_zone: timeZone, weekly, special: [], holidays: [] };
  await insertHours(tx, tenantId, { id: ctx.ids.next('hours'), name: 'Office hours', calendar, ...about });
  for (const group of sampleGroups) {
    await insertGroup(tx, tenantId, { id: ctx.ids.next('group'), ...group, ...about });
  }
}

/** The groups whose phones are nobody's, unless a flow rings them by now. Hours are as good as any. */
async function removeSampleGroups(tx: Tx): Promise<void> {
  for (const { id, members } of await listGroups(tx)) {
    const isOurs = sampleGroups.some((group) => JSON.stringify(group.members) === JSON.stringify(members));
    if (isOurs && (await flowsThatRefer(tx, formatId('group', id))).length === 0) await deleteGroup(tx, id);
  }
}

export async function removeSampleData(ctx: Context, actor: Actor): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await removeSampleCalls(ctx, tx, actor);
    await deleteSampleContacts(tx);
    await removeSampleGroups(tx);
    await updateWorkspace(tx, actor.tenantId, { hasSampleData: false });
    await note(ctx, tx, actor, 'workspaces.sample_data_removed');
  });
}
