// Bugs of other projects around placing calls; README.md has the table.
import { ApiError, getCall, placeCall } from '@offhook/contract';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { callsAtCarrier } from '../at-carrier.ts';
import { makeWorld, ourNumber, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  world.emulator.mischief.clear();
  await world.passes(60);
});
afterAll(() => world.close());

const body = (to: string) => ({ to, from: ourNumber, message: 'Hi.' });
const place = (to: string, key: string) =>
  world.admin(placeCall, { body: body(to), headers: { 'idempotency-key': key } }).then(
    (call) => call.id,
    (error: unknown) => (error instanceof ApiError ? error.code : 'bug'),
  );

test('juspay/clairvoyance#668, open-ews/open-ews#209: five dispatchers with one key at the same time dial once', async () => {
  const to = '+14155550171';
  const answers = await Promise.all(Array.from({ length: 5 }, () => place(to, 'overlapping')));
  const ids = new Set(answers.filter((answer) => answer.startsWith('call_')));
  expect(ids.size).toBe(1);
  expect(answers.filter((answer) => !ids.has(answer)).every((code) => code === 'idempotency.in_progress')).toBe(true);
  expect(await callsAtCarrier(world, to)).toHaveLength(1);
});

test('thesongzhu/Friday#403, vellum-ai/vellum-assistant#7677: a key outlives the process that took it', async () => {
  const to = '+14155550172';
  const first = await place(to, 'before the restart');
  await world.stopServer();
  await world.startServer();
  expect(await place(to, 'before the restart')).toBe(first);
  expect(await callsAtCarrier(world, to)).toHaveLength(1);
});

test('CALLE-AI/awesome-phone-call-agents#234: a replay says that it is one, and has the first answer in every byte', async () => {
  const asked = () =>
    ask(world.url, placeCall.method, placeCall.path, {
      token: world.signedIn.token,
      headers: { 'idempotency-key': 'replayed' },
      json: body('+14155550173'),
    });
  const [first, second] = [await asked(), await asked()];
  expect([first.status < 300, first.headers.get('idempotent-replayed')]).toEqual([true, null]);
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect([second.status, second.body]).toEqual([first.status, first.body]);
});

test("CALLE-AI/awesome-phone-call-agents#315: the carrier's refusal is kept, and answered as the same refusal", async () => {
  world.emulator.mischief.add({
    on: { operation: 'CreateCall' },
    times: 1,
    do: { fault: 'refuse', status: 400, code: 21215, message: 'Geo permission' },
  });
  const to = '+14155550174';
  expect(await place(to, 'refused')).toBe('calls.carrier_refused');
  expect(await place(to, 'refused')).toBe('calls.carrier_refused');
  expect(await callsAtCarrier(world, to)).toEqual([]);
});

test.each([
  ['a 503 of the carrier', { fault: 'refuse', status: 503 }],
  ['a 500 after it accepted', { fault: 'refuse', status: 500, accepted: true }],
  ['a broken connection', { fault: 'cut' }],
  ['an answer that is cut short', { fault: 'bad-body', body: 'truncated' }],
  ['a page of HTML', { fault: 'bad-body', body: 'html' }],
  ['an empty answer', { fault: 'bad-body', body: 'empty' }],
] as const)(
  'plivo/plivo-node#177, elizaOS/eliza#22382, #22384: after %s nobody asks again, neither we nor the SDK',
  async (_what, fault) => {
    const id = world.emulator.mischief.add({ on: { operation: 'CreateCall' }, do: fault });
    const call = await world.admin(placeCall, { body: body('+14155550175') });
    expect(call.placement).toBe('unknown');
    await world.passes(200);
    const rule = world.emulator.mischief.list().find((each) => each.id === id);
    expect(rule?.applied).toBe(1);
    const settled = await world.admin(getCall, { params: { call_id: call.id } });
    expect(['placed', 'not-placed']).toContain(settled.placement);
  },
);

test('vellum-ai/vellum-assistant#6044: the events are asked for as parameters of their own, and all of them come', async () => {
  const call = await world.admin(placeCall, { body: body('+14155550142') });
  await world.passes(120);
  const told = world.emulator.events(call.call_sid ?? '').flatMap(({ event }) => {
    const { CallStatus, SequenceNumber } = event.type === 'asked' ? event.request.parameters : {};
    return SequenceNumber === undefined ? [] : [CallStatus];
  });
  expect(told).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
});

test('jambonz/jambonz-feature-server#753: a carrier that answers garbage to every question takes nothing down', async () => {
  const call = await world.admin(placeCall, { body: body('+14155550142') });
  world.emulator.mischief.add({
    on: { operation: ['FetchCall', 'ListCall', 'CreateCall'] },
    do: { fault: 'bad-body', body: 'html' },
  });
  world.emulator.mischief.add({ on: { callback: '*' }, do: { fault: 'drop' } });
  await world.passes(120);
  expect((await ask(world.url, 'GET', '/readyz')).status).toBe(200);
  world.emulator.mischief.clear();
  await world.passes(120);
  expect((await world.admin(getCall, { params: { call_id: call.id } })).status).toBe('completed');
});
