import { createServer } from 'node:http';
import { type CallDetail, changeSetting, getCall, placeCall } from '@offhook/contract';
import type { Persona } from '@offhook/emulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callsAtCarrier } from '../../../test/at-carrier.ts';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

const lead = '+14155550180';
const agent = '+14155550190';
const talker = '+14155550181';
const listener = '+14155550191';
// Rings until somebody acts.
const handset = '+14155550110';
const hourSeconds = 3600;

const talks = (seconds: number): Persona => ({
  kind: 'person',
  hello: 'Hello?',
  steps: [{ do: 'wait', seconds }, { do: 'hang-up' }],
});
const takesCall = (seconds: number): Persona => ({
  kind: 'person',
  steps: [{ do: 'wait', seconds: 3 }, { do: 'press', digits: '1' }, { do: 'wait', seconds }, { do: 'hang-up' }],
});

let world: World;
beforeAll(async () => {
  const personas = [
    { numbers: [lead], persona: talks(600) },
    { numbers: [agent], persona: takesCall(20) },
    { numbers: [talker], persona: talks(4 * hourSeconds - 30) },
    { numbers: [listener], persona: takesCall(5 * hourSeconds) },
  ];
  world = await makeWorld({ environment: { CARRIER_TIMEOUT_SECONDS: '60' }, emulator: { personas } });
});
afterAll(() => world.close());
afterEach(() => world.emulator.mischief.clear());

const detail = (id: string): Promise<CallDetail> => world.admin(getCall, { params: { call_id: id } });
const losesAll = () => world.emulator.faults.callbacks({ lose: 1 });

function connected(to: string, phone: string): Promise<{ id: string; call_sid: string | null }> {
  const connect = { phone, when: 'always' as const };
  return world.admin(placeCall, { body: { to, from: ourNumber, message: 'One moment.', connect, record: false } });
}

test('a call of four hours of which nobody tells anything is asked about and goes on until they hang up', async () => {
  const params = { key: 'max_call_duration_seconds' } as const;
  await world.admin(changeSetting, { params, body: { value: 4 * hourSeconds } });
  losesAll();
  const { id } = await connected(talker, listener);
  await world.passes(60);
  for (let hour = 0; hour < 4; hour += 1) {
    // What passes while nobody sweeps costs a test no time; then there is a turn of every sweep.
    await world.stopServer();
    await world.clock.passes((hourSeconds - 60) * 1000);
    await world.startServer();
    await world.passes(20);
    const call = await detail(id);
    expect(call).toMatchObject({ status: 'in-progress', ended_at: null, error: null });
    expect(call.events.find(({ kind }) => kind === 'in-progress')?.details.source).toBe('asked');
    expect(await callsAtCarrier(world, talker)).toMatchObject([{ status: 'in-progress' }]);
  }
  await world.passes(240);
  const call = await detail(id);
  expect(call).toMatchObject({ status: 'completed', error: null });
  expect(call.duration_seconds).toBeGreaterThan(4 * hourSeconds - 60);
  const kinds = call.events.map(({ kind }) => kind);
  expect(kinds).not.toContain('hang-up');
  expect(kinds).not.toContain('failed');
  await world.admin(changeSetting, { params, body: { value: null } });
});

describe('a leg whose last report is lost', () => {
  test.each([
    [
      'while its call goes on to be told of',
      () => void world.emulator.mischief.add({ on: { callback: '*', numbers: '0190' }, do: { fault: 'drop' } }),
    ],
    ['with that of its call', losesAll],
  ])('%s is closed by asking', async (_what, lose) => {
    const { id } = await connected(lead, agent);
    await world.passes(15);
    expect((await detail(id)).legs).toMatchObject([{ status: 'in-progress', ended_at: null }]);
    lose();
    await world.passes(120);
    const call = await detail(id);
    expect(call.status).toBe('completed');
    expect(call.legs).toMatchObject([{ status: 'completed', ended_at: expect.any(String) }]);
    const ends = call.events.filter(({ kind }) => kind === 'leg-completed');
    expect(ends).toMatchObject([{ details: { source: 'asked' } }]);
  });
});

test('calls at the carrier that are older, or much younger, than an attempt are not taken for its call', async () => {
  const to = handset;
  const atCarrier = () => {
    const url = 'http://127.0.0.1:1/';
    return world.emulator.calls.create({ To: to, From: ourNumber, Url: url, Timeout: '600' }).sid;
  };
  const older = atCarrier();
  await world.passes(30);
  world.emulator.faults.next('calls.create', 'error-before');
  const { id } = await world.admin(placeCall, { body: { to, from: ourNumber } });
  await world.stopServer();
  await world.clock.passes(250_000);
  const younger = atCarrier();
  await world.startServer();
  await world.passes(60);
  const call = await detail(id);
  expect(call).toMatchObject({ placement: 'not-placed', status: 'failed', call_sid: null });
  expect(call.events.map(({ kind }) => kind)).not.toContain('stray');
  const calls = await callsAtCarrier(world, to);
  expect(calls.map(({ sid }) => sid).toSorted()).toEqual([older, younger].toSorted());
  for (const { status } of calls) expect(status).toBe('ringing');
});

test('a workspace whose carrier does not answer holds up no other one', async () => {
  const second = await makeSecondWorkspace(world);
  const slow = await makeSilencer();
  const { ctx } = world.app;
  losesAll();
  const theirs = await second.api(placeCall, { body: { to: handset, from: '+14155550198', timeout: 600 } });
  await ctx.db.systemPool.query('update carrier_connections set base_url = $1 where tenant_id = $2', [
    slow.url,
    second.tenantId,
  ]);
  const ours = await world.admin(placeCall, { body: { to: handset, from: ourNumber, timeout: 600 } });
  const passing = world.clock.passes(60_000);
  await slow.asked;
  // The carrier of the one hangs, and time with it; the other is asked about all the same.
  for (;;) {
    const { events } = await detail(ours.id);
    if (events.some(({ details }) => details.source === 'asked')) break;
  }
  expect((await second.api(getCall, { params: { call_id: theirs.id } })).events).toHaveLength(2);
  slow.close();
  await passing;
});

/** A carrier that takes requests and does not answer. */
async function makeSilencer(): Promise<{ url: string; asked: Promise<void>; close(): void }> {
  const heard = Promise.withResolvers<void>();
  const server = createServer(() => heard.resolve());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // it listens on TCP
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, asked: heard.promise, close };
}
