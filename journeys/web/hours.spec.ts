import AxeBuilder from '@axe-core/playwright';
import { changeMyself, getForwarding, listGroups, listHours, listPeople } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join } from '../../apps/server/test/members.ts';
import { type Desk, focused, heading, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  desk = await makeDesk();
  await desk.world.admin(changeMyself, { body: { phone_number: '+390612345678' } });
  await join(desk.world, 'agent');
  ({ page, complaints } = await desk.open('/hours', { reducedMotion: 'reduce' }));
});
afterAll(() => desk?.close());

const save = (name: string) => page.getByRole('button', { name, exact: true }).click();

test('opening hours begin as office hours, are copied from day to day, and say what holds now', async () => {
  await sees(page.getByText('No opening hours yet'));
  await page.getByRole('link', { name: 'New opening hours' }).click();
  await sees(heading(page, 'New opening hours'));
  await page.getByLabel('Name', { exact: true }).fill('Office');
  await page.getByLabel('Time zone').selectOption('Europe/Rome');
  await page.getByRole('button', { name: 'Office hours Mon–Fri 9–17' }).click();
  const end = page.getByLabel('End of row 1 on Monday');
  await end.fill('1230');
  await end.press('Tab');
  expect(await end.inputValue()).toBe('12:30');
  await page.getByRole('button', { name: 'Add hours on Monday' }).click();
  await page.getByLabel('End of row 2 on Monday').fill('17:00');
  await page.getByRole('button', { name: 'Copy to… (Monday)' }).click();
  await page.getByRole('menuitem', { name: 'Saturday' }).click();
  expect(await page.getByLabel('End of row 2 on Saturday').inputValue()).toBe('17:00');
  await save('Create opening hours');
  await sees(heading(page, 'Office'));
  // The clock of the world stands at Monday 2026-11-02, 16:00 in Rome.
  await sees(page.getByText('Closes at 17:00 (Europe/Rome)'));
  const [hours] = (await desk.world.admin(listHours, {})).items;
  expect(hours?.calendar.weekly.filter(({ day }) => day === 'sat')).toHaveLength(2);
});

test('a row that is not complete says so, and a holiday is kept', async () => {
  await page.getByRole('button', { name: 'Add holiday' }).click();
  await save('Save opening hours');
  await sees(page.getByRole('alert').filter({ hasText: 'Choose a date.' }));
  await page.getByLabel('Date of holiday 1').fill('2026-11-02');
  await page.getByLabel('Name of holiday 1').fill('All Souls');
  await sees(page.getByText('Holiday now: All Souls'));
  await save('Save opening hours');
  await seesNoMore(page.getByText('Not saved yet'));
  const [hours] = (await desk.world.admin(listHours, {})).items;
  expect(hours?.calendar.holidays).toEqual([{ date: '2026-11-02', name: 'All Souls' }]);
});

