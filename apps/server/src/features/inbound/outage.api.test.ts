import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listCalls, listVoicemail } from '@offhook/contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { buyNumber, callersPhone, callFrom } from '../../../test/caller.ts';
import { type Cuttable, makeCuttable } from '../../../test/cuttable.ts';
import { leadTo, publishDrawing } from '../../../test/flows.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let way: Cuttable;
let world: World;
let number: string;
beforeAll(async () => {
  way = await makeCuttable(inject('testPostgres')?.appUrl ?? '');
  world = await makeWorld({ via: way.via });
  number = await buyNumber(world);
  const flow = await publishDrawing(world, 'Message', {
    nodes: {
      start: { type: 'start' },
      menu: { type: 'menu', message: 'For a message press 1.', options: { '1': 'Message' } },
      box: { type: 'voicemail' },
    },
    edges: ['start next menu', 'menu 1 box', 'menu invalid box', 'menu no-input box'],
  });
  await leadTo(world, number, flow);
});
afterAll(async () => {
  await world?.close();
  await way?.cut();
});

test('a call that comes in while the database is away is answered by its flow, and is known whole afterwards', async () => {
  // Known from an earlier call.
  const before = await callFrom(world, number);
  await before.presses('1');
  await before.hangsUp();
  await world.passes(5);
  const known = (await world.admin(listVoicemail, { query: {} })).items.length;

  await way.cut();
  const outside = await callFrom(world, number, { passes: (seconds) => world.clock.passes(seconds * 1000) });
  await outside.waitsFor('For a message press 1.');
  await outside.presses('1');
  await outside.waitsFor('beep');
  await outside.says('Your database is away, and still I can leave this message for you.');
  const heard = await outside.waitsFor('Thank you, your message was saved.');
  expect(heard[1]).toBe('You have reached Main. Please leave a message after the beep.');
  await world.clock.passes(5000);
  const folder = join(world.app.ctx.config.dataDir, 'answered');
  expect(await readdir(folder)).not.toEqual([]);

  await way.mend();
  await world.passes(30);
  expect(await readdir(folder)).toEqual([]);
  const { items } = await world.admin(listCalls, { query: { direction: 'inbound' } });
  expect(items.map(({ call_sid }) => call_sid)).toEqual([outside.sid, before.sid]);
  const messages = (await world.admin(listVoicemail, { query: {} })).items;
  expect(messages.length).toBe(known + 1);
  expect(messages[0]).toMatchObject({ from_number: callersPhone, call_id: items[0]?.id });
});
