import { createContact } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callStatus, type Desk, focused, heading, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
beforeAll(async () => {
  desk = await makeDesk();
  ({ page } = await desk.open('/'));
  await sees(heading(page, 'Home'));
});
afterAll(() => desk?.close());

const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const focusIs = (name: string | RegExp) => expect.poll(() => focused(page), { timeout: 5000 }).toMatch(name);

/** Presses Tab until what is wanted has the focus. */
async function tabTo(name: string | RegExp): Promise<void> {
  const met: string[] = [];
  while (met.length < 60) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    met.push(now);
  }
  throw new Error(`Tab never came to ${String(name)}, only to ${met.join(', ')}`);
}

test('the first stop is the skip link, which leads past the navigation', async () => {
  await press('Tab');
  await focusIs(/^Skip to content$/);
  expect(await page.getByRole('link', { name: 'Skip to content' }).boundingBox()).toMatchObject({ x: 8, y: 8 });
  await press('Enter', 'Tab');
  expect(await page.evaluate<boolean>(`document.querySelector('main').contains(document.activeElement)`)).toBe(true);
});

test('a call is placed, followed and hung up without a pointer', async () => {
  await press('n');
  await tabTo('Number or name');
  await page.keyboard.type('4155550142');
  expect(await page.getByRole('combobox').inputValue()).toBe('(415) 555-0142');
  await press('Enter');
  await sees(callStatus(page, 'Queued'));
  await desk.world.passes(6.5);
  await sees(callStatus(page, 'In call'));
  await tabTo('Hang up');
  await press('Enter');
  await sees(page.getByRole('alertdialog'));
  await focusIs(/^(Cancel|Keep|Hang up)/);
  await tabTo('Hang up');
  await press('Enter');
  await desk.world.passes(3);
  await sees(callStatus(page, 'Completed'));
});

test('the palette calls a number, and Escape gives the focus back', async () => {
  await page.getByRole('link', { name: 'Contacts' }).focus();
  await press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await sees(palette);
  await press('Escape');
  await seesNoMore(palette);
  await focusIs(/^Contacts$/);
  await press('ControlOrMeta+k');
  await sees(palette);
  await page.keyboard.type('+44 20 7946 0958');
  await sees(palette.getByRole('option', { name: /Call \+44 20 7946 0958/ }));
  await press('Enter');
  await expect.poll(() => page.getByRole('combobox', { name: 'Number or name' }).inputValue()).toBe('+44 20 7946 0958');
});

test('the palette says why a number cannot be called', async () => {
  await press('ControlOrMeta+k');
  await page.keyboard.type('555');
  const option = page.getByRole('option', { name: /^555: / });
  await sees(option);
  expect(await option.getAttribute('aria-disabled')).toBe('true');
  await press('Escape');
});

test('the question mark lists the shortcuts, and Escape closes the list', async () => {
  await page.getByRole('heading', { level: 1 }).focus();
  await press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sees(sheet.getByText('Open the command palette'));
  await press('Escape');
  await seesNoMore(sheet);
  await focusIs(/^Home$/);
});

test('a change of page puts the focus on its heading', async () => {
  await press('g', 'c');
  await sees(heading(page, 'Calls'));
  await focusIs(/^Calls$/);
  expect(await page.title()).toMatch(/^Calls · /);
  await press('g', 'p');
  await sees(heading(page, 'People'));
  await focusIs(/^People$/);
});

test('the history is walked with the arrow keys and a row opened with Enter', async () => {
  await page.goto('/');
  for (const number of ['4155550102', '4155550105']) {
    await page.getByRole('combobox', { name: 'Number or name' }).fill(number);
    await press('Enter');
    await sees(callStatus(page, 'Queued'));
    await desk.world.passes(10);
  }
  await page.getByRole('heading', { level: 1 }).focus();
  await press('g', 'c');
  await sees(page.getByRole('table', { name: 'Calls' }));
  await tabTo(/555-0105/);
  await press('ArrowDown');
  await focusIs(/555-0102/);
  await press('ArrowDown');
  await focusIs(/555-0142/);
  await press('ArrowUp', 'Enter');
  await sees(heading(page, /^Call to .*555-0102$/));
  await focusIs(/^Call to/);
});

test('slash goes to the search, which narrows the list as one types', async () => {
  await press('g', 'c');
  await sees(heading(page, 'Calls'));
  await press('/');
  await focusIs(/^Search number or name$/);
  await page.keyboard.type('0102');
  await page.waitForURL('**/calls?q=0102');
  await sees(page.getByRole('status').filter({ hasText: /^1 call$/ }));
});

test('single letters do nothing once they are switched off', async () => {
  await page.goto('/settings');
  await sees(heading(page, 'Settings'));
  const letters = page.getByRole('switch', { name: /single-letter/i });
  await letters.focus();
  await press('Space');
  await page.getByRole('heading', { level: 1 }).focus();
  await press('g', 'c', '?');
  expect(new URL(page.url()).pathname).toBe('/settings');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('a name of which there are several is asked about, and one more letter calls', async () => {
  for (const [name, phone_number] of [
    ['Ada Byron', '+14155550142'],
    ['Adam Smith', '+14155550102'],
  ] as const)
    await desk.world.admin(createContact, { body: { name, phone_number } });
  await page.goto('/');
  await page.getByRole('combobox', { name: 'Number or name' }).fill('ada');
  await press('Enter');
  const dialer = page.getByRole('region', { name: 'Dialer' });
  await sees(dialer.getByRole('alert').filter({ hasText: 'Several contacts match' }));
  await sees(page.getByRole('option', { name: /Adam Smith/ }));
  // A trial click fails when something else would get it.
  await page.getByRole('button', { name: 'Call', exact: true }).click({ trial: true });
  await page.keyboard.type('m');
  await press('Enter');
  await sees(callStatus(page, 'Queued'));
  await sees(page.getByRole('region', { name: 'Live calls' }).getByText('Adam Smith'));
  await desk.world.passes(10);
});

test('the palette selects the first thing found, also when contacts come in later', async () => {
  await press('ControlOrMeta+k');
  await sees(page.getByRole('dialog', { name: 'Command palette' }));
  await page.keyboard.type('ada byron');
  const option = page.getByRole('option', { name: /Call Ada Byron/ });
  await sees(option);
  await expect.poll(() => option.getAttribute('aria-selected')).toBe('true');
  expect(await page.getByRole('option', { name: /handset/ }).count()).toBe(0);
  const input = page.getByRole('combobox', { name: /Command palette/ });
  expect(await input.getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'));
  await press('Escape');
});
