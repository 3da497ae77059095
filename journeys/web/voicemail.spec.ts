import AxeBuilder from '@axe-core/playwright';
import { changeNumber, getVoicemail, listBoxes, listVoicemail } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pcm16, tones, wav } from '../../apps/server/src/providers/audio/test-sounds.ts';
import { buyNumber, callFrom } from '../../apps/server/test/caller.ts';
import { goodPassword, join } from '../../apps/server/test/members.ts';
import { type Desk, focused, heading, makeDesk, sees, seesNoMore } from './desk.ts';

const sound = wav({ data: pcm16(tones([440], 0.5, 3, 8000)), sampleRate: 8000 });
const words = 'Please call me back about the roof, it has rained into the kitchen again since this morning.';

let desk: Desk;
let page: Page;
let complaints: string[];
let number: string;
beforeAll(async () => {
  desk = await makeDesk();
  number = await buyNumber(desk.world);
  const [main] = (await desk.world.admin(listBoxes, {})).items;
  const body = { route: { kind: 'box' as const, box_id: main?.id ?? '' } };
  await desk.world.admin(changeNumber, { params: { phone_number: number }, body });
  ({ page, complaints } = await desk.open('/voicemail', { reducedMotion: 'reduce' }));
});
afterAll(() => desk?.close());

/** Somebody outside reaches nobody and leaves a message of about five seconds. */
async function leavesMessage(from: string): Promise<void> {
  const caller = await callFrom(desk.world, number, { from });
  await desk.world.passes(8);
  await caller.says(words);
  await desk.world.passes(20);
}

const messages = () => page.getByRole('list', { name: 'Messages' }).getByRole('link');
const message = (name: RegExp) => messages().filter({ hasText: name });
const badge = (count: number) => page.getByRole('link', { name: `Voicemail ${count} unread` });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const stored = async () => (await desk.world.admin(listVoicemail, { query: {} })).items;

test('messages that callers leave appear and are counted without a reload', async () => {
  await sees(page.getByText('No voicemail yet'));
  await leavesMessage('+14155550142');
  await sees(message(/Unread, \(415\) 555-0142/));
  await sees(badge(1));
  await leavesMessage('+390612345678');
  await sees(badge(2));
  await sees(message(/Unread, \+39 06 1234 5678/));
  expect(await page.title()).toBe('(2) Voicemail · Offhook');
});

test('J goes through the list and Enter plays; what was heard for three seconds is read', async () => {
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toContain('+39 06 1234 5678');
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toContain('(415) 555-0142');
  await page.keyboard.press('k');
  await sees(page.getByRole('heading', { level: 2, name: '+39 06 1234 5678' }));
  await sees(page.getByText('No transcription service'));
  await sees(page.getByText('2 Nov 2026', { exact: false }).getByText('UTC'));
  expect((await stored()).every(({ is_read }) => !is_read)).toBe(true);
  await page.keyboard.press('Enter');
  await sees(page.getByRole('button', { name: 'Pause' }));
  await sees(badge(1));
  expect((await stored())[0]?.is_read).toBe(true);
  await page.keyboard.press('u');
  await sees(badge(2));
});

test('a message that comes while somebody is at the rows waits behind a button', async () => {
  await leavesMessage('+14155550177');
  const button = page.getByRole('button', { name: '1 new message' });
  await sees(button);
  expect(await message(/555-0177/).count()).toBe(0);
  await button.click();
  await sees(message(/555-0177/));
});

test('E archives, Delete deletes, and both can be taken back', async () => {
  await message(/555-0177/).click();
  await page.keyboard.press('e');
  await seesNoMore(message(/555-0177/));
  // What is told later lies over what was told before.
  await sees(page.getByText('The message was archived.'));
  await expect.poll(() => focused(page)).toContain('+39 06 1234 5678');
  await page.keyboard.press('Delete');
  await sees(page.getByText('The message was deleted.'));
  await expect.poll(async () => (await stored()).length).toBe(1);
  const toast = page.getByRole('listitem').filter({ hasText: 'The message was deleted.' });
  await toast.getByRole('button', { name: 'Undo' }).click();
  await sees(message(/\+39 06 1234 5678/));
  await page.getByLabel('Show').selectOption('archived');
  await sees(message(/555-0177/));
  expect(new URL(page.url()).search).toBe('?view=archived');
  await page.reload();
  await sees(message(/555-0177/));
  await page.getByRole('switch', { name: 'Unread only' }).click();
  await page.getByLabel('Search number or name').fill('nobody');
  await sees(page.getByText('No message matches'));
  await press('Clear all filters');
  await sees(message(/555-0142/));
});

