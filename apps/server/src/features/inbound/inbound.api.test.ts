import { changeNumber, getVoicemail, listBoxes, listVoicemail } from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buyNumber, callersPhone, callFrom } from '../../../test/caller.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
let number: string;
let boxId: string;
beforeAll(async () => {
  world = await makeWorld();
  number = await buyNumber(world);
  boxId = (await world.admin(listBoxes, {})).items[0]?.id ?? '';
});
afterAll(() => world?.close());

test('a number that leads to a box takes a message, which is in the inbox with its audio', async () => {
  const params = { phone_number: number };
  await world.admin(changeNumber, { params, body: { route: { kind: 'box', box_id: boxId } } });
  const caller = await callFrom(world, number);
  await caller.waitsFor('You have reached Main. Please leave a message after the beep.');
  await caller.waitsFor('beep');
  await caller.says('Please call me back about the roof, it has rained into the kitchen again since this morning.');
  await caller.waitsFor('Thank you, your message was saved.');
  await world.passes(10);
  const { items } = await world.admin(listVoicemail, { query: {} });
  expect(items).toMatchObject([{ from_number: callersPhone, is_read: false }]);
  const detail = await world.admin(getVoicemail, { params: { voicemail_id: items[0]?.id ?? '' } });
  expect(detail.duration_seconds).toBeGreaterThan(2);
  const { events } = await caller.call();
  expect(events.map(({ sentence }) => sentence)).toContain('The call came in: Start → Voicemail.');
});

test('an address that was given for one call is refused for another, however well it is signed', async () => {
  const caller = await callFrom(world, number);
  await caller.waitsFor('beep');
  const { webhooks } = await caller.call();
  const [, path = ''] =
    /action="[^"]*(\/api\/voice\/webhooks\/twiml\/flow\/[^"]+)"/.exec(webhooks[0]?.response_body ?? '') ?? [];
  const asked = (CallSid: string) => {
    const params = { AccountSid: world.carrier.accountSid, CallSid, From: callersPhone, To: number };
    const signature = sign(world.carrier.authToken, world.app.ctx.publicUrl() + path, params);
    const headers = { 'x-twilio-signature': signature };
    return fetch(world.url + path, { method: 'POST', headers, body: new URLSearchParams(params) });
  };
  expect((await asked(`CA${'e'.repeat(32)}`)).status).toBe(403);
  expect((await asked(caller.sid)).status).toBe(200);
  await caller.hangsUp();
});
