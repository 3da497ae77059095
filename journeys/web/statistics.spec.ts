import { readFile } from 'node:fs/promises';
import { placeCall } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, heading, makeDesk, sees } from './desk.ts';

// The clock of the world stands still; the page's own, until it has heard of that one, does not.
const thatDay = 'period=custom&from=2026-11-02&to=2026-11-02';

let desk: Desk;
let page: Page;
beforeAll(async () => {
  desk = await makeDesk();
  const message = 'Good morning. This call is only here to be counted, like the others of this day.';
  for (const to of ['+14155550142', '+14155550142', '+14155550102'])
    await desk.world.admin(placeCall, { body: { to, message } });
  await desk.world.passes(120);
  ({ page } = await desk.open(`/statistics?${thatDay}`));
});
afterAll(() => desk?.close());

const chart = (title: string) => page.getByRole('region', { name: title, exact: true });
const figure = (name: string) =>
  page.locator('dl[aria-label=Figures] > div').filter({ has: page.getByText(name, { exact: true }) });

test('the figures of a period are shown, with their time and zone', async () => {
  await sees(heading(page, 'Statistics'));
  await sees(figure('Calls').getByText('3', { exact: true }));
  await sees(figure('Answered').getByText('2 of 3 calls'));
  await sees(page.getByText(/^As of .* days of /));
});

test('a chart is read as a table, and leads to the calls behind a group', async () => {
  await chart('Calls').getByRole('table', { name: 'Calls' }).waitFor({ state: 'attached' });
  await page.getByLabel('Grouped by').selectOption('Day');
  await chart('Calls')
    .getByRole('button', { name: /View as table/ })
    .click();
  await chart('Calls').getByRole('row', { name: '2 Nov 2 1 3', exact: true }).getByRole('link').click();
  await sees(heading(page, 'Calls'));
  expect(new URL(page.url()).search).toBe('?date=custom&from=2026-11-02&to=2026-11-02');
  await page.goBack();
});

test('what is chosen stands in the address and survives a reload', async () => {
  await page.getByLabel('Grouped by').selectOption('Status');
  await page.getByLabel('Direction').selectOption('Outbound');
  await page.waitForURL(`**/statistics?${thatDay}&group=status&direction=outbound`);
  await page.reload();
  await sees(chart('Calls').getByRole('button', { name: /View as table/ }));
  const statuses = await chart('Calls').getByRole('rowheader').allTextContents();
  expect(statuses.toSorted()).toEqual(['Busy', 'Completed']);
});

test('the table is saved as CSV', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('statistics-by-status.csv');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.replace('\ufeff', '').split('\r\n')[0]).toMatch(/^status,name,total_calls,/);
  expect(text).toMatch(/^completed,completed,2,0,2,2,/m);
});

test('a period without calls says so, and leads back', async () => {
  await page.getByLabel('From', { exact: true }).fill('2026-10-01');
  await page.getByLabel('To', { exact: true }).fill('2026-10-02');
  await sees(page.getByText('No calls in this period'));
  await page.getByRole('button', { name: 'Show the last 7 days of everybody' }).click();
  await page.waitForURL(`${desk.world.url}/statistics`);
});