test('a message is given to somebody, gets a contact, and is called back', async () => {
  await join(desk.world, 'agent');
  await page.reload();
  await message(/555-0142/).click();
  const pane = page.getByRole('region', { name: /555-0142|Grace/ });
  await pane.getByLabel('Assigned to').selectOption('Member agent');
  await sees(message(/for Member agent/));
  await press('Add to contacts…');
  const dialog = page.getByRole('dialog', { name: 'Who left this message?' });
  await dialog.getByLabel('Name').fill('Grace Hopper');
  await dialog.getByRole('button', { name: 'Create contact' }).click();
  await sees(message(/Grace Hopper/));
  expect((await stored()).map(({ contact }) => contact?.name)).toContain('Grace Hopper');
  await press('Call back');
  await sees(heading(page, 'Home'));
  const dialer = page.getByRole('combobox', { name: 'Number or name' });
  await expect.poll(() => dialer.inputValue()).toBe('+1 415 555 0142');
});

test('a link plays the message to somebody without an account, until it ends', async () => {
  await page.goBack();
  await press('Share…');
  const dialog = page.getByRole('dialog', { name: 'Share the message' });
  await dialog.getByLabel('The link works for').selectOption('1 hour');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const link = await dialog.getByLabel('Link', { exact: true }).inputValue();
  await sees(dialog.getByText(/Ends on .* UTC/));
  const { headers, ok } = await fetch(new URL(new URL(link).pathname, desk.world.url));
  expect([ok, headers.get('content-type')]).toEqual([true, 'audio/wav']);
  await page.keyboard.press('Escape');
});

test('a greeting is recorded here; the page says what would play now and why', async () => {
  await page.goto('/voicemail/greetings');
  await sees(page.getByText('No greetings yet'));
  await press('New greeting');
  const dialog = page.getByRole('dialog', { name: 'New greeting' });
  await dialog.getByLabel('Name', { exact: true }).fill('Spoken here');
  await page.evaluate(
    `navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError') }`,
  );
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  await sees(dialog.getByRole('alert').filter({ hasText: 'does not let this page use the microphone' }));
  await page.evaluate('delete navigator.mediaDevices.getUserMedia');
  await dialog.getByRole('button', { name: 'Record again' }).click();
  await sees(dialog.getByText('00:02 /'));
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await sees(dialog.getByLabel('What you recorded'));
  await dialog.getByRole('button', { name: 'Add greeting' }).click();
  const item = page.getByRole('listitem', { name: 'Spoken here' });
  await sees(item.getByText('Default', { exact: true }));
  await sees(item.getByText('Plays now'));
  await sees(page.getByRole('region', { name: 'What would play now?' }).getByText('"Spoken here" plays'));
});

test('greetings are uploaded or spoken, play at times of their own, and take over as default', async () => {
  await press('New greeting');
  const dialog = page.getByRole('dialog', { name: 'New greeting' });
  await dialog.getByRole('tab', { name: 'Audio file' }).click();
  const file = { name: 'welcome.wav', mimeType: 'audio/wav' };
  await dialog.getByLabel('File to upload').setInputFiles({ ...file, buffer: Buffer.from('<html></html>') });
  await dialog.getByRole('button', { name: 'Add greeting' }).click();
  await sees(dialog.getByRole('alert').filter({ hasText: 'audio' }));
  await dialog.getByLabel('File to upload').setInputFiles({ ...file, buffer: sound });
  await dialog.getByRole('button', { name: 'Add greeting' }).click();
  await seesNoMore(dialog);
  const welcome = page.getByRole('listitem', { name: 'welcome' });
  await welcome.getByRole('button', { name: 'Make default' }).click();
  await sees(welcome.getByText('Default', { exact: true }));

  await press('New greeting');
  await dialog.getByLabel('Name', { exact: true }).fill('Office closed');
  await dialog.getByLabel('Type').selectOption('After hours');
  await sees(dialog.getByText('This box follows no opening hours'));
  await dialog.getByRole('tab', { name: 'Text to speech' }).click();
  await dialog.getByLabel('What is said').fill('We are closed. Please leave a message.');
  await dialog.getByLabel('Voice').selectOption('Polly.Amy');
  await dialog.getByLabel('When it plays').selectOption('At times of its own');
  await dialog.getByLabel('Time zone').selectOption('Europe/Rome');
  await dialog.getByRole('button', { name: 'Weekly times' }).click();
  await dialog.getByLabel('Beginning of times 1').fill('15:00');
  await dialog.getByLabel('End of times 1').fill('9:00');
  await dialog.getByRole('button', { name: 'Add greeting' }).click();
  await sees(dialog.getByRole('alert').filter({ hasText: 'The end must be after the beginning' }));
  await dialog.getByLabel('End of times 1').fill('18:00');
  await dialog.getByRole('button', { name: 'Add greeting' }).click();
  const closed = page.getByRole('listitem', { name: 'Office closed' });
  await sees(closed.getByText('Monday to Friday 15:00–18:00 (Europe/Rome)'));
  // The clock of the world stands at Monday, about 16:00 in Rome.
  await sees(closed.getByText('Plays now'));
  await press('Delete welcome');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete greeting' }).click();
  await seesNoMore(welcome);
});

