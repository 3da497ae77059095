import {
  changeContact,
  createContact,
  deleteContact,
  getCall,
  getContact,
  listContacts,
  placeCall,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const create = (name: string, phone_number?: string | null) =>
  world.admin(createContact, { body: { name, phone_number } });
const found = async (search: string) =>
  (await world.admin(listContacts, { query: { search } })).items.map((contact) => contact.name);

test('a contact is created, read, changed and deleted', async () => {
  const body = { name: ' Ada ', phone_number: '(415) 555-0142', email: 'ada@example.com' };
  const contact = await world.admin(createContact, { body });
  expect(contact).toMatchObject({ name: 'Ada', phone_number: '+14155550142', email: 'ada@example.com', sample: false });
  const params = { contact_id: contact.id };
  expect(await world.admin(getContact, { params })).toEqual({ ...contact, activity: [] });
  expect(await world.admin(changeContact, { params, body: { phone_number: '', email: null } })).toMatchObject({
    name: 'Ada',
    phone_number: null,
    email: null,
  });
  await world.admin(deleteContact, { params });
  const gone = { problem: { status: 404, code: 'request.not_found' } };
  await expect(world.admin(getContact, { params })).rejects.toMatchObject(gone);
  await expect(world.admin(deleteContact, { params })).rejects.toMatchObject(gone);
  await expect(world.admin(changeContact, { params, body: { name: 'x' } })).rejects.toMatchObject(gone);
});

test('contacts are found by a piece of the name and of the number, in whatever format', async () => {
  await create('Grace Hopper', '+14155550186');
  await create('Alan 100%_sure', '+442079460958');
  for (const search of ['grace', 'HOPPER', ' ce Ho ', '0186', '(415) 555', '+1 415-555-0186']) {
    expect([search, await found(search)]).toEqual([search, ['Grace Hopper']]);
  }
  expect(await found('%')).toEqual(['Alan 100%_sure']);
  expect(await found('0_s')).toEqual([]);
  expect(await found("'; drop table contacts; --")).toEqual([]);
});

test('pages come newest first, none twice and none left out, also when some are added meanwhile', async () => {
  const names = ['page 1', 'page 2', 'page 3', 'page 4', 'page 5'];
  for (const name of names) {
    await world.clock.passes(1);
    await create(name);
  }
  const query = { search: 'page', limit: 2 };
  const first = await world.admin(listContacts, { query });
  await world.clock.passes(1);
  await create('page 6');
  const second = await world.admin(listContacts, { query: { ...query, cursor: first.next_cursor ?? '' } });
  const third = await world.admin(listContacts, { query: { ...query, cursor: second.next_cursor ?? '' } });
  const shown = [first, second, third].flatMap((page) => page.items.map((contact) => contact.name));
  expect(shown).toEqual(names.toReversed());
  expect(third.next_cursor).toBeNull();
});

test.each([
  ['cursor=nonsense', 'request.bad_cursor'],
  ['limit=0', 'request.invalid'],
  ['limit=201', 'request.invalid'],
  ['limit=x', 'request.invalid'],
])('the page %s is refused', async (query, code) => {
  const answer = await ask(world.url, 'GET', `/api/contacts?${query}`, { token: world.signedIn.token });
  expect([answer.status, answer.code]).toEqual([422, code]);
});

test.each([
  ['no name', { name: ' ' }, 'request.invalid', 'name'],
  ['a number that cannot exist', { name: 'x', phone_number: '12' }, 'calls.number_impossible', 'phone_number'],
  ['an e-mail that is none', { name: 'x', email: 'x' }, 'request.invalid', 'email'],
  ['an unknown field', { name: 'x', phone: '+14155550142' }, 'request.invalid', 'phone'],
  ['a name that is no text', { name: 7 }, 'request.invalid', 'name'],
])('a contact with %s is refused by the field', async (_what, json, code, field) => {
  const answer = await ask(world.url, 'POST', '/api/contacts', { token: world.signedIn.token, json });
  expect([answer.status, answer.body]).toMatchObject([422, { code, details: { field } }]);
});

test('a name in any script is kept as it is; one that cannot be stored is refused', async () => {
  expect((await create('Ολγα 李 🙂 <b>')).name).toBe('Ολγα 李 🙂 <b>');
  const json = { name: 'nul \u0000 byte' };
  const answer = await ask(world.url, 'POST', '/api/contacts', { token: world.signedIn.token, json });
  expect([answer.status, answer.code]).toEqual([422, 'request.invalid']);
});

test('a call leaves one note on its contact, and outlives it', async () => {
  const contact = await create('Called', '+14155550143');
  const params = { contact_id: contact.id };
  const call = await world.admin(placeCall, { body: { contact_id: contact.id, from: ourNumber } });
  await world.passes(120);
  const { activity } = await world.admin(getContact, { params });
  expect(activity).toMatchObject([{ call_id: call.id, text: expect.stringContaining(`Call SID: ${call.call_sid}`) }]);
  await world.admin(deleteContact, { params });
  expect(await world.admin(getCall, { params: { call_id: call.id } })).toMatchObject({ contact: null });
});
