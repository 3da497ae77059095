import { createApiKey, createContact, deleteContact, listAuditEntries, makeClient } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

test('an entry says who did what to which thing and when, newest first', async () => {
  const contact = await world.admin(createContact, { body: { name: 'Ada' } });
  await world.clock.passes(1);
  await world.admin(deleteContact, { params: { contact_id: contact.id } });
  const { items } = await world.admin(listAuditEntries, {});
  expect(items[0]).toMatchObject({
    at: world.clock.now().toISOString(),
    actor: { kind: 'person', name: 'Ada Admin' },
    action: 'contacts.deleted',
    subject: contact.id,
  });
  expect(items.at(-1)).toMatchObject({ action: 'access.signed_in' });
});

test('what a key did is written down under its name', async () => {
  const { secret } = await world.admin(createApiKey, { body: { name: 'Importer', scopes: ['contacts.write'] } });
  const api = makeClient({ baseUrl: world.url, headers: () => ({ authorization: `Bearer ${secret}` }) });
  const contact = await api(createContact, { body: { name: 'Ada' } });
  await world.clock.passes(1);
  await api(deleteContact, { params: { contact_id: contact.id } });
  const [entry] = (await world.admin(listAuditEntries, {})).items;
  expect(entry).toMatchObject({ actor: { kind: 'key', name: 'Importer' }, action: 'contacts.deleted' });
});

test('what did not happen is not written down', async () => {
  const before = await world.admin(listAuditEntries, {});
  const missing = { contact_id: 'contact_0198c0de-0000-7000-8000-000000000000' };
  await expect(world.admin(deleteContact, { params: missing })).rejects.toThrow();
  expect(await world.admin(listAuditEntries, {})).toEqual(before);
});

test('pages go back to the first entry', async () => {
  const all = (await world.admin(listAuditEntries, {})).items;
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await world.admin(listAuditEntries, { query: { limit: 1, ...(cursor ? { cursor } : {}) } });
    seen.push(...page.items.map((entry) => entry.id));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual(all.map((entry) => entry.id));
});

test.each(['DELETE', 'PATCH', 'PUT', 'POST'])('there is no %s for entries', async (method) => {
  const answer = await ask(world.url, method, '/api/audit', { token: world.signedIn.token, json: {} });
  expect(answer.status).toBe(404);
});
