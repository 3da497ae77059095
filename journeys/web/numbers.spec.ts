import AxeBuilder from '@axe-core/playwright';
import { getNumber, listNumbers, purchaseNumber, searchNumbers } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let desk: Desk;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  desk = await makeDesk();
  ({ page, complaints } = await desk.open('/numbers', { reducedMotion: 'reduce' }));
});
afterAll(() => desk?.close());

const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const row = (label: string) => page.getByRole('row').filter({ hasText: label });

test('a number is found by its area code, looked at, and bought at the second press', async () => {
  await sees(page.getByText('No numbers yet'));
  await page.getByRole('button', { name: 'Buy a number' }).click();
  const buying = dialog('Buy a number');
  await buying.getByLabel('Area code').fill('415');
  await sees(buying.getByText('20 numbers', { exact: true }));
  await sees(buying.getByText('San Francisco, CA').first());
  await isAccessible(page);
  await buying.getByLabel('Contains').fill('9*');
  await sees(buying.getByRole('alert').filter({ hasText: 'contains: two digits or letters at least' }));
  await buying.getByLabel('Contains').fill('');
  await buying
    .getByRole('button', { name: /^Choose \(415\)/ })
    .first()
    .click();
  const confirm = dialog(/^Buy \(415\)/);
  await sees(confirm.getByText('$1.15 a month, until you release it'));
  await sees(confirm.getByText('No address and no documents.'));
  await confirm.getByLabel('Label').fill('Reception');
  await confirm.getByLabel('Calls go to').selectOption('person');
  await confirm.getByLabel('Person', { exact: true }).selectOption('Ada Admin');
  await isAccessible(page);
  await confirm.getByRole('button', { name: 'Buy for $1.15 a month' }).click();
  await sees(row('Reception').getByText('Calls arrive here'));
  await sees(row('Reception').getByText('Ada Admin'));
  expect((await desk.world.admin(listNumbers, {})).items).toMatchObject([
    { label: 'Reception', route: { kind: 'person' } },
  ]);
  await isAccessible(page);
});

test('a number is configured; what is refused stands at its field, what is saved is in the list', async () => {
  await page.getByRole('link', { name: 'Reception' }).click();
  await sees(heading(page, 'Reception'));
  await page.getByLabel('Description').fill('On every business card');
  await page.getByLabel('Record calls').selectOption('Never');
  const { items } = await desk.world.admin(listNumbers, {});
  await page.getByLabel('Calls go to').selectOption('number');
  await page.getByRole('textbox', { name: 'Number' }).fill(items[0]?.phone_number ?? '');
  await page.getByRole('button', { name: 'Save number' }).click();
  await sees(
    page.getByRole('form', { name: 'Settings of the number' }).getByRole('alert').filter({ hasText: 'circle' }),
  );
  // Or the button above may be half under the header, and too small to press.
  await page.evaluate('scrollTo(0, 0)');
  await isAccessible(page);
  await page.getByRole('textbox', { name: 'Number' }).fill('+14155550142');
  await page.getByRole('button', { name: 'Save number' }).click();
  await sees(page.getByText('Saved.'));
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Numbers' }).click();
  await sees(row('Reception').getByText('On every business card'));
  await sees(row('Reception').getByText('+14155550142'));
  await sees(row('Reception').getByText('Never'));
});

test('what differs at the carrier is shown before it is applied; calls that went elsewhere are brought back', async () => {
  await page.getByRole('button', { name: 'Compare with carrier' }).click();
  const comparing = dialog('Compare with the carrier');
  await sees(comparing.getByText('At the carrier and not here'));
  await sees(comparing.getByText('1 number is the same.'));
  await isAccessible(page);
  await comparing.getByRole('button', { name: 'Apply 1 change' }).click();
  await seesNoMore(comparing);
  const adopted = row('+15005550006');
  await sees(adopted.getByText('Webhook points elsewhere'));
  await adopted.getByRole('button', { name: /^Fix/ }).click();
  await sees(adopted.getByText('Calls arrive here'));
});

test('a number is released by whoever types it, and is told what breaks', async () => {
  const offer = (await desk.world.admin(searchNumbers, { query: { limit: 1 } })).items[0]?.phone_number ?? '';
  await desk.world.admin(purchaseNumber, {
    body: { phone_number: offer, label: 'Doomed', route: { kind: 'number', number: '+14155550142' } },
  });
  await page.goto(`/numbers/${encodeURIComponent(offer)}`);
  await sees(heading(page, 'Doomed'));
  await page.getByRole('button', { name: 'Release…' }).click();
  const releasing = dialog('Release Doomed?');
  await sees(releasing.getByText('Callers are not taken any more. Now they go to: +14155550142.'));
  await releasing.getByRole('button', { name: 'Release number' }).click();
  await sees(releasing.getByText(`This is not ${offer}.`));
  await isAccessible(page);
  await releasing.getByRole('textbox').fill(offer);
  await releasing.getByRole('button', { name: 'Release number' }).click();
  await sees(heading(page, 'Numbers'));
  await seesNoMore(page.getByRole('link', { name: 'Doomed' }));
  await expect(desk.world.admin(getNumber, { params: { phone_number: offer } })).rejects.toMatchObject({
    code: 'request.not_found',
  });
});

test('the numbers are without a barrier on a telephone, and a call is placed from one of them', async () => {
  const { page: slim, complaints: slimComplaints } = await desk.open('/numbers', {
    reducedMotion: 'reduce',
    viewport: { width: 390, height: 844 },
  });
  await sees(slim.getByRole('link', { name: 'Reception' }));
  await isAccessible(slim);
  await slim.getByRole('link', { name: 'Reception' }).click();
  await sees(heading(slim, 'Reception'));
  await isAccessible(slim);
  expect(await slim.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await slim.goto('/');
  await slim.getByRole('button', { name: 'Options' }).click();
  const [reception] = (await desk.world.admin(listNumbers, {})).items.filter(({ label }) => label === 'Reception');
  await slim.getByLabel('Call from').selectOption(reception?.phone_number ?? '');
  await slim.reload();
  await slim.getByRole('button', { name: 'Options' }).click();
  await sees(slim.getByText(`from ${reception?.phone_number}`));
  await expect.poll(() => slim.getByLabel('Call from').inputValue()).toBe(reception?.phone_number);
  expect([...complaints, ...slimComplaints]).toEqual([]);
});

async function isAccessible(on: Page): Promise<void> {
  await expect.poll(() => on.locator('[aria-busy=true]').count(), { timeout: 5000 }).toBe(0);
  expect(await barriers(new AxeBuilder({ page: on }).withTags(tags))).toEqual([]);
  // Only the colours change with the theme.
  await on.emulateMedia({ colorScheme: 'dark' });
  expect(await barriers(new AxeBuilder({ page: on }).withRules(['color-contrast', 'link-in-text-block']))).toEqual([]);
  await on.emulateMedia({ colorScheme: 'light' });
}

async function barriers(axe: AxeBuilder): Promise<string[][]> {
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html]));
}
