import AxeBuilder from '@axe-core/playwright';
import { listContactImports, listContacts } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, focused, heading, makeDesk, sees } from './desk.ts';

const file = [
  'Customers of 2026;;;',
  'Vorname;Handy;E-Mail;Stadt',
  'Ada;0151 23456789;ada@example.com;Köln',
  'Grace;12;grace@example.com;Bonn',
  'Alan;0151 23456780;alan@;Bonn',
].join('\r\n');

let desk: Desk;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  desk = await makeDesk();
  ({ page, complaints } = await desk.open('/contacts/import', { reducedMotion: 'reduce' }));
});
afterAll(() => desk?.close());

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const step = (name: string) => page.getByRole('heading', { level: 2, name });
const found = () => page.getByRole('region', { name: 'What was found' });
const people = async () => (await desk.world.admin(listContacts, { query: {} })).items;

test('a file is read as it is written, and its columns are matched', async () => {
  await sees(page.getByText('No imports yet'));
  const buffer = Buffer.from(file, 'latin1');
  await page.getByLabel('File to import').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer });
  await sees(step('Step 2 of 5: Header row'));
  await sees(page.getByText('Detected: Semicolon'));
  await sees(page.getByRole('cell', { name: 'Köln' }));
  expect(await page.getByRole('radio', { name: 'Line 2', exact: true }).isChecked()).toBe(true);
  await isAccessible();
  await button('Next: Match columns').click();
  await sees(step('Step 3 of 5: Match columns'));
  expect(await page.getByLabel('Handy becomes').inputValue()).toBe('phone');
  await page.getByLabel('Stadt becomes').selectOption('Keep under its own name');
  await sees(page.getByText('4 of 4 columns are imported'));
});

test('the country shows at once how numbers are read, and a reload goes on here', async () => {
  await page.getByLabel('Numbers without a country code are of').selectOption('Germany');
  const read = page.getByRole('list', { name: 'Numbers as Germany reads them' });
  await sees(read.getByText('+49 1512 3456789'));
  await sees(read.getByText('Too short for DE.'));
  await sees(page.getByText('Saved. Nothing is imported yet.'));
  await page.reload();
  await sees(step('Step 3 of 5: Match columns'));
  await sees(page.getByRole('list', { name: 'Numbers as Germany reads them' }));
  await isAccessible();
});

test('rows with errors are mended in place, by keys alone', async () => {
  await button('Next: Check rows').click();
  await sees(step('Step 4 of 5: Check rows'));
  await desk.world.settles();
  await sees(page.getByRole('grid', { name: 'Rows of the file' }));
  await sees(found().getByText('1', { exact: true }));
  await isAccessible();
  await button('Next error').click();
  await expect.poll(() => focused(page)).toContain('Too short for DE.');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('Handy, row 2');
  await page.keyboard.type('0151 23456781');
  await page.keyboard.press('Enter');
  await sees(page.getByText('mended'));
  await expect.poll(() => focused(page)).toContain('0151 23456780');
  expect(await people()).toEqual([]);
});

test('the result says what became of each row, survives a reload, and can be taken back', async () => {
  await button('Import 2 rows').click();
  await sees(step('Step 5 of 5: Result'));
  await desk.world.settles();
  await sees(page.getByText('The import is done.'));
  await page.reload();
  await sees(page.getByText('2 of 2 created or updated contacts have a phone number now.'));
  await isAccessible();
  const download = page.waitForEvent('download');
  await button('Download problem rows CSV').click();
  expect((await download).suggestedFilename()).toMatch(/problem.*\.csv$/);
  await page.getByRole('link', { name: 'See the contacts' }).click();
  await sees(heading(page, 'Contacts'));
  await sees(page.getByRole('list', { name: 'Contacts' }).getByText('Grace'));
  expect((await people()).map(({ name, metadata }) => [name, metadata.Stadt]).sort()).toEqual([
    ['Ada', 'Köln'],
    ['Grace', 'Bonn'],
  ]);
  await page.goBack();
  await button('Undo').click();
  await button('Undo the import').click();
  await sees(page.getByText(/^The import (is being|was) undone/));
  await desk.world.settles();
  await sees(page.getByText('The import was undone.'));
  expect(await people()).toEqual([]);
});

test('rows pasted from a spreadsheet fit a narrow screen, and an import that was left goes on', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/contacts/import');
  await page.getByRole('tab', { name: 'Paste from a spreadsheet' }).click();
  await page.getByRole('textbox').fill('Name\tPhone\nAda\t(415) 555-0142');
  await button('Read these rows').click();
  await sees(step('Step 2 of 5: Header row'));
  await isAccessible();
  const [left] = (await desk.world.admin(listContactImports, { query: {} })).items;
  await page.goto('/contacts/import');
  await page.getByRole('link', { name: 'Pasted rows' }).click();
  await sees(step('Step 2 of 5: Header row'));
  expect(page.url()).toContain(left?.id);
  expect(complaints).toEqual([]);
});

async function isAccessible(): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  const widest = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(widest).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}
