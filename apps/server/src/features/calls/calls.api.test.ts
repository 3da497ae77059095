import { getCall, placeCall } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

test('a call rings, speaks, is recorded and can be heard', async () => {
  const placed = await world.admin(placeCall, {
    body: { to: '+14155550142', from: ourNumber, message: 'Hello from the test.', record: true },
  });
  expect(placed).toMatchObject({ status: 'queued', placement: 'placed', simulated: true, direction: 'outbound' });
  await world.passes(120);
  const call = await world.admin(getCall, { params: { call_id: placed.id } });
  expect(call).toMatchObject({ status: 'completed', cost: '0.0165', recording: { status: 'ready', channels: 2 } });
  expect(call.events.map((event) => event.kind)).toEqual(
    expect.arrayContaining(['queued', 'ringing', 'in-progress', 'completed']),
  );
  expect(call.webhooks.every((webhook) => webhook.signature === 'valid' && !webhook.copy)).toBe(true);
});
