import { changeMyself, changeNumber, listCalls, listVoicemail, setForwarding } from '@offhook/contract';
import type { ForwardingRule } from '@offhook/flow/shapes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buyNumber, callersPhone, callFrom } from '../../apps/server/test/caller.ts';
import { join } from '../../apps/server/test/members.ts';
import { makeWorld, type World } from '../../apps/server/test/world.ts';
import { closeSpeech } from '../../packages/emulator/src/audio/index.ts';

const [takesCalls, nobody] = ['+14155550107', '+14155550103'];

let world: World;
let number: string;
beforeAll(async () => {
  world = await makeWorld();
  number = await buyNumber(world);
});
afterAll(async () => {
  await closeSpeech();
  await world?.close();
});

async function person(name: string, phone_number: string | null): Promise<string> {
  const { api } = await join(world, 'agent', `${name.toLowerCase()}@example.com`);
  return (await api(changeMyself, { body: { name, phone_number } })).id;
}

test('a call goes on from one to the next until somebody takes it; a rule that would close the circle is refused by name', async () => {
  const [anna, bruno, carla] = [
    await person('Anna', nobody),
    await person('Bruno', null),
    await person('Carla', takesCalls),
  ];
  const follow = (person_id: string, when: ForwardingRule['when'], to: string) => {
    const rule = {
      when,
      ...(when === 'no-answer' && { after_seconds: 5 }),
      to: { kind: 'person' as const, person_id: to },
    };
    return world.admin(setForwarding, { params: { person_id }, body: { rules: [rule] } });
  };
  await follow(anna, 'no-answer', bruno);
  await follow(bruno, 'always', carla);
  await expect(follow(carla, 'busy', anna)).rejects.toMatchObject({
    problem: { code: 'forwarding.loop', details: { circle: 'Carla → Anna → Bruno → Carla' } },
  });
  const body = { route: { kind: 'person' as const, person_id: anna } };
  await world.admin(changeNumber, { params: { phone_number: number }, body });
  const caller = await callFrom(world, number);
  await world.passes(25);
  const { legs } = await caller.call();
  expect(legs.toSorted((a, b) => a.to_number.localeCompare(b.to_number))).toMatchObject([
    { to_number: nobody, accepted_at: null },
    { to_number: takesCalls, accepted_at: expect.any(String) },
  ]);
  await caller.hangsUp();
  expect((await caller.call()).status).toBe('completed');
});

test('somebody who hides their number leaves a message all the same', async () => {
  await world.admin(changeNumber, {
    params: { phone_number: number },
    body: { route: { kind: 'person', person_id: await person('Dora', nobody) } },
  });
  const { sid } = world.emulator.callers.call({ from: callersPhone, to: number, isWithheld: true });
  const heard = () => world.emulator.farEnds.list().find(({ callSid }) => callSid === sid)?.heard ?? [];
  for (let second = 0; second < 60 && !heard().some(({ text }) => text === 'beep'); second += 1) await world.passes(1);
  await world.emulator.farEnds.act(sid, { do: 'say', text: 'You need not know who I am, but your door stands open.' });
  await world.passes(8);
  await world.emulator.farEnds.act(sid, { do: 'hang-up' });
  await world.passes(10);
  const { items } = await world.admin(listVoicemail, { query: {} });
  expect(items).toMatchObject([{ from_number: 'anonymous', contact: null, audio_status: 'ready' }]);
  const [call] = (await world.admin(listCalls, { query: { direction: 'inbound', limit: 1 } })).items;
  expect(call).toMatchObject({ id: items[0]?.call_id, status: 'completed' });
});
