import { getCall, placeCall } from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../apps/server/test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

test('the server stops between the end of a call and the report of its recording, and asks for it when it is back', async () => {
  const body = { to: '+14155550106', from: ourNumber, message: 'Short.', record: true };
  const { id, call_sid: sid } = await world.admin(placeCall, { body });
  await world.passes(2);
  world.emulator.faults.callbacks({ lose: 1 });
  await reportEnd(sid ?? '');
  const ended = await world.admin(getCall, { params: { call_id: id } });
  expect(ended).toMatchObject({ status: 'completed', recording: { status: 'in-progress' } });

  await world.stopServer();
  await world.passes(60);
  await world.startServer();
  await world.passes(30);

  const call = await world.admin(getCall, { params: { call_id: id } });
  expect(call).toMatchObject({ status: 'completed', recording: { status: 'ready' } });
  expect(call.cost_lines.map(({ what }) => what)).toHaveLength(2);
});

/** The one report that still arrives. */
async function reportEnd(sid: string): Promise<void> {
  const path = '/api/voice/webhooks/status';
  const params = { AccountSid: world.carrier.accountSid, CallSid: sid, CallStatus: 'completed', CallDuration: '2' };
  const response = await fetch(world.url + path, {
    method: 'POST',
    headers: { 'x-twilio-signature': sign(world.carrier.authToken, world.url + path, params) },
    body: new URLSearchParams(params),
  });
  expect(response.status).toBe(204);
  await world.settles();
}
