import {
  createContact,
  createFlow,
  deleteFlow,
  getWorkspace,
  listAuditEntries,
  listCalls,
  listContacts,
  listGroups,
  placeCall,
  removeSampleData,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { addSampleData } from './index.ts';
import { samplePeople } from './sample.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

test('sample data is marked as such, and removing it leaves what is real, here and elsewhere', async () => {
  const second = await makeSecondWorkspace(world);
  const [first] = (
    await world.app.ctx.db.systemPool.query<{ tenant_id: typeof second.tenantId }>(
      'select tenant_id from workspaces where tenant_id <> $1',
      [second.tenantId],
    )
  ).rows;
  if (!first) throw new Error('the first workspace exists');
  for (const tenantId of [first.tenant_id, second.tenantId]) await addSampleData(world.app.ctx, tenantId);
  expect(await world.admin(getWorkspace, {})).toMatchObject({ sample_data: true });
  const contacts = (await world.admin(listContacts, {})).items;
  expect(contacts).toHaveLength(samplePeople.length);
  expect(contacts.every((contact) => contact.sample)).toBe(true);
  const calls = await world.admin(listCalls, {});
  expect(calls.total).toBe(220);
  expect(calls.items.every((call) => call.sample)).toBe(true);

  // So every template can be published as it is.
  const flow = await world.admin(createFlow, { body: { name: 'Reception', template: 'reception' } });
  expect(flow.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  await world.admin(deleteFlow, { params: { flow_id: flow.id } });

  const real = await world.admin(createContact, { body: { name: 'Real', phone_number: '+14155550144' } });
  const call = await world.admin(placeCall, { body: { contact_id: real.id, from: ourNumber } });
  await world.passes(120);
  await world.admin(removeSampleData, {});
  await world.settles();
  expect((await world.admin(listContacts, {})).items.map((contact) => contact.id)).toEqual([real.id]);
  expect((await world.admin(listCalls, {})).items.map((each) => each.id)).toEqual([call.id]);
  expect(await world.admin(getWorkspace, {})).toMatchObject({ sample_data: false });
  expect((await world.admin(listGroups, {})).items).toEqual([]);
  expect((await world.signIn('second-admin@example.com', 'several quiet brown otters')).signedIn.role).toBe('admin');
  const theirs = (await world.signIn('second-admin@example.com', 'several quiet brown otters')).api;
  expect((await theirs(listCalls, {})).total).toBe(220);
});

test('removing it twice removes nothing more', async () => {
  const before = await world.admin(listContacts, {});
  await world.admin(removeSampleData, {});
  expect(await world.admin(listContacts, {})).toEqual(before);
  const [entry] = (await world.admin(listAuditEntries, {})).items;
  expect(entry?.action).toBe('workspaces.sample_data_removed');
});
