import AxeBuilder from '@axe-core/playwright';
import { checkSuppression, getLimits, listRules } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join } from '../../apps/server/test/members.ts';
import { type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const narrow = { width: 360, height: 740 };

let desk: Desk;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  desk = await makeDesk();
  ({ page, complaints } = await desk.open('/do-not-call', { reducedMotion: 'reduce' }));
});
afterAll(() => desk?.close());

async function isAccessible(at: Page, part = 'body'): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await at.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: at }).include(part).withTags(tags).analyze();
    expect(violations.map(({ id, nodes }) => [theme, id, nodes.map(({ html }) => html)])).toEqual([]);
  }
}

async function fitsNarrow(path: string, title: string): Promise<void> {
  const { page: slim } = await desk.open(path, { reducedMotion: 'reduce', viewport: narrow });
  await sees(heading(slim, title));
  await sees(slim.getByRole('list').nth(1));
  expect(await slim.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(narrow.width);
  await slim.context().close();
}

test('numbers are pasted, what is none stays in the field, and one is found by its last digits', async () => {
  await sees(page.getByText('No single numbers yet'));
  await page.getByRole('button', { name: 'Add numbers' }).click();
  await page.getByLabel('Phone numbers').fill('(415) 555-0101\nnobody');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await sees(page.getByRole('alert').filter({ hasText: 'nobody: This is not a phone number.' }));
  expect(await page.getByLabel('Phone numbers').inputValue()).toBe('nobody');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('A whole number, or its last digits').fill('0101');
  await sees(page.getByRole('list', { name: 'Numbers' }).getByText('… 0101'));
  await isAccessible(page);
});

test('a number is taken off with a reason', async () => {
  await page.getByRole('button', { name: 'Take off … 0101 (Do not call)' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Typed the wrong number');
  await page.getByRole('button', { name: 'Take off', exact: true }).click();
  await sees(page.getByText('On no list'));
  const body = { phone_number: '+14155550101' };
  expect(await desk.world.admin(checkSuppression, { body })).toMatchObject({ suppressed: false });
});

test('an uploaded list says what came of it, also after the page is opened anew', async () => {
  await page.getByRole('button', { name: 'Upload a list' }).click();
  const buffer = Buffer.from('Name,Phone\nAda,+14155550111\nBob,call me\n');
  await page.getByLabel('File').setInputFiles({ name: 'register.csv', mimeType: 'text/csv', buffer });
  await page.getByLabel('Name of the list').fill('National register');
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  await seesNoMore(page.getByRole('dialog'));
  await desk.world.settles();
  await page.reload();
  await sees(page.getByRole('list', { name: 'Uploads' }).getByText('1 added, 1 could not be read'));
  await sees(page.getByRole('list', { name: 'Lists' }).getByText('National register'));
  await fitsNarrow('/do-not-call', 'Do not call');
});

test('"may I call" says no in plain words and leads to the rule', async () => {
  await page.goto('/compliance');
  await sees(page.getByRole('heading', { name: 'Florida' }));
  await page.getByLabel('Phone number').fill('+1 415 555 0111');
  await page.getByRole('button', { name: 'Check' }).click();
  await sees(page.getByText('This number is on the do-not-call list: National register.'));
  await page.getByLabel('Phone number').fill('+1 900 555 1212');
  await page.getByRole('button', { name: 'Check' }).click();
  await sees(page.getByText('Numbers of this kind are not called: premium rate.'));
  // One place stands for all: the rules of the others look alike.
  await page.getByLabel('Find a place or a law').fill('Florida');
  await isAccessible(page);
  await fitsNarrow('/compliance', 'Compliance');
});

test('an admin changes a rule with a reason, and wrong hours are said beside their day', async () => {
  await page.getByRole('button', { name: 'Change US-FL' }).click();
  await page.getByLabel('Saturday').fill('eight to five');
  await page.getByRole('textbox', { name: 'Reason' }).fill('Fewer complaints');
  await page.getByRole('button', { name: 'Save rule' }).click();
  await sees(page.getByRole('alert').filter({ hasText: 'Write hours such as' }));
  await isAccessible(page, '[role=dialog]');
  await page.getByLabel('Saturday').fill('09:00-17:00');
  await page.getByRole('button', { name: 'Save rule' }).click();
  await sees(page.getByText('Sat 09:00–17:00'));
  const rule = (await desk.world.admin(listRules, {})).items.find(({ id }) => id === 'US-FL');
  expect(rule).toMatchObject({ is_own: true, hours: { sat: [{ from: '09:00', to: '17:00' }] } });
});

test('limits are set, and an area is frozen and lifted', async () => {
  await page.getByRole('button', { name: 'Change limits' }).click();
  await page.getByLabel('Spending a day, $').fill('50');
  await page.getByRole('textbox', { name: 'Reason' }).fill('A budget');
  await page.getByRole('button', { name: 'Save limits' }).click();
  await sees(page.getByText('$50.00 ($0.00 today)'));
  expect(await desk.world.admin(getLimits, {})).toMatchObject({ spend_per_day: '50.00' });
  await page.getByRole('button', { name: 'Freeze an area' }).click();
  await page.getByLabel('Area', { exact: true }).selectOption('US-LA');
  await page.getByRole('textbox', { name: 'Reason' }).fill('State of emergency');
  await page.getByRole('button', { name: 'Freeze', exact: true }).click();
  await sees(page.getByRole('list', { name: 'Frozen areas' }).getByText('Louisiana'));
  await page.getByRole('button', { name: 'Lift the freeze of Louisiana' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('It is over');
  await page.getByRole('button', { name: 'Lift the freeze', exact: true }).click();
  await seesNoMore(page.getByRole('list', { name: 'Frozen areas' }));
  expect(complaints).toEqual([]);
});

test('who only looks has no button that changes anything', async () => {
  const viewer = await join(desk.world, 'viewer');
  const as = { email: viewer.signedIn.person.email, password: 'several quiet brown otters' };
  const { page: theirs } = await desk.open('/compliance', { as });
  await sees(theirs.getByRole('heading', { name: 'Florida' }));
  expect(await theirs.getByRole('button', { name: /^(Change|Freeze|Set)/ }).count()).toBe(0);
  await theirs.goto('/do-not-call');
  await sees(theirs.getByRole('list', { name: 'Uploads' }));
  expect(await theirs.getByRole('button', { name: /^(Add|Upload|Delete|Take)/ }).count()).toBe(0);
});
