import { listVoicemail } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishDrawing } from '../../apps/server/test/flows.ts';
import { type Desk, heading, makeDesk, sees } from './desk.ts';

const menu = 'Welcome to the agency. To leave a message, press 1.';
const greeting = 'You have reached Main. Please leave a message after the beep.';
const words = 'The key of the house with the red door does not turn. Please call me back today.';

let desk: Desk;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  desk = await makeDesk();
  const { id } = await publishDrawing(desk.world, 'Main line', {
    nodes: {
      start: { type: 'start' },
      menu: { type: 'menu', message: menu, options: { 1: 'Message' } },
      box: { type: 'voicemail' },
    },
    edges: ['start next menu', 'menu 1 box', 'menu no-input box', 'menu invalid box'],
  });
  ({ page, complaints } = await desk.open(`/flows/${id}?panel=test`, { reducedMotion: 'reduce' }));
  await sees(heading(page, 'Main line'));
});
afterAll(() => desk?.close());

const drawer = () => page.getByRole('region', { name: 'Test call' });
const phone = () => drawer().getByRole('region', { name: /^Phone of/ });
const keyPlace = () => phone().getByRole('button', { name: 'Key 1', exact: true }).boundingBox();
const messages = () => page.getByRole('list', { name: 'Messages' }).getByRole('link');

/** Presses a button, and waits until the server has done what it says. */
async function does(name: string): Promise<void> {
  const done = page.waitForResponse(/\/(test-call|far-ends\/\w+)$/);
  await drawer().getByRole('button', { name, exact: true }).click();
  expect((await done).ok()).toBe(true);
}

/** Lets the call go on until its caller has heard this, and sees it on the page. */
async function hears(text: string): Promise<void> {
  const { emulator, passes } = desk.world;
  const isHeard = () => emulator.farEnds.list().some(({ heard }) => heard.some((line) => line.text === text));
  for (let seconds = 0; seconds < 30 && !isHeard(); seconds += 1) await passes(1);
  await sees(phone().getByText(text, { exact: true }));
}

test('the live version is called from beside the drawing, and a message is left after its menu', async () => {
  await drawer().getByRole('tab', { name: 'Call it' }).click();
  await drawer().getByLabel('Which version').selectOption('The live version');
  await does('Call the flow');
  await hears(menu);
  await sees(phone().getByText('The workspace picked up'));
  const keys = await keyPlace();
  await does('Key 1');
  await hears(greeting);
  await hears('beep');
  expect(await keyPlace()).toEqual(keys);
  await phone().getByLabel('What the person says').fill(words);
  await does('Say it');
  await desk.world.passes(6);
  await does('Hang up');
  await desk.world.passes(10);
  await sees(phone().getByText('Ended', { exact: true }));
});

test('the message is in the inbox, unread; it is played and then read', async () => {
  await page.getByRole('link', { name: 'Voicemail 1 unread' }).click();
  await sees(heading(page, 'Voicemail'));
  await messages()
    .filter({ hasText: /Unread, \(415\) 555-0110/ })
    .click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await sees(page.getByRole('link', { name: 'Voicemail', exact: true }));
  expect(await messages().filter({ hasText: 'Unread' }).count()).toBe(0);
  const { items } = await desk.world.admin(listVoicemail, { query: {} });
  expect(items).toMatchObject([{ from_number: '+14155550110', is_read: true, audio_status: 'ready' }]);
  expect(complaints).toEqual([]);
});
