import {
  createApiKey,
  createContact,
  listApiKeys,
  listContacts,
  makeClient,
  me,
  revokeApiKey,
  socketTicket,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ages } from '../../../test/ages.ts';
import { ask } from '../../../test/ask.ts';
import { adminEmail, adminPassword, makeWorld, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const admin = async () => (await world.signIn(adminEmail, adminPassword)).api;
const clientOf = (secret: string) =>
  makeClient({ baseUrl: world.url, headers: () => ({ authorization: `Bearer ${secret}` }) });

test('a key speaks for its workspace, within its scopes', async () => {
  const key = await world.admin(createApiKey, { body: { name: ' Reports ', scopes: ['contacts.read'] } });
  expect(key).toMatchObject({ name: 'Reports', scopes: ['contacts.read'], expires_at: null, revoked_at: null });
  const api = clientOf(key.secret);
  expect(await api(listContacts, {})).toEqual({ items: [], next_cursor: null });
  await expect(api(createContact, { body: { name: 'Ada' } })).rejects.toMatchObject({
    problem: { status: 403, code: 'access.scope_missing', details: { needed: 'contacts.write' } },
  });
  expect(await api(me, {})).toMatchObject({ person: null, role: null, scopes: ['contacts.read'] });
});

test('the secret is shown once and is nowhere in the database', async () => {
  const key = await world.admin(createApiKey, { body: { name: 'Shown once', scopes: ['calls.read'] } });
  expect(key.secret).toMatch(/^ohk_[\w-]{43}$/);
  const listed = await world.admin(listApiKeys, {});
  expect(listed.items.find((each) => each.id === key.id)).toMatchObject({ prefix: key.secret.slice(0, 10) });
  expect(JSON.stringify(listed)).not.toContain(key.secret);
  const { rows } = await world.app.ctx.db.systemPool.query('select to_jsonb(api_keys)::text as row from api_keys');
  expect(JSON.stringify(rows)).not.toContain(key.secret);
});

test('a key cannot give more than it has', async () => {
  const { secret } = await world.admin(createApiKey, {
    body: { name: 'People', scopes: ['people.write', 'people.read'] },
  });
  const api = clientOf(secret);
  await expect(
    api(createApiKey, { body: { name: 'More', scopes: ['people.read', 'calls.write'] } }),
  ).rejects.toMatchObject({ problem: { code: 'access.scope_missing', details: { needed: 'calls.write' } } });
  const child = await api(createApiKey, { body: { name: 'Less', scopes: ['people.read'] } });
  expect((await clientOf(child.secret)(listApiKeys, {})).items.map((key) => key.name)).toContain('Less');
});

test('a key expires on its day, and none lasts for ever when it was not to', async () => {
  const key = await (await admin())(createApiKey, {
    body: { name: 'Short', scopes: ['contacts.read'], expires_in_days: 1 },
  });
  await ages(world, 'api_keys', 86_399);
  await clientOf(key.secret)(listContacts, {});
  await ages(world, 'api_keys', 1);
  await expect(clientOf(key.secret)(listContacts, {})).rejects.toMatchObject({ code: 'access.signed_out' });
});

test('a revoked key is out with the next request; revoking twice changes nothing', async () => {
  const api = await admin();
  const key = await api(createApiKey, { body: { name: 'Leaked', scopes: ['contacts.read'] } });
  const params = { key_id: key.id };
  await clientOf(key.secret)(listContacts, {});
  await api(revokeApiKey, { params });
  await expect(clientOf(key.secret)(listContacts, {})).rejects.toMatchObject({ code: 'access.signed_out' });
  const revokedAt = (await api(listApiKeys, {})).items.find((each) => each.id === key.id)?.revoked_at;
  await world.passes(60);
  await api(revokeApiKey, { params });
  expect((await api(listApiKeys, {})).items.find((each) => each.id === key.id)?.revoked_at).toBe(revokedAt);
});

test('the last use is told, to the minute', async () => {
  const api = await admin();
  const key = await api(createApiKey, { body: { name: 'Used', scopes: ['contacts.read'] } });
  expect(key.last_used_at).toBeNull();
  await clientOf(key.secret)(listContacts, {});
  const [listed] = (await api(listApiKeys, {})).items;
  expect(listed).toMatchObject({ id: key.id, last_used_at: world.clock.now().toISOString() });
});

test('a key opens no socket and is nobody', async () => {
  const { secret } = await (await admin())(createApiKey, { body: { name: 'No socket', scopes: ['calls.read'] } });
  await expect(clientOf(secret)(socketTicket, {})).rejects.toMatchObject({ code: 'access.not_allowed' });
  const mine = await ask(world.url, 'PATCH', '/api/people/me', { token: secret, json: { name: 'Key' } });
  expect([mine.status, mine.code]).toEqual([403, 'access.not_allowed']);
});

test.each([
  ['no scope', { name: 'x', scopes: [] }],
  ['an unknown scope', { name: 'x', scopes: ['everything'] }],
  ['no name', { name: '  ', scopes: ['calls.read'] }],
  ['more than two years', { name: 'x', scopes: ['calls.read'], expires_in_days: 731 }],
])('a key with %s is refused', async (_what, json) => {
  const { signedIn } = await world.signIn(adminEmail, adminPassword);
  const refused = await ask(world.url, 'POST', '/api/keys', { token: signedIn.token, json });
  expect([refused.status, refused.code]).toEqual([422, 'request.invalid']);
});
