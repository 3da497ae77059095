import { changePerson, login, me, removePerson } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ages } from '../../../test/ages.ts';
import { ask } from '../../../test/ask.ts';
import { goodPassword, join } from '../../../test/members.ts';
import { adminEmail, adminPassword, makeWorld, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const tryIn = (email: string, password: string) =>
  ask(world.url, 'POST', '/api/auth/login', { json: { email, password } });

test('somebody signs in with e-mail and password, in whatever case the e-mail is typed', async () => {
  const { api, signedIn } = await world.signIn(` ${adminEmail.toUpperCase()} `, adminPassword);
  expect(signedIn).toMatchObject({ role: 'admin', person: { email: adminEmail }, workspace: { name: 'Offhook' } });
  expect(await api(me, {})).toMatchObject({ person: { email: adminEmail }, role: 'admin', scopes: null });
});

test('a wrong password and an unknown e-mail get the same answer', async () => {
  const wrong = await tryIn(adminEmail, 'not the password at all');
  const unknown = await tryIn('nobody@example.com', 'not the password at all');
  expect([wrong.status, wrong.code]).toEqual([401, 'access.wrong_credentials']);
  expect({ ...Object(wrong.body), request_id: '' }).toEqual({ ...Object(unknown.body), request_id: '' });
  expect([...wrong.cookies.keys()]).toEqual([]);
});

test('the eleventh try on an account within a quarter of an hour is refused, whether it exists or not', async () => {
  for (const email of [
    'guessed@example.com',
    (await join(world, 'viewer', 'viewer@example.com')).signedIn.person.email,
  ]) {
    for (let tries = 1; tries <= 10; tries += 1) expect((await tryIn(email, 'a wrong guess')).status).toBe(401);
    const refused = await tryIn(email, goodPassword);
    expect([refused.status, refused.code, refused.headers.get('retry-after')]).toEqual([
      429,
      'access.too_many_tries',
      '900',
    ]);
  }
  expect((await tryIn(adminEmail, adminPassword)).status).toBe(200);
  await ages(world, 'sign_in_tries', 900);
  expect((await tryIn('viewer@example.com', goodPassword)).status).toBe(200);
});

test('a success forgets the failed tries before it', async () => {
  await join(world, 'viewer', 'forgetful@example.com');
  for (let round = 1; round <= 2; round += 1) {
    for (let tries = 1; tries <= 9; tries += 1) await tryIn('forgetful@example.com', 'a wrong guess');
    expect((await tryIn('forgetful@example.com', goodPassword)).status).toBe(200);
  }
});

test('more than a hundred tries from one address are refused for every account', async () => {
  await ages(world, 'sign_in_tries', 900);
  const tries = Array.from({ length: 100 }, (_none, index) => tryIn(`person-${index}@example.com`, 'a wrong guess'));
  const statuses = (await Promise.all(tries)).map((answer) => answer.status);
  expect(statuses.filter((status) => status !== 401)).toEqual([]);
  expect((await tryIn('one-more@example.com', 'a wrong guess')).code).toBe('access.too_many_tries');
  await ages(world, 'sign_in_tries', 900);
  expect((await tryIn('one-more@example.com', 'a wrong guess')).code).toBe('access.wrong_credentials');
});

test('a token is over after ten minutes', async () => {
  const { api } = await world.signIn(adminEmail, adminPassword);
  await world.passes(599);
  expect(await api(me, {})).toMatchObject({ role: 'admin' });
  await world.passes(1);
  await expect(api(me, {})).rejects.toMatchObject({ code: 'access.signed_out' });
});

test('another role holds with the next request, and a removed person is out with it', async () => {
  const { api: admin } = await world.signIn(adminEmail, adminPassword);
  const { api, signedIn } = await join({ ...world, admin }, 'agent', 'changing@example.com');
  const params = { person_id: signedIn.person.id };
  await admin(changePerson, { params, body: { role: 'viewer' } });
  expect(await api(me, {})).toMatchObject({ role: 'viewer' });
  await admin(removePerson, { params });
  await expect(api(me, {})).rejects.toMatchObject({ code: 'access.signed_out' });
  await expect(world.signIn('changing@example.com', goodPassword)).rejects.toMatchObject({
    code: 'access.wrong_credentials',
  });
});

test('what sign-in does not know is refused by name', async () => {
  const { status, body } = await ask(world.url, 'POST', login.path, {
    json: { email: adminEmail, password: adminPassword, remember: true },
  });
  expect([status, body]).toMatchObject([422, { code: 'request.invalid', details: { field: 'remember' } }]);
});
