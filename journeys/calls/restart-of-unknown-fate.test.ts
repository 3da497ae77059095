import { getCall, placeCall } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeWorld, ourNumber, type World } from '../../apps/server/test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const listener = '+14155550142';

test('the carrier accepts a call and its answer is lost; the server stops, finds the call when it is back, and places no other', async () => {
  world.emulator.faults.next('calls.create', 'drop-after');
  const body = { to: listener, from: ourNumber, message: 'Did you get my call?' };
  const placed = await world.admin(placeCall, { body });
  expect(placed).toMatchObject({ status: 'queued', placement: 'unknown', call_sid: null });

  await world.stopServer();
  await world.passes(120);
  await world.startServer();
  await world.passes(60);

  const call = await world.admin(getCall, { params: { call_id: placed.id } });
  const [only, ...others] = await callsAtCarrier(listener);
  expect(others).toEqual([]);
  expect(call).toMatchObject({ placement: 'placed', call_sid: only?.sid, status: only?.status });
  expect(['completed', 'failed']).toContain(call.status);
});

test('the carrier never had a call of unknown fate: after the horizon it counts as not placed', async () => {
  world.emulator.faults.next('calls.create', 'error-before');
  const body = { to: '+14155550143', from: ourNumber, message: 'Did you get my call?' };
  const placed = await world.admin(placeCall, { body });
  expect(placed).toMatchObject({ placement: 'unknown' });

  await world.stopServer();
  await world.startServer();
  await world.passes(100);
  expect(await world.admin(getCall, { params: { call_id: placed.id } })).toMatchObject({ placement: 'unknown' });
  await world.passes(60);

  const call = await world.admin(getCall, { params: { call_id: placed.id } });
  expect(call).toMatchObject({ placement: 'not-placed', status: 'failed', error: { code: 'not-placed' } });
  expect(await callsAtCarrier('+14155550143')).toEqual([]);
});

const CallList = z.object({ calls: z.array(z.object({ sid: z.string(), status: z.string() })) });

async function callsAtCarrier(to: string): Promise<{ sid: string; status: string }[]> {
  const { url, accountSid, authorization } = world.carrier;
  const query = new URLSearchParams({ To: to });
  const response = await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Calls.json?${query}`, {
    headers: { authorization },
  });
  return CallList.parse(await response.json()).calls;
}
