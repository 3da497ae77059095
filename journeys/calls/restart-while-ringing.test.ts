import { getCall, placeCall } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../apps/server/test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

test('the server stops while the phone rings and learns the end from the carrier when it is back', async () => {
  const nobodyAnswers = '+14155550103';
  const body = { to: nobodyAnswers, from: ourNumber, message: 'Is anybody there?', timeout: 20 };
  const { id } = await world.admin(placeCall, { body });
  await world.passes(5);
  expect(await world.admin(getCall, { params: { call_id: id } })).toMatchObject({ status: 'ringing' });

  await world.stopServer();
  await world.passes(120);
  await world.startServer();
  await world.passes(30);

  const call = await world.admin(getCall, { params: { call_id: id } });
  expect(call).toMatchObject({ status: 'no-answer', duration_seconds: 0, cost_lines: [] });
  expect(call.events.find(({ kind }) => kind === 'no-answer')?.details).toMatchObject({ source: 'asked' });
});
