import AxeBuilder from '@axe-core/playwright';
import { getFlow, listFlows, listTestCases } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pcm16, tones, wav } from '../../apps/server/src/providers/audio/test-sounds.ts';
import { type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let desk: Desk;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  desk = await makeDesk();
  ({ page, complaints } = await desk.open('/flows', { reducedMotion: 'reduce' }));
});
afterAll(() => desk?.close());

const beside = () => page.getByRole('complementary', { name: 'Beside the flow' });
const problems = () => page.getByRole('region', { name: 'Problems' });
const flowNow = async () => {
  const { items } = await desk.world.admin(listFlows, { query: {} });
  return desk.world.admin(getFlow, { params: { flow_id: items[0]?.id ?? '' } });
};

test('a workspace without flows is offered templates, with nothing in the way of anybody', async () => {
  await sees(page.getByText('No call flows yet'));
  await sees(page.getByRole('img', { name: /^Drawing of Reception: \d+ nodes$/ }));
  expect(await page.getByRole('list', { name: 'Templates' }).getByRole('listitem').count()).toBeGreaterThanOrEqual(7);
  await isAccessible(page);
});

test('a template becomes a flow, and its problems lead to the fields that mend them', async () => {
  await page.getByRole('button', { name: 'Use this: Reception' }).click();
  await page.getByRole('dialog', { name: 'Name the flow' }).getByLabel('Name').fill('Main line');
  await page.getByRole('button', { name: 'Create flow' }).click();
  await sees(heading(page, 'Main line'));
  await page.getByRole('button', { name: /^\d+ errors/ }).click();
  await problems()
    .getByRole('button', { name: /needs opening hours/ })
    .click();
  await expect.poll(() => focusedLabel(page)).toBe('Opening hours');
  await beside().getByRole('button', { name: 'Make Monday to Friday, 9 to 17' }).click();
  await seesNoMore(problems().getByRole('button', { name: /needs opening hours/ }));
  for (const name of ['Ring sales', 'Ring support', 'Ring the front desk']) {
    await problems()
      .getByRole('button', { name: new RegExp(`"${name}" needs`) })
      .click();
    await sees(beside().getByRole('heading', { name }));
    await beside().getByRole('button', { name: 'Add who rings' }).click();
    await page.getByRole('menuitem', { name: 'A phone number' }).click();
    await beside().getByLabel('Number 1').fill('(415) 555-0111');
  }
  await sees(problems().getByText('No problems'));
  await expect.poll(async () => (await flowNow()).problems, { timeout: 8000 }).toEqual([]);
});

