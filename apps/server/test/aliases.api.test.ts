import {
  aliases,
  type CallDetail,
  clickToCall,
  documentedNames,
  getCall,
  listCalls,
  placeCall,
  s1GetCall,
  s1GetRecording,
  s1ListCalls,
  s1PlaceCall,
  s1SetDisposition,
  s4ListCalls,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { makeWorld, type World } from './world.ts';

const from = '+14155550199';
let world: World;
let call: CallDetail;

beforeAll(async () => {
  world = await makeWorld();
  const placed = await world.admin(placeCall, { body: { to: '+14155550170', from, message: 'Hello there.' } });
  await world.passes(120);
  call = await world.admin(getCall, { params: { call_id: placed.id } });
});
afterAll(() => world.close());

test('every documented path is served and none is served twice', () => {
  const doors = aliases.map(({ route }) => `${route.method} ${route.path}`);
  expect(new Set(doors).size).toBe(doors.length);
  for (const { route } of aliases) {
    expect(world.app.server.hasRoute({ method: route.method, url: route.path })).toBe(true);
  }
});

const written = new Set(['S1.80', 'S1.83']);

test.each(
  aliases.filter(({ item }) => !written.has(item)).map((alias) => [`${alias.item} ${alias.route.path}`, alias]),
)('%s answers what its own path answers', async (_name, alias) => {
  const token = world.signedIn.token;
  const at = (path: string) => ask(world.url, 'GET', path.replace(':call_id', call.id), { token });
  const [documented, own] = [await at(alias.route.path), await at(alias.of.path)];
  expect(documented.status).toBe(200);
  // The answer of the documented path has both sets of names: without the documents' it is the other answer.
  expect(documented.body).toMatchObject(own.body as object);
  expect(JSON.stringify(documented.body).length).toBeGreaterThan(100);
});

test('the paths of all documents show the same call, with both sets of names', async () => {
  const params = { call_id: call.id };
  expect(await world.admin(s1GetCall, { params })).toEqual(call);
  const { items } = await world.admin(listCalls, {});
  const [own] = items.filter(({ id }) => id === call.id);
  const both = { ...own, ...documentedNames(call) };
  expect((await world.admin(s1ListCalls, {})).items).toContainEqual(both);
  expect((await world.admin(s4ListCalls, {})).items).toContainEqual(both);
  expect(call).toMatchObject(documentedNames(call));
});

test('S1 places a call by its own names, recorded and listening for machines unless told not to', async () => {
  const placed = await world.admin(s1PlaceCall, { body: { to_number: '+14155550171', from_number: from } });
  expect(placed).toMatchObject({ to_number: '+14155550171', status: 'queued', twilio_call_sid: placed.call_sid });
  await world.passes(120);
  const done = await world.admin(s1GetCall, { params: { call_id: placed.id } });
  expect(done).toMatchObject({ answered_by: 'human', answeredBy: 'human', recording: { status: 'ready' } });
  const heard = await ask(world.url, 'GET', s1GetRecording.path.replace(':call_id', placed.id), {
    token: world.signedIn.token,
  });
  expect(heard.headers.get('content-type')).toBe('audio/wav');
});

test('S1 sets the disposition of a call that S3 placed', async () => {
  const placed = await world.admin(clickToCall, { body: { to: '+14155550172', from } });
  await world.passes(120);
  const params = { call_id: placed.call_id };
  await world.admin(s1SetDisposition, { params, body: { disposition: 'Interested', notes: 'Call on Monday.' } });
  const shown = await world.admin(s1GetCall, { params });
  expect(shown).toMatchObject({ disposition: 'Interested', notes: 'Call on Monday.', call_sid: placed.call_sid });
});

test('S4 asks for the calls of a campaign: there are no campaigns, so there are none', async () => {
  expect(await world.admin(s4ListCalls, { query: { campaignId: 'campaign_id' } })).toMatchObject({
    items: [],
    total: 0,
  });
});

test('the same key and body make one call at a documented path', async () => {
  const body = { to_number: '+14155550173', from_number: from };
  const headers = { 'idempotency-key': 'alias' };
  const first = await world.admin(s1PlaceCall, { body, headers });
  expect((await world.admin(s1PlaceCall, { body, headers })).id).toBe(first.id);
  await world.passes(120);
});
