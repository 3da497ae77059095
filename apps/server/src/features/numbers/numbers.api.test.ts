import {
  type Client,
  changeNumber,
  changeWorkspace,
  compareNumbers,
  fixNumber,
  getNumber,
  getWorkspace,
  listAuditEntries,
  listNumbers,
  placeCall,
  purchaseNumber,
  releaseNumber,
  searchNumbers,
  syncNumbers,
  usesOfNumber,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { goodPassword, join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { findNumberForInbound } from './index.ts';

let world: World;
let second: Member;
beforeAll(async () => {
  world = await makeWorld({ environment: { RECONCILE_AFTER_SECONDS: '20' } });
  second = await makeSecondWorkspace(world);
});
afterAll(() => world.close());

/** A session ends after ten minutes of the clock, which tests let pass. */
const secondAdmin = async () => (await world.signIn('second-admin@example.com', goodPassword)).api;

const refusedWith = (status: number, code: string, details = {}) => ({ problem: { status, code, details } });
const gone = refusedWith(404, 'request.not_found');
const emulatorsOwn = '+15005550006';

async function removeAtCarrier(phoneNumber: string): Promise<void> {
  const [held] = await heldAtCarrier(phoneNumber);
  const { url, accountSid, authorization } = world.carrier;
  const address = `${url}/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${String(held?.sid)}.json`;
  await fetch(address, { method: 'DELETE', headers: { authorization } });
}

/** The first number on offer. */
async function offered(area_code = '415'): Promise<string> {
  const { items } = await world.admin(searchNumbers, { query: { area_code, limit: 1 } });
  return items[0]?.phone_number ?? '';
}

async function buy(api: Client = world.admin, body: object = {}): Promise<string> {
  const phone_number = await offered();
  await api(purchaseNumber, { body: { phone_number, ...body } });
  return phone_number;
}

/** What the carrier has, by its own API. */
async function atCarrier(path = '', form?: Record<string, string>): Promise<Record<string, unknown>[]> {
  const { url, accountSid, authorization } = world.carrier;
  const address = `${url}/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers${path}.json`;
  const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  const response = await fetch(address, { ...init, headers: { authorization } });
  const body = (await response.json()) as { incoming_phone_numbers?: Record<string, unknown>[] }; // Twilio's list
  return body.incoming_phone_numbers ?? [];
}

/** What happens to the next order for a number. */
const loseOrders = (fault: { fault: 'cut' } | { fault: 'refuse'; status: number }) =>
  world.emulator.mischief.add({ on: { operation: 'CreateIncomingPhoneNumber' }, times: 1, do: fault });

const heldAtCarrier = async (phoneNumber: string) =>
  (await atCarrier()).filter((number) => number.phone_number === phoneNumber);

test('numbers on offer are found by area code, pattern, type and capability, with price and what the carrier asks', async () => {
  const { token } = world.signedIn;
  const quick = await ask(world.url, 'GET', '/api/numbers/available?area_code=415&limit=5', { token });
  expect(quick.body).toMatchObject({ items: { length: 5 } });
  const first = await world.admin(searchNumbers, { query: { area_code: '415', limit: 1 } });
  expect(first.items).toEqual([
    expect.objectContaining({
      phone_number: expect.stringMatching(/^\+1415\d{7}$/),
      country_code: 'US',
      number_type: 'local',
      locality: 'San Francisco',
      region: 'CA',
      capabilities: { voice: true, sms: true, mms: true },
      regulatory_note: null,
      monthly_price: '1.15',
      currency: 'USD',
    }),
  ]);
  const pattern = await world.admin(searchNumbers, { query: { contains: '+1212*', limit: 3 } });
  expect(pattern.items.map((each) => each.phone_number.slice(0, 5))).toEqual(['+1212', '+1212', '+1212']);
  const free = await world.admin(searchNumbers, { query: { type: 'toll_free', limit: 1 } });
  expect(free.items[0]).toMatchObject({ number_type: 'toll_free', monthly_price: '2.15' });
  const german = await world.admin(searchNumbers, { query: { country: 'de', limit: 1 } });
  expect(german.items[0]).toMatchObject({ country_code: 'DE', address_requirements: 'local' });
  expect(german.items[0]?.regulatory_note).toContain('address in the area');
  const texting = await world.admin(searchNumbers, { query: { country: 'GB', capabilities: 'voice,sms' } });
  expect(texting.items).toEqual([]);
});

test.each([
  ['an area code of four digits', 'area_code=4151', 'request.invalid', 'area_code'],
  ['an area code where there are none', 'country=GB&area_code=415', 'request.invalid', 'area_code'],
  ['a pattern with one digit', 'contains=*1*', 'request.invalid', 'contains'],
  ['a pattern with signs', 'contains=1%2520', 'request.invalid', 'contains'],
  ['no country', 'country=XX', 'request.invalid', 'country'],
  ['a type that is not sold there', 'country=HK&type=local', 'numbers.not_sold', 'type'],
  ['an unknown capability', 'capabilities=fax', 'request.invalid', 'capabilities'],
])('a search for %s is refused at its field', async (_what, query, code, field) => {
  const answer = await ask(world.url, 'GET', `/api/numbers/available?${query}`, { token: world.signedIn.token });
  expect([answer.status, answer.body]).toMatchObject([422, { code, details: { field } }]);
});

test('a number that is bought comes with our addresses, S2’s names and its price, and is found by number or id', async () => {
  const phone_number = await offered();
  const body = { phone_number, friendly_name: 'Reception' };
  const number = await world.admin(purchaseNumber, { body });
  if ('state' in number) throw new Error('the carrier answered at once');
  const voice = `${world.url}/api/voice/webhooks`;
  expect(number).toMatchObject({
    ...{ phone_number, label: 'Reception', friendly_name: 'Reception', country_code: 'US', number_type: 'local' },
    ...{ health: 'ok', voice_url: `${voice}/twiml/inbound`, voice_fallback_url: `${voice}/twiml/fallback` },
    ...{ status_callback_url: `${voice}/status`, route: { kind: 'none' }, routes_to: 'Nothing', ivr_flow_id: null },
    ...{ monthly_price: '1.15', currency: 'USD', is_active: true, recording_policy: 'default', calls_30d: 0 },
    capabilities: { voice: true, sms: true, mms: true },
    twilio_sid: expect.stringMatching(/^PN/),
  });
  expect(await heldAtCarrier(phone_number)).toEqual([
    expect.objectContaining({ sid: number.twilio_sid, friendly_name: 'Reception', voice_url: number.voice_url }),
  ]);
  for (const name of [number.id, phone_number, phone_number.slice(1)]) {
    expect(await world.admin(getNumber, { params: { phone_number: name } })).toEqual(number);
  }
  const again = world.admin(purchaseNumber, { body });
  await expect(again).rejects.toMatchObject(refusedWith(409, 'numbers.already_here'));
  const { items } = await world.admin(listAuditEntries, {});
  expect(items.map((entry) => entry.action)).toEqual(
    expect.arrayContaining(['numbers.purchase_asked', 'numbers.bought']),
  );
});

test('what the carrier does not sell is refused in its words, and may be asked for again', async () => {
  const body = { phone_number: '+14155550100' };
  const refusal = refusedWith(422, 'numbers.carrier_refused', { carrier_code: '21422' });
  for (const _time of [1, 2]) await expect(world.admin(purchaseNumber, { body })).rejects.toMatchObject(refusal);
  const impossible = world.admin(purchaseNumber, { body: { phone_number: '12' } });
  await expect(impossible).rejects.toMatchObject(
    refusedWith(422, 'calls.number_impossible', { field: 'phone_number' }),
  );
});

test('an order sent twice under one key buys once; of two orders at once for a number one is placed', async () => {
  const order = (json: object, key?: string) =>
    ask(world.url, 'POST', '/api/numbers/purchase', {
      token: world.signedIn.token,
      json,
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });
  const json = { phone_number: await offered('212') };
  const first = await order(json, 'once');
  const repeated = await order(json, 'once');
  expect([first.status, repeated.status, repeated.body]).toEqual([201, 201, first.body]);
  expect(await heldAtCarrier(json.phone_number)).toHaveLength(1);
  const contested = { phone_number: await offered('213') };
  const both = await Promise.all([order(contested), order(contested)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect(await heldAtCarrier(contested.phone_number)).toHaveLength(1);
});

test('an order carried out without an answer is adopted and never sent again', async () => {
  const phone_number = await offered('305');
  loseOrders({ fault: 'cut' });
  const answer = await world.admin(purchaseNumber, { body: { phone_number, label: 'Lost' } });
  expect(answer).toMatchObject({ state: 'unknown', phone_number, label: 'Lost' });
  expect((await world.admin(listNumbers, {})).pending).toEqual([answer]);
  const again = world.admin(purchaseNumber, { body: { phone_number } });
  await expect(again).rejects.toMatchObject(refusedWith(409, 'numbers.purchase_running'));
  await world.passes(30);
  const found = await world.admin(getNumber, { params: { phone_number } });
  expect(found).toMatchObject({ label: 'Lost', health: 'ok', monthly_price: '1.15' });
  expect((await world.admin(listNumbers, {})).pending).toEqual([]);
  expect(await heldAtCarrier(phone_number)).toHaveLength(1);
});

test('an order that was lost is given up by its name after the horizon, and may be placed again', async () => {
  const phone_number = await offered('305');
  loseOrders({ fault: 'refuse', status: 500 });
  const order = (key: string) =>
    ask(world.url, 'POST', '/api/numbers/purchase', {
      token: world.signedIn.token,
      json: { phone_number },
      headers: { 'idempotency-key': key },
    });
  expect(await order('lost')).toMatchObject({ status: 202, body: { state: 'unknown' } });
  await world.passes(16);
  expect((await world.admin(listNumbers, {})).pending).toMatchObject([{ phone_number }]);
  await world.passes(45);
  expect((await world.admin(listNumbers, {})).pending).toEqual([]);
  expect(await heldAtCarrier(phone_number)).toEqual([]);
  expect(await order('anew')).toMatchObject({ status: 201, body: { phone_number } });
});

test('a number leads only to what is here, in no circle, and what is left out of a change stays', async () => {
  const phone_number = await buy(world.admin, { label: 'Line one' });
  const other = await buy(world.admin, { label: 'Line two' });
  const params = { phone_number };
  const change = (body: object, of = phone_number) => world.admin(changeNumber, { params: { phone_number: of }, body });
  const { person } = world.signedIn;
  const route = { kind: 'person' as const, person_id: person.id };
  const changed = await change({ route, description: 'Main entrance', recording_policy: 'always' });
  expect(changed).toMatchObject({ route, routes_to: person.name, label: 'Line one', recording_policy: 'always' });
  expect(await change({ friendly_name: 'First' })).toMatchObject({
    label: 'First',
    description: 'Main entrance',
    route,
  });
  expect(await change({ description: null, is_active: false })).toMatchObject({ description: null, is_active: false });
  const missing = (field: string) => refusedWith(422, 'numbers.reference_missing', { field });
  const nobody = 'person_00000000-0000-7000-8000-000000000000';
  await expect(change({ route: { kind: 'person', person_id: nobody } })).rejects.toMatchObject(
    missing('route.person_id'),
  );
  const theirs = { kind: 'person', person_id: second.signedIn.person.id };
  await expect(change({ route: theirs })).rejects.toMatchObject(missing('route.person_id'));
  await expect(change({ forwarding: [{ when: 'always', to: theirs }] })).rejects.toMatchObject(
    missing('forwarding.0.to.person_id'),
  );
  await expect(change({ box_id: 'box_nonsense' })).rejects.toMatchObject(missing('box_id'));
  await expect(change({ ivr_flow_id: 'flow_nonsense' })).rejects.toMatchObject(missing('route.flow_id'));
  expect(await change({ forwarding: [], box_id: null })).toMatchObject({ forwarding: [], box_id: null });
  await change({ is_active: true, forwarding: [{ when: 'always', to: { kind: 'number', number: other } }] });
  const back = change({ route: { kind: 'number', number: phone_number } }, other);
  await expect(back).rejects.toMatchObject(refusedWith(422, 'forwarding.loop', { field: 'route' }));
  expect(await world.admin(getNumber, { params })).toMatchObject({ routes_to: person.name });
});

test('a number whose calls go elsewhere says so within minutes, and is brought back by one click, or two', async () => {
  const phone_number = await buy();
  const params = { phone_number };
  const [held] = await heldAtCarrier(phone_number);
  await atCarrier(`/${String(held?.sid)}`, { VoiceUrl: 'https://example.com/elsewhere' });
  await world.passes(185);
  const seen = await world.admin(getNumber, { params });
  expect(seen).toMatchObject({ health: 'voice_url_elsewhere', voice_url: 'https://example.com/elsewhere' });
  for (const _time of [1, 2]) expect(await world.admin(fixNumber, { params })).toMatchObject({ health: 'ok' });
  expect(await heldAtCarrier(phone_number)).toMatchObject([
    { voice_url: `${world.url}/api/voice/webhooks/twiml/inbound` },
  ]);
});

test('the comparison shows what differs, changes nothing, and what is chosen is applied once', async () => {
  const theirs = await buy(await secondAdmin());
  const strayed = await buy();
  const lost = await buy();
  const [elsewhere] = await heldAtCarrier(strayed);
  await atCarrier(`/${String(elsewhere?.sid)}`, { StatusCallback: 'https://example.com/status' });
  await removeAtCarrier(lost);
  const difference = await world.admin(compareNumbers, {});
  const changes = [
    { phone_number: emulatorsOwn, change: 'adopt' as const },
    { phone_number: lost, change: 'forget' as const },
    { phone_number: strayed, change: 'point_here' as const },
  ];
  expect(difference.items.map(({ phone_number, change }) => ({ phone_number, change }))).toEqual(changes);
  expect(await world.admin(compareNumbers, {})).toEqual(difference);
  const foreign = { phone_number: theirs, change: 'adopt' as const };
  const { applied, skipped } = await world.admin(syncNumbers, { body: { changes: [...changes, foreign] } });
  expect(applied).toHaveLength(3);
  expect(skipped).toEqual([{ ...foreign, reason: 'There is no such difference any more.' }]);
  expect(await world.admin(getNumber, { params: { phone_number: strayed } })).toMatchObject({ health: 'ok' });
  await expect(world.admin(getNumber, { params: { phone_number: lost } })).rejects.toMatchObject(gone);
  // Adopted as it is: its calls go on where they went until somebody says otherwise.
  const adopted = await world.admin(getNumber, { params: { phone_number: emulatorsOwn } });
  expect(adopted).toMatchObject({ health: 'voice_url_elsewhere', voice_url: null });
  const twice = await world.admin(syncNumbers, { body: { changes } });
  expect(twice.applied).toEqual([]);
});

test('a number is released by whoever types it, is told what breaks, and then is gone here and at the carrier', async () => {
  const phone_number = await buy(world.admin, { label: 'Doomed' });
  const forwards = await buy(world.admin, { label: 'Forwards' });
  const params = { phone_number };
  const route = { kind: 'number' as const, number: phone_number };
  await world.admin(changeNumber, { params: { phone_number: forwards }, body: { route } });
  await world.admin(changeWorkspace, { body: { default_from_number: phone_number } });
  const call = await world.admin(placeCall, { body: { to: '+14155550142' } });
  expect(call.from_number).toBe(phone_number);
  expect(await world.admin(getNumber, { params })).toMatchObject({ calls_30d: 1, is_default_from: true });
  const uses = await world.admin(usesOfNumber, { params });
  expect(uses.items.map(({ kind }) => kind)).toEqual(['live_calls', 'default_from', 'number']);
  expect(uses.items.at(-1)?.sentence).toBe(`Forwards (${forwards}) forwards calls to it.`);
  const unconfirmed = refusedWith(422, 'numbers.confirm_release', { field: 'confirm' });
  for (const confirm of [undefined, forwards]) {
    await expect(world.admin(releaseNumber, { params, query: { confirm }, body: undefined })).rejects.toMatchObject(
      unconfirmed,
    );
  }
  await world.admin(releaseNumber, { params, body: { confirm: phone_number } });
  expect(await heldAtCarrier(phone_number)).toEqual([]);
  expect(await world.admin(getWorkspace, {})).toMatchObject({ default_from_number: null });
  await expect(world.admin(releaseNumber, { params, body: { confirm: phone_number } })).rejects.toMatchObject(gone);
  await expect(world.admin(fixNumber, { params })).rejects.toMatchObject(gone);
  await expect(world.admin(usesOfNumber, { params })).rejects.toMatchObject(gone);
});

test('another workspace of the account neither sees, nor changes, nor answers our numbers', async () => {
  const phone_number = await buy();
  const params = { phone_number };
  const stranger = await secondAdmin();
  expect((await stranger(listNumbers, {})).items.map((each) => each.phone_number)).not.toContain(phone_number);
  await expect(stranger(getNumber, { params })).rejects.toMatchObject(gone);
  await expect(stranger(changeNumber, { params, body: { label: 'Mine' } })).rejects.toMatchObject(gone);
  const release = stranger(releaseNumber, { params, body: { confirm: phone_number } });
  await expect(release).rejects.toMatchObject(gone);
  expect((await stranger(compareNumbers, {})).items).toEqual([]);
  const holder = await findNumberForInbound(world.app.ctx, world.carrier, phone_number);
  const own = await world.admin(getNumber, { params });
  expect(holder).toMatchObject({ id: own.id.replace('number_', ''), phoneNumber: phone_number });
  expect(await findNumberForInbound(world.app.ctx, world.carrier, '+14155550100')).toBeUndefined();
});

test('a number that was lost at the carrier and sold anew is whose it is now', async () => {
  const phone_number = await buy();
  await removeAtCarrier(phone_number);
  const stranger = await secondAdmin();
  await stranger(purchaseNumber, { body: { phone_number } });
  expect(await stranger(getNumber, { params: { phone_number } })).toMatchObject({ health: 'ok' });
  await expect(world.admin(getNumber, { params: { phone_number } })).rejects.toMatchObject(gone);
});

test('a manager configures, only an admin buys, releases and syncs; pages follow each other', async () => {
  const manager = await join(world, 'manager');
  const [number] = (await manager.api(listNumbers, { query: { limit: 1 } })).items;
  const params = { phone_number: number?.phone_number ?? '' };
  expect(await manager.api(changeNumber, { params, body: { label: 'Managed' } })).toMatchObject({ label: 'Managed' });
  const denied = refusedWith(403, 'access.not_allowed');
  await expect(manager.api(purchaseNumber, { body: { phone_number: '+1' } })).rejects.toMatchObject(denied);
  await expect(manager.api(releaseNumber, { params, body: { confirm: '+1' } })).rejects.toMatchObject(denied);
  const all = (await manager.api(listNumbers, {})).items.map(({ id }) => id);
  const first = await manager.api(listNumbers, { query: { limit: 2 } });
  const next = await manager.api(listNumbers, { query: { limit: 200, cursor: first.next_cursor ?? '' } });
  expect([...first.items, ...next.items].map(({ id }) => id)).toEqual(all);
});