test('a box says that no mail server is configured, and one that is the default stays', async () => {
  await page.getByRole('navigation', { name: 'Voicemail' }).getByRole('link', { name: 'Boxes' }).click();
  await press('New box');
  const dialog = page.getByRole('dialog', { name: 'New voicemail box' });
  await dialog.getByLabel('Name', { exact: true }).fill('main');
  await dialog.getByLabel('Most messages').fill('5');
  await dialog.getByLabel('E-mail notices to').fill('sales@example.com');
  await sees(dialog.getByText('No mail server is configured'));
  await dialog.getByRole('button', { name: 'Create box' }).click();
  await sees(dialog.getByRole('alert').filter({ hasText: 'there is a box with this name' }));
  await dialog.getByLabel('Name', { exact: true }).fill('Sales');
  await dialog.getByRole('button', { name: 'Create box' }).click();
  const sales = page.getByRole('listitem', { name: 'Sales' });
  await sees(sales.getByText('2 min each, 5 messages'));
  expect(await page.getByRole('button', { name: 'Delete Main' }).count()).toBe(0);
  await press('Delete Sales');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete box' }).click();
  await seesNoMore(sales);
  expect(complaints).toEqual([]);
});

test.each([1280, 390])('voicemail is without a barrier at %i px, in light and dark', async (width) => {
  const { page: other } = await desk.open('/voicemail', { viewport: { width, height: 844 }, reducedMotion: 'reduce' });
  const [first] = await stored();
  for (const path of ['/voicemail', `/voicemail?m=${first?.id}`, '/voicemail/greetings', '/voicemail/boxes']) {
    await other.goto(path);
    await sees(heading(other, 'Voicemail'));
    await isAccessible(other, width);
  }
  await other.getByRole('button', { name: 'New box' }).click();
  await isAccessible(other, width);
  await other.goto('/voicemail/greetings');
  await other.getByRole('button', { name: 'New greeting' }).click();
  await other.getByLabel('When it plays').selectOption('own');
  await other.getByRole('button', { name: 'Outside Mon–Fri 9–17' }).click();
  await other.getByRole('button', { name: 'Single day' }).click();
  await isAccessible(other, width);
  await other.context().close();
});

test('a viewer hears messages and changes none', async () => {
  await join(desk.world, 'viewer');
  const [first] = await stored();
  const before = await desk.world.admin(getVoicemail, { params: { voicemail_id: first?.id ?? '' } });
  const as = { email: 'viewer@example.com', password: goodPassword };
  const { page: viewing } = await desk.open(`/voicemail?m=${first?.id}`, { as });
  await sees(viewing.getByRole('button', { name: 'Play' }));
  expect(await viewing.getByRole('button', { name: /^(Archive|Delete|Share|Mark|Add)/ }).count()).toBe(0);
  await viewing.getByRole('link', { name: 'Greetings' }).first().click();
  await sees(viewing.getByText('Office closed'));
  expect(await viewing.getByRole('button', { name: /^(New|Edit|Delete|Make)/ }).count()).toBe(0);
  expect((await desk.world.admin(getVoicemail, { params: { voicemail_id: before.id } })).is_read).toBe(before.is_read);
});

async function isAccessible(on: Page, width: number): Promise<void> {
  await expect.poll(() => on.locator('[aria-busy=true]').count(), { timeout: 5000 }).toBe(0);
  await on.emulateMedia({ colorScheme: 'light' });
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  expect(await barriers(new AxeBuilder({ page: on }).withTags(tags))).toEqual([]);
  // Only the colours change with the theme.
  await on.emulateMedia({ colorScheme: 'dark' });
  expect(await barriers(new AxeBuilder({ page: on }).withRules(['color-contrast', 'link-in-text-block']))).toEqual([]);
  expect(await on.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
}

async function barriers(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
