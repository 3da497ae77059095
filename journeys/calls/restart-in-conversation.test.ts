import { getCall, placeCall } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../apps/server/test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

test('the server stops in mid-conversation; back again, it has the end, the recording and one charge', async () => {
  const handset = '+14155550110';
  const message = 'We talk on without the server, which is away for a while. '.repeat(3);
  const { id, call_sid: sid } = await world.admin(placeCall, {
    body: { to: handset, from: ourNumber, message, record: true },
  });
  await world.passes(5);
  await world.emulator.farEnds.act(sid ?? '', { do: 'answer' });
  await world.passes(3);
  expect(await world.admin(getCall, { params: { call_id: id } })).toMatchObject({ status: 'in-progress' });

  await world.stopServer();
  await world.passes(120);
  const ended = world.emulator.events(sid ?? '').find(({ event }) => event.type === 'ended');
  expect(ended?.event).toMatchObject({ status: 'completed' });
  await world.startServer();
  await world.passes(60);

  const call = await world.admin(getCall, { params: { call_id: id } });
  expect(call).toMatchObject({ status: 'completed', recording: { status: 'ready', channels: 2 } });
  expect(Date.parse(call.ended_at ?? '')).toBeCloseTo(ended?.atMs ?? 0, -4);
  expect(call.cost_lines).toHaveLength(2);
});
