import { createVoicemailDrop, listVoicemailDrops, placeCall } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pcm16, tones, wav } from '../../apps/server/src/providers/audio/test-sounds.ts';
import { goodPassword, join } from '../../apps/server/test/members.ts';
import { type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  desk = await makeDesk();
  ({ page, complaints } = await desk.open('/voicemail-drops'));
});
afterAll(() => desk?.close());

const sound = wav({ data: pcm16(tones([440], 0.5, 3, 8000)), sampleRate: 8000 });
const dialog = () => page.getByRole('dialog', { name: 'New voicemail drop' });
const drop = (name: string) => page.getByRole('listitem').filter({ hasText: name });
const add = () => dialog().getByRole('button', { name: 'Add voicemail drop' }).click();

test('a file is uploaded, refused when it is no audio, and named after its file', async () => {
  await sees(page.getByText('No voicemail drops yet'));
  await page.getByRole('button', { name: 'New voicemail drop' }).click();
  await dialog().getByLabel('Name').fill('Anything');
  await add();
  await sees(dialog().getByText('Choose a file first.'));
  await dialog().getByLabel('Name').fill('');
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'audio/wav', buffer });
  await dialog()
    .getByLabel('File to upload')
    .setInputFiles(file('after_hours.wav', Buffer.from('<html>not audio</html>')));
  expect(await dialog().getByLabel('Name').inputValue()).toBe('after hours');
  await add();
  await sees(dialog().getByRole('alert').filter({ hasText: 'audio:' }));
  await dialog().getByLabel('File to upload').setInputFiles(file('after_hours.wav', sound));
  await add();
  await seesNoMore(dialog());
  await sees(drop('after hours').getByText('00:03', { exact: true }));
});

test('it is played', async () => {
  await page.getByRole('button', { name: 'Play after hours' }).click();
  await sees(page.getByRole('slider', { name: 'Position in after hours' }));
  const seconds = async () => Number(await page.getByRole('slider').inputValue());
  await expect.poll(seconds, { timeout: 10_000 }).toBeGreaterThan(0.3);
});

test('text is spoken; a name that is taken is refused beside the name', async () => {
  await page.getByRole('button', { name: 'New voicemail drop' }).click();
  await dialog().getByLabel('Name').fill('after hours');
  await dialog().getByRole('tab', { name: 'Text to speech' }).click();
  await dialog().getByLabel('Text', { exact: true }).fill('We are closed. Call us tomorrow.');
  await dialog().getByLabel('Voice').selectOption('Polly.Amy');
  await add();
  await sees(dialog().getByText('name: there is a voicemail drop with this name.'));
  await dialog().getByLabel('Name').fill('Closed');
  await add();
  await sees(drop('Closed').getByText('Text, spoken by Polly.Amy'));
});

test('an address of this house is not fetched', async () => {
  await page.getByRole('button', { name: 'New voicemail drop' }).click();
  await dialog().getByLabel('Name').fill('Inside');
  await dialog().getByRole('tab', { name: 'Address' }).click();
  await dialog().getByLabel('Address of the audio').fill('http://169.254.169.254/latest/meta-data');
  await add();
  await sees(dialog().getByRole('alert').filter({ hasText: 'audio_url:' }));
  await page.keyboard.press('Escape');
  await seesNoMore(dialog());
});

test('it is renamed in its place', async () => {
  await page.getByRole('button', { name: 'Rename Closed' }).click();
  await page.getByLabel('New name of Closed').fill('Closed today');
  await page.keyboard.press('Enter');
  await sees(page.getByRole('button', { name: 'Rename Closed today' }));
});

test('one that a call may still leave is kept, and the other is deleted', async () => {
  const { items } = await desk.world.admin(listVoicemailDrops, { query: {} });
  const used = items.find(({ name }) => name === 'after hours')?.id;
  await desk.world.admin(placeCall, { body: { to: '+14155550142', voicemail_drop_id: used } });
  await page.getByRole('button', { name: 'Delete after hours' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete voicemail drop' }).click();
  await sees(drop('after hours').getByText('Calls under way may still leave it (now: 1). Try again later.'));
  await page.getByRole('button', { name: 'Delete Closed today' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete voicemail drop' }).click();
  await seesNoMore(page.getByRole('button', { name: 'Delete Closed today' }));
  expect(complaints).toEqual([]);
});

test('a viewer hears drops and changes none', async () => {
  await join(desk.world, 'viewer');
  await desk.world.admin(createVoicemailDrop, { body: { name: 'Spoken', text: 'Hello.' } });
  const as = { email: 'viewer@example.com', password: goodPassword };
  const { page: viewing } = await desk.open('/voicemail-drops', { as });
  await sees(heading(viewing, 'Voicemail drops'));
  await sees(viewing.getByRole('button', { name: 'Play after hours' }));
  expect(await viewing.getByRole('button', { name: /^(New|Rename|Delete)/ }).count()).toBe(0);
});
