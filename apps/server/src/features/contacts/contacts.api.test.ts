import {
  addContactNote,
  changeContact,
  countContacts,
  createContact,
  deleteContact,
  deleteContactNote,
  deleteContacts,
  getCall,
  getContact,
  listContactActivity,
  listContacts,
  listContactTags,
  placeCall,
  tagContacts,
} from '@offhook/contract';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { join } from '../../../test/members.ts';
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

test('a contact has several numbers; each finds it, and the default one is called', async () => {
  const numbers = [
    { number: '(415) 555-0161', label: 'work' },
    { number: '+14155550162', label: 'mobile', is_default: true },
    { number: '+1 415 555 0161', label: 'twice' },
  ];
  const contact = await world.admin(createContact, { body: { first_name: 'Mary', last_name: 'Major', numbers } });
  expect(contact).toMatchObject({ name: 'Mary Major', phone_number: '+14155550162', country: 'US' });
  expect(contact.numbers).toEqual([
    { number: '+14155550162', label: 'mobile', is_default: true },
    { number: '+14155550161', label: 'work', is_default: false },
  ]);
  expect([await found('0161'), await found('0162')]).toEqual([['Mary Major'], ['Mary Major']]);
  const call = await world.admin(placeCall, { body: { to: '+14155550161', from: ourNumber } });
  expect(call.contact).toMatchObject({ id: contact.id });
  const params = { contact_id: contact.id };
  const change = (body: object) => world.admin(changeContact, { params, body });
  expect(await change({ phone_number: '+14155550163' })).toMatchObject({
    numbers: [{ number: '+14155550163', label: 'mobile' }, { number: '+14155550161' }],
  });
  expect(await change({ phone_number: '+14155550161' })).toMatchObject({ phone_number: '+14155550161' });
  expect(await change({ phone_number: null, last_name: 'Minor' })).toMatchObject({
    ...{ name: 'Mary Minor', phone_number: '+14155550163' },
    numbers: [{ number: '+14155550163', is_default: true }],
  });
  const both = { phone_number: '+14155550163', numbers };
  await expect(change(both)).rejects.toMatchObject({ problem: { code: 'request.invalid' } });
  await expect(change({ numbers: [{ number: '12' }] })).rejects.toMatchObject({
    problem: { code: 'calls.number_impossible', details: { field: 'numbers.0.number' } },
  });
  await expect(change({ time_zone: 'Mars/Base' })).rejects.toMatchObject({
    problem: { details: { field: 'time_zone' } },
  });
  await expect(change({ country: 'XX' })).rejects.toMatchObject({ problem: { details: { field: 'country' } } });
});

test('contacts are found by tag, company, country, number and age; many are tagged and deleted at once', async () => {
  const make = (name: string, more: object) => world.admin(createContact, { body: { name, ...more } });
  await world.clock.passes(1000);
  const since = world.clock.now().toISOString();
  const one = await make('Many 1', { company: 'Acme', phone_number: '+442079460961', tags: ['vip', 'vip', 'old'] });
  const two = await make('Many 2', { company: 'acme', tags: ['vip'] });
  const names = async (query: object) => (await world.admin(listContacts, { query })).items.map(({ name }) => name);
  expect(await names({ company: 'ACME' })).toEqual(['Many 2', 'Many 1']);
  expect(await names({ created_since: since })).toEqual(['Many 2', 'Many 1']);
  expect(await names({ tag: 'vip', has_number: 'false' })).toEqual(['Many 2']);
  expect(await names({ country: 'gb', search: 'many' })).toEqual(['Many 1']);
  expect(await world.admin(countContacts, { query: { tag: 'vip' } })).toEqual({ contacts: 2, with_number: 1 });
  const retag = (body: { chosen: object; add?: string[]; remove?: string[] }) => world.admin(tagContacts, { body });
  const change = { chosen: { contact_ids: [one.id, two.id] }, add: ['new', 'old'], remove: ['vip'] };
  expect(await retag(change)).toEqual({ changed: 2 });
  expect(await retag(change)).toEqual({ changed: 0 });
  expect((await world.admin(listContactTags, {})).items).toEqual([
    { tag: 'new', contacts: 2 },
    { tag: 'old', contacts: 2 },
  ]);
  await expect(retag({ chosen: {} })).rejects.toMatchObject({ problem: { code: 'request.invalid' } });
  const gone = { body: { chosen: { filter: { tag: 'new' } } } };
  expect(await world.admin(deleteContacts, gone)).toEqual({ deleted: 2 });
  expect(await world.admin(deleteContacts, gone)).toEqual({ deleted: 0 });
});

test('a note is deleted by whoever wrote it, and by nobody else', async () => {
  const contact = await create('Noted');
  const params = { contact_id: contact.id };
  const written = await world.admin(addContactNote, { params, body: { text: 'Call after 5.' } });
  expect(written).toMatchObject({ text: 'Call after 5.', written_by: { name: 'Ada Admin' } });
  const { items } = await world.admin(listContactActivity, { params });
  expect(items).toMatchObject([{ kind: 'note', text: 'Call after 5.', written_by: { name: 'Ada Admin' } }]);
  const other = await join(world, 'agent');
  const path = `/api/contacts/${contact.id}/notes/${written.id}`;
  expect((await ask(world.url, 'DELETE', path, { token: other.token })).code).toBe('contacts.not_your_note');
  await world.admin(deleteContactNote, { params: { ...params, note_id: written.id } });
  expect((await ask(world.url, 'DELETE', path, { token: world.signedIn.token })).code).toBe('request.not_found');
  expect((await world.admin(getContact, { params })).activity).toEqual([]);
});

test('an export carries every number as it is, and no cell that a spreadsheet would run', async () => {
  const numbers = [{ number: '+14155550171' }, { number: '+14155550172', label: 'work' }];
  await world.admin(createContact, { body: { name: '=cmd()', company: 'Export', tags: ['a', 'b'], numbers } });
  await world.admin(createContact, { body: { name: '+1 (415) 555-0173', company: 'Export' } });
  const path = '/api/contacts/export?company=Export&suppressed=mark';
  const answer = await ask(world.url, 'GET', path, { token: world.signedIn.token });
  const empty = { first_name: '', last_name: '', company: 'Export', title: '', email: '', time_zone: '', region: '' };
  expect(parse(String(answer.body), { columns: true })).toEqual([
    {
      ...{ ...empty, name: '+1 (415) 555-0173', phone: '', phone_label: '', phone_2: '', phone_2_label: '' },
      ...{ country: '', tags: '', do_not_call: 'no' },
    },
    {
      ...{ ...empty, name: "'=cmd()", phone: '+14155550171', phone_label: 'other', phone_2: '+14155550172' },
      ...{ phone_2_label: 'work', country: '', tags: 'a, b', do_not_call: 'no' },
    },
  ]);
  const none = '/api/contacts/export?import_id=import_0198c0de-0000-7000-8000-000000000000';
  const header = await ask(world.url, 'GET', none, { token: world.signedIn.token });
  expect(String(header.body).split('\r\n')).toHaveLength(2);
});
