import AxeBuilder from '@axe-core/playwright';
import { checkSuppression, createContact, getContact, listConsents } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
let complaints: string[];
let ada: { id: string };
beforeAll(async () => {
  desk = await makeDesk();
  const numbers = [
    { number: '+13035550142', label: 'mobile' },
    { number: '+390612345678', label: 'work' },
  ];
  ada = await desk.world.admin(createContact, { body: { name: 'Ada Byron', numbers, tags: ['fair'] } });
  await desk.world.admin(createContact, { body: { name: 'Grace Hopper', phone_number: '+390612345679' } });
  ({ page, complaints } = await desk.open('/contacts', { reducedMotion: 'reduce' }));
});
afterAll(() => desk?.close());

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const row = (name: string) => page.getByRole('list', { name: 'Contacts' }).getByRole('link', { name });
const suppressed = async (phone_number: string) =>
  (await desk.world.admin(checkSuppression, { body: { phone_number } })).suppressed;

test('the list is filtered by tag and country, and many are tagged at once', async () => {
  await sees(row('Grace Hopper'));
  await page.getByLabel('Country').selectOption('Italy');
  await seesNoMore(row('Ada Byron'));
  await sees(page.getByText('1 contact', { exact: true }));
  await page.getByLabel('Country').selectOption('Any country');
  await sees(row('Ada Byron'));
  await page.getByLabel('Select all shown').check();
  await button('Tag…').click();
  await page.getByRole('dialog').getByLabel('Tag').fill('autumn');
  await button('Add tag').click();
  await sees(page.getByText('2 contacts were changed.'));
  await page.getByLabel('Tag', { exact: true }).selectOption('autumn');
  await page.waitForURL(/tag=autumn/);
  await sees(page.getByText('2 contacts', { exact: true }));
});

test('a contact shows its numbers, the time there, and what happened, with a note of one’s own', async () => {
  await row('Ada Byron').click();
  await sees(heading(page, 'Ada Byron'));
  // The test begins at 15:00 UTC on a day of winter time.
  await sees(page.getByText('08:00 in Denver'));
  await sees(page.getByText('mobile, default'));
  await page.getByLabel('Add a note').fill('Prefers mornings.');
  await button('Add note').click();
  await sees(page.getByRole('list', { name: 'Activity' }).getByText('Prefers mornings.'));
  await button('Delete note').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete note' }).click();
  await seesNoMore(page.getByText('Prefers mornings.'));
});

test('a consent is recorded and revoked, and stays in the history', async () => {
  await button('Record a consent').click();
  await page.getByLabel('Where it was given').fill('Form on our page');
  await button('Record consent').click();
  const consents = page.getByRole('list', { name: 'Consents' });
  await sees(consents.getByText('Holds'));
  await button(/^Revoke: /).click();
  await button('Revoke consent').click();
  await sees(consents.getByText('Revoked', { exact: true }));
  const { items } = await desk.world.admin(listConsents, { query: { contact_id: ada.id } });
  expect(items.map(({ state }) => state)).toEqual(['revoked']);
});

test('the switch puts all numbers on the do-not-call list, and takes them off with a reason', async () => {
  const never = page.getByRole('switch', { name: 'Never call this contact' });
  await never.click();
  await page.getByLabel('Reason').fill('asked on the phone');
  await button('Never call again').click();
  await sees(page.getByText('No call to this contact is placed'));
  expect([await suppressed('+13035550142'), await suppressed('+390612345678')]).toEqual([true, true]);
  await isAccessible();
  await never.click();
  await page.getByLabel('Reason').fill('signed up again');
  await button('Allow calls again').click();
  await sees(page.getByText('May be called, as far as the do-not-call lists go.'));
  expect(await suppressed('+13035550142')).toBe(false);
});

test('another number becomes the default', async () => {
  await button('Edit').click();
  await page.getByRole('group', { name: 'Number 2' }).getByRole('radio').check();
  await isAccessible();
  await button('Save').click();
  await sees(page.getByText('work, default'));
  const { phone_number } = await desk.world.admin(getContact, { params: { contact_id: ada.id } });
  expect(phone_number).toBe('+390612345678');
  expect(complaints).toEqual([]);
});

async function isAccessible(): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}