test('a text is written with a variable that is chosen as it is typed', async () => {
  const at = new URL(page.url()).pathname;
  await page.goto(`${at}?view=outline`);
  await sees(heading(page, 'Main line'));
  await page
    .getByRole('button', { name: /^Main menu/ })
    .first()
    .click();
  await sees(beside().getByRole('heading', { name: 'Main menu' }));
  const text = beside().getByLabel('Text', { exact: true });
  await text.fill('');
  await text.pressSequentially('You call from {{cal');
  await sees(page.getByRole('option', { name: /^caller/ }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect.poll(() => text.inputValue()).toBe('You call from {{caller}}');
  await text.pressSequentially('. Press 1 for sales.');
  await isAccessible(page);
  await expect
    .poll(async () => (await flowNow()).draft.nodes.find(({ name }) => name === 'Main menu')?.data.message)
    .toBe('You call from {{caller}}. Press 1 for sales.');
});

test('a test call is stepped through, lit up, and kept as a test case', async () => {
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const drawer = page.getByRole('region', { name: 'Test call' });
  await drawer.getByLabel('Time of the call').fill('2026-11-02T15:00');
  await drawer.getByRole('button', { name: 'Start test call' }).click();
  const log = drawer.getByRole('log', { name: 'Heard and done' });
  await sees(log.getByText('You call from +14155550110. Press 1 for sales.'));
  await sees(page.locator('.flow-glow').filter({ hasText: 'Main menu' }));
  await drawer.getByRole('button', { name: 'Key 1' }).click();
  await sees(log.getByText(/^Rings \+14155550111 for \d+ s$/));
  await isAccessible(page);
  await drawer.getByRole('button', { name: 'Nobody answers' }).click();
  await drawer.getByRole('button', { name: 'Leave a message' }).click();
  await sees(drawer.getByText('Ended by the flow'));
  await drawer.getByText(/^TwiML of each step/).click();
  await sees(drawer.getByText('<Gather', { exact: false }));
  await drawer.getByRole('button', { name: 'Keep', exact: true }).click();
  await sees(page.getByText('was kept as a test case.'));
  const { id } = await flowNow();
  const { items } = await desk.world.admin(listTestCases, { params: { flow_id: id } });
  expect(items.map(({ name, acts }) => [name, acts.length])).toEqual([
    ['Pressed 1, nobody answered, left a message of 8 s', 3],
  ]);
});

test('the draft is called through the emulator, and heard on the phone of the caller', async () => {
  const drawer = page.getByRole('region', { name: 'Test call' });
  await drawer.getByRole('tab', { name: 'Call it' }).click();
  await drawer.getByRole('button', { name: 'Call the flow' }).click();
  const phone = drawer.getByRole('region', { name: /^Phone of/ });
  await sees(phone);
  await desk.world.passes(4);
  await sees(phone.getByText(/You call from \+14155550110/));
  await isAccessible(page);
  await phone.getByRole('button', { name: 'Hang up' }).click();
  await sees(phone.getByText('Ended'));
});

test('every path is listed with its documents, and the kept case runs', async () => {
  const { id } = await flowNow();
  await page.goto(`/flows/${id}?view=outline&panel=paths`);
  await sees(page.getByRole('list', { name: 'Paths' }).getByRole('listitem'));
  await page.getByRole('button', { name: 'Run all', exact: true }).click();
  await sees(page.getByRole('list', { name: 'Test cases' }).getByText(/^Passed/));
  await page.getByRole('list', { name: 'Paths' }).locator('summary').first().click();
  await sees(page.getByRole('region', { name: 'Document 1, code' }));
  await isAccessible(page);
});

test('the list shows the flow, on a small screen too, and prompts have a page of their own', async () => {
  const { page: slim } = await desk.open('/flows', { viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' });
  await sees(slim.getByRole('link', { name: 'Main line' }));
  await sees(slim.getByText('Not published'));
  await isAccessible(slim);
  await slim.getByRole('button', { name: 'New call flow' }).click();
  await sees(slim.getByRole('dialog').getByRole('button', { name: 'Use this: Reception' }));
  await isAccessible(slim);
  await slim.getByRole('dialog').getByRole('button', { name: 'Use this: Reception' }).click();
  await expect.poll(() => focusedLabel(slim)).toBe('Name');
  await slim.getByRole('dialog', { name: 'Name the flow' }).getByRole('heading').click();
  await slim.keyboard.press('s');
  expect(await slim.getByRole('complementary', { name: 'Simulated handset' }).count()).toBe(0);
  await slim.goto('/prompts');
  await sees(slim.getByText('No prompts yet'));
  await slim.getByRole('button', { name: 'New prompt' }).click();
  const dialog = slim.getByRole('dialog', { name: 'New prompt' });
  await isAccessible(slim);
  await dialog.getByRole('tab', { name: 'Audio file' }).click();
  const buffer = wav({ data: pcm16(tones([440], 0.5, 1, 8000)), sampleRate: 8000 });
  await dialog.getByLabel('File to upload').setInputFiles({ name: 'welcome_tune.wav', mimeType: 'audio/wav', buffer });
  await dialog.getByRole('button', { name: 'Add prompt' }).click();
  await sees(slim.getByRole('list', { name: 'Prompts' }).getByText('welcome tune'));
  expect(complaints).toEqual([]);
});

function focusedLabel(of: Page): Promise<string> {
  return of.evaluate<string>(`document.activeElement?.labels?.[0]?.textContent ?? ''`);
}

async function isAccessible(of: Page): Promise<void> {
  await expect.poll(() => of.locator('[aria-busy=true]').count(), { timeout: 5000 }).toBe(0);
  await of.emulateMedia({ colorScheme: 'light' });
  expect(await barriers(new AxeBuilder({ page: of }).withTags(tags))).toEqual([]);
  await of.emulateMedia({ colorScheme: 'dark' });
  expect(await barriers(new AxeBuilder({ page: of }).withRules(['color-contrast', 'link-in-text-block']))).toEqual([]);
  const { width } = of.viewportSize() ?? { width: 0 };
  expect(await of.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
}

async function barriers(axe: AxeBuilder): Promise<string[][]> {
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => [id, html, any[0]?.message ?? '']));
}
