import {
  changeMyself,
  changePerson,
  listAuditEntries,
  listPeople,
  me,
  removePerson,
  sendPasswordReset,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { join, makeSecondWorkspace } from '../../../test/members.ts';
import { adminEmail, makeWorld, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const adminParams = () => ({ person_id: world.signedIn.person.id });

test('everybody sees who is in the workspace', async () => {
  const { api } = await join(world, 'viewer');
  const { items } = await api(listPeople, {});
  expect(items.map((person) => [person.email, person.role])).toEqual([
    [adminEmail, 'admin'],
    ['viewer@example.com', 'viewer'],
  ]);
  expect(JSON.stringify(items)).not.toContain('hash');
});

test('an admin changes role, name and phone, and it is written down', async () => {
  const { signedIn, api } = await join(world, 'agent', 'changed@example.com');
  const params = { person_id: signedIn.person.id };
  await world.clock.passes(1);
  const body = { role: 'manager', name: ' Grace ', phone_number: '(415) 555-0186' } as const;
  const changed = await world.admin(changePerson, { params, body });
  expect(changed).toMatchObject({ role: 'manager', name: 'Grace', phone_number: '+14155550186' });
  expect(await api(me, {})).toMatchObject({ role: 'manager' });
  const [entry] = (await world.admin(listAuditEntries, {})).items;
  expect(entry).toMatchObject({
    action: 'people.changed',
    subject: signedIn.person.id,
    actor: { kind: 'person', name: 'Ada Admin' },
  });
  expect(await world.admin(changePerson, { params, body: { phone_number: null } })).toMatchObject({
    phone_number: null,
    name: 'Grace',
  });
});

test('somebody changes their own name and phone, and not their role', async () => {
  const { api, token } = await join(world, 'viewer', 'myself@example.com');
  expect(await api(changeMyself, { body: { name: 'Me', phone_number: '+442079460958' } })).toMatchObject({
    name: 'Me',
    role: 'viewer',
    phone_number: '+442079460958',
  });
  const refused = await ask(world.url, 'PATCH', changeMyself.path, { token, json: { role: 'admin' } });
  expect([refused.status, refused.body]).toMatchObject([422, { details: { field: 'role' } }]);
});

test('a phone that cannot exist is refused and changes nothing', async () => {
  const change = world.admin(changePerson, { params: adminParams(), body: { phone_number: '12', name: 'Other' } });
  await expect(change).rejects.toMatchObject({ problem: { status: 422, code: 'people.phone_impossible' } });
  expect((await world.admin(listPeople, {})).items[0]?.name).toBe('Ada Admin');
});

test('the last admin can neither leave nor step down', async () => {
  const lastAdmin = { problem: { status: 409, code: 'people.last_admin' } };
  await expect(world.admin(changePerson, { params: adminParams(), body: { role: 'manager' } })).rejects.toMatchObject(
    lastAdmin,
  );
  await expect(world.admin(removePerson, { params: adminParams() })).rejects.toMatchObject(lastAdmin);
  expect(await world.admin(changePerson, { params: adminParams(), body: { role: 'admin' } })).toMatchObject({
    role: 'admin',
  });
});

test('removing somebody twice finds nobody the second time', async () => {
  const { signedIn, api } = await join(world, 'agent', 'leaver@example.com');
  const params = { person_id: signedIn.person.id };
  await world.admin(removePerson, { params });
  await expect(api(listPeople, {})).rejects.toMatchObject({ code: 'access.signed_out' });
  await expect(world.admin(removePerson, { params })).rejects.toMatchObject({ code: 'request.not_found' });
  await expect(world.admin(changePerson, { params, body: { role: 'admin' } })).rejects.toMatchObject({
    code: 'request.not_found',
  });
});

test('somebody who was removed and comes back does not get their old session back', async () => {
  const { signedIn, api } = await join(world, 'agent', 'returner@example.com');
  await world.admin(removePerson, { params: { person_id: signedIn.person.id } });
  await world.clock.passes(1);
  await join(world, 'viewer', 'returner@example.com');
  await expect(api(me, {})).rejects.toMatchObject({ code: 'access.signed_out' });
});

test.each(['not-an-id', 'contact_0198c0de-0000-7000-8000-000000000000', '%00'])('the id %s is nobody', async (id) => {
  const answer = await ask(world.url, 'DELETE', `/api/people/${id}`, { token: world.signedIn.token });
  expect([answer.status, answer.code]).toEqual([404, 'request.not_found']);
});

// Last, since either may win.
test('an admin does not rule over somebody who belongs to another workspace too', async () => {
  const second = await makeSecondWorkspace(world);
  const { email } = second.signedIn.person;
  const both = await join(world, 'agent', email);
  const params = { person_id: both.signedIn.person.id };
  const elsewhere = { code: 'people.belongs_elsewhere' };
  await expect(world.admin(changePerson, { params, body: { name: 'Renamed' } })).rejects.toMatchObject(elsewhere);
  await expect(world.admin(sendPasswordReset, { params })).rejects.toMatchObject(elsewhere);
  expect(await world.admin(changePerson, { params, body: { role: 'viewer' } })).toMatchObject({ role: 'viewer' });
});

test('of two admins who remove each other at the same time one stays', async () => {
  const other = await join(world, 'admin', 'rival@example.com');
  const tries = await Promise.allSettled([
    world.admin(removePerson, { params: { person_id: other.signedIn.person.id } }),
    other.api(removePerson, { params: adminParams() }),
  ]);
  expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
  const pool = world.app.ctx.db.systemPool;
  const { rows } = await pool.query<{ email: string }>(
    `select email from memberships join people on id = person_id where role = 'admin' and tenant_id = $1`,
    [world.signedIn.workspace.id.replace('workspace_', '')],
  );
  expect(rows).toHaveLength(1);
});