test('public holidays are imported beside those that stand there, once what is unsaved is discarded', async () => {
  await page.getByRole('button', { name: 'Add special day' }).click();
  await page.getByRole('button', { name: 'Import public holidays' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import public holidays' });
  await dialog.getByRole('button', { name: 'Discard changes' }).click();
  await dialog.getByLabel('Country').selectOption({ label: 'Italy' });
  await dialog.getByLabel('Region').selectOption({ label: 'Alto Adige' });
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await seesNoMore(dialog);
  const [hours] = (await desk.world.admin(listHours, {})).items;
  const days = hours?.calendar.holidays ?? [];
  expect(days).toContainEqual({ date: '2026-11-02', name: 'All Souls' });
  expect(days.map(({ date }) => date)).toContain('2027-12-25');
  await sees(
    page
      .getByRole('list', { name: 'Holidays' })
      .getByRole('listitem')
      .nth(days.length - 1),
  );
});

test('a group is put in order by keyboard', async () => {
  await page.goto('/groups/new');
  await sees(heading(page, 'New group'));
  await page.getByLabel('Name', { exact: true }).fill('Sales');
  await page.getByLabel('Add a person').selectOption({ label: 'Ada Admin' });
  await page.getByRole('button', { name: 'Add the person' }).click();
  await page.getByLabel('Add a number').fill('+39 333 123 4567');
  await page.getByLabel('Add a number').press('Enter');
  const up = page.getByRole('button', { name: 'Move +39 333 123 4567 up' });
  await up.focus();
  await page.keyboard.press('Enter');
  await sees(page.getByRole('list', { name: 'Members' }).getByRole('listitem').first().getByText('+39 333 123 4567'));
  expect(await focused(page)).toBe('Move +39 333 123 4567 up');
  await save('Create group');
  await sees(heading(page, 'Sales'));
  const [group] = (await desk.world.admin(listGroups, {})).items;
  expect(group?.members.map((member) => ('number' in member ? member.number : 'a person'))).toEqual([
    '+393331234567',
    'a person',
  ]);
});

test('forwarding of somebody is written rule by rule, and says what is missing', async () => {
  await page.goto('/people');
  await page.getByRole('button', { name: 'Forwarding of Member agent' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forwarding of Member agent' });
  await dialog.getByRole('button', { name: 'Add rule' }).click();
  await dialog.getByRole('button', { name: 'Save forwarding' }).click();
  await sees(dialog.getByRole('alert').filter({ hasText: 'Give the number that calls go on to' }));
  await sees(dialog.getByText('Not saved yet'));
  const place = () => dialog.getByRole('button', { name: 'Save forwarding' }).boundingBox();
  const before = await place();
  await dialog.getByLabel('Phone number').fill('06 1234 5678');
  await dialog.getByLabel('Phone number').press('Tab');
  await seesNoMore(dialog.getByRole('alert'));
  expect(await place()).toEqual(before);
  await dialog.getByLabel('Goes to').selectOption({ label: 'Person' });
  await dialog.getByLabel('Person', { exact: true }).selectOption({ label: 'Ada Admin' });
  await dialog.getByLabel('At which times').selectOption({ label: 'By Office' });
  await dialog.getByRole('button', { name: 'Save forwarding' }).click();
  await seesNoMore(dialog.getByRole('button', { name: 'Discard changes' }));
  await page.keyboard.press('Escape');
  const { items } = await desk.world.admin(listPeople, {});
  const person_id = items.find(({ name }) => name === 'Member agent')?.id ?? '';
  const { rules } = await desk.world.admin(getForwarding, { params: { person_id } });
  expect(rules).toMatchObject([{ when: 'no-answer', after_seconds: 20, hours: { during: ['closed', 'holiday'] } }]);
});

test('hours that are followed are not deleted, in words', async () => {
  await page.goto('/hours');
  await page.getByRole('link', { name: 'Office' }).click();
  await sees(page.getByText('Used by the forwarding of Member agent.'));
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete opening hours' }).click();
  await sees(page.getByText('Still followed by the forwarding of Member agent.'));
  expect(complaints).toEqual([]);
});

test.each([1280, 390])('these pages are without a barrier at %d pixels, in light and dark', async (width) => {
  const [hours] = (await desk.world.admin(listHours, {})).items;
  const [group] = (await desk.world.admin(listGroups, {})).items;
  const { page: other } = await desk.open('/', { reducedMotion: 'reduce', viewport: { width, height: 800 } });
  for (const [path, title] of [
    [`/hours/${hours?.id}`, 'Office'],
    [`/groups/${group?.id}`, 'Sales'],
    ['/settings', 'Settings'],
  ] as const) {
    await other.goto(path);
    await sees(heading(other, title));
    await expect.poll(() => other.locator('[aria-busy=true]').count()).toBe(0);
    if (path === '/settings') await other.getByRole('button', { name: 'Add rule' }).click();
    await other.emulateMedia({ colorScheme: 'light' });
    expect(await barriers(new AxeBuilder({ page: other }))).toEqual([]);
    // Only the colours change with the theme.
    await other.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(new AxeBuilder({ page: other }).withRules(['color-contrast']))).toEqual([]);
    expect(await other.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }
  await other.context().close();
});

async function barriers(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
