import AxeBuilder from '@axe-core/playwright';
import { createApiKey, createContact, createScript, createVoicemailDrop, placeCall } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from '../../apps/server/test/members.ts';
import { type Desk, heading, makeDesk, sees } from './desk.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const narrow = { width: 360, height: 740 };
const narrowest = { width: 320, height: 640 };

let desk: Desk;
const ids = { call: '', busy: '', live: '', contact: '', script: '' };
beforeAll(async () => {
  desk = await makeDesk();
  await fill(desk);
});
afterAll(() => desk?.close());

describe('somebody signed in', () => {
  let wide: Page;
  let slim: Page;
  beforeAll(async () => {
    ({ page: wide } = await desk.open('/', { reducedMotion: 'reduce' }));
    ({ page: slim } = await desk.open('/', { reducedMotion: 'reduce', viewport: narrow }));
    await Promise.all([sees(heading(wide, 'Home')), sees(heading(slim, 'Home'))]);
  });

  test.each([
    ['home with a live call', () => '/', 'Home'],
    ['the live page', () => '/live', 'Live'],
    ['the history', () => '/calls', 'Calls'],
    ['a history where nothing is found', () => '/calls?status=canceled&q=nobody', 'Calls'],
    ['a call with a recording', () => `/calls/${ids.call}`, /^Call to/],
    ['the requests of a call', () => `/calls/${ids.call}?tab=developer`, /^Call to/],
    ['a call that failed', () => `/calls/${ids.busy}`, /^Call to/],
    ['a live call', () => `/calls/${ids.live}`, /^Call to/],
    ['a call that does not exist', () => '/calls/call_00000000-0000-7000-8000-000000000000', 'Call'],
    ['the contacts', () => '/contacts', 'Contacts'],
    ['a contact', () => `/contacts/${ids.contact}`, /Ada Byron/],
    ['the campaigns', () => '/campaigns', 'Campaigns'],
    ['the import of contacts', () => '/contacts/import', 'Import contacts'],
    ['the scripts', () => '/scripts', 'Scripts'],
    ['a script with what it would say', () => `/scripts/${ids.script}`, 'Welcome'],
    ['a new script', () => '/scripts/new', 'New script'],
    ['the voicemail drops', () => '/voicemail-drops', 'Voicemail drops'],
    ['the statistics', () => '/statistics?period=custom&from=2026-11-02&to=2026-11-02', 'Statistics'],
    ['a period without calls', () => '/statistics?period=custom&from=2026-10-01&to=2026-10-02', 'Statistics'],
    ['the wallet', () => '/wallet', 'Wallet'],
    ['the people', () => '/people', 'People'],
    ['the settings', () => '/settings', 'Settings'],
    ['the audit log', () => '/audit', 'Audit log'],
    ['the pacing simulator', () => '/campaigns/pacing', 'Pacing simulator'],
    ['the seats', () => '/seats', 'Seats'],
    ['a page that does not exist', () => '/nowhere', 'Not found'],
  ])('finds %s without a barrier, in light and dark, wide and narrow', async (_name, path, title) => {
    await Promise.all(
      [wide, slim].map(async (page) => {
        await page.goto(path());
        await sees(heading(page, title));
        await isAccessible(page);
      }),
    );
    await fitsAt(slim, narrowest);
  });

  test('reads the TwiML of a request without a barrier', async () => {
    await wide.goto(`/calls/${ids.call}?tab=developer`);
    await wide.locator('summary').filter({ hasText: 'answer' }).first().click();
    await sees(wide.getByRole('heading', { name: 'Our answer' }));
    await isAccessible(wide);
  });

  test.each([
    ['the command palette', '/contacts', (page: Page) => page.keyboard.press('ControlOrMeta+k'), 'Command palette'],
    ['the list of shortcuts', '/calls', (page: Page) => page.keyboard.press('?'), 'Keyboard shortcuts'],
    ['the rarer filters', '/calls', (page: Page) => pressButton(page, 'More filters'), 'More filters'],
    ['an invitation', '/people', (page: Page) => pressButton(page, 'Invite'), 'Invite somebody'],
    ['a call to a contact', '/contacts', (page: Page) => pressButton(page, 'Call Ada Byron'), 'Outbound Call (Simple)'],
    [
      'a new voicemail drop',
      '/voicemail-drops',
      (page: Page) => pressButton(page, 'New voicemail drop'),
      'New voicemail drop',
    ],
    ['a new contact', '/contacts', (page: Page) => pressButton(page, 'New contact'), 'New contact'],
    ['a new API key', '/settings', (page: Page) => pressButton(page, 'New API key'), 'New API key'],
  ])('opens %s without a barrier', async (_name, path, openIt, title) => {
    await Promise.all(
      [wide, slim].map(async (page) => {
        await page.goto(path);
        await sees(page.getByRole('heading', { level: 1 }));
        await openIt(page);
        await sees(page.getByRole('dialog', { name: title }));
        await isAccessible(page);
      }),
    );
  });

  test('asks before a call is hung up, without a barrier', async () => {
    await wide.goto(`/calls/${ids.live}`);
    await pressButton(wide, 'Hang up');
    await sees(wide.getByRole('alertdialog'));
    await isAccessible(wide);
  });

  test('plays the far end of a live call without a barrier', async () => {
    for (const page of [wide, slim]) {
      await page.goto('/contacts');
      await sees(heading(page, 'Contacts'));
      await pressButton(page, 'Simulated handset');
      await sees(
        page.getByRole('complementary', { name: 'Simulated handset' }).getByRole('button', { name: 'Say it' }),
      );
      await isAccessible(page);
    }
  });

  test('is told what is wrong with a number, without a barrier', async () => {
    await wide.goto('/');
    await wide.getByRole('combobox', { name: 'Number or name' }).fill('12');
    await pressButton(wide, 'Call');
    await sees(wide.getByRole('region', { name: 'Dialer' }).getByRole('alert'));
    await isAccessible(wide);
  });
});

describe('somebody outside', () => {
  test.each([
    ['/login', 'Sign in'],
    ['/login/link#code=used-up', 'Sign in by link'],
    ['/join#code=used-up', 'Join the workspace'],
    ['/reset#code=used-up', 'Set a new password'],
  ])('finds %s without a barrier', async (path, title) => {
    const { page } = await desk.open(path, { as: null, reducedMotion: 'reduce', viewport: narrow });
    await sees(heading(page, title));
    await isAccessible(page);
    await fitsAt(page, narrowest);
    await page.context().close();
  });

  test('reads the API reference without anything from another host', async () => {
    const { page, complaints } = await desk.open('/login', { as: null });
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.goto('/dev');
    await sees(page.getByText('/api/audit'));
    expect([...hosts]).toEqual([new URL(desk.world.url).host]);
    expect(complaints).toEqual([]);
  });
});

test('an empty workspace is without a barrier', async () => {
  const empty = await makeDesk();
  try {
    for (const viewport of [{ width: 1280, height: 800 }, narrow]) {
      const { page } = await empty.open('/', { reducedMotion: 'reduce', viewport });
      for (const [path, words] of [
        ['/', 'No live calls'],
        ['/calls', 'No calls yet'],
        ['/contacts', 'No contacts yet'],
      ] as const) {
        await page.goto(path);
        await sees(page.getByText(words));
        await isAccessible(page);
      }
    }
  } finally {
    await empty.close();
  }
});

/** Calls of every kind, the last of them live on the handset; a contact, people, a key. */
async function fill({ world }: Desk): Promise<void> {
  const message = 'Good morning. This call is only here to be looked at, by people and by programs.';
  const place = async (to: string, more: object = {}) =>
    (await world.admin(placeCall, { body: { to, message, ...more } })).id;
  const contact = await world.admin(createContact, { body: { name: 'Ada Byron', phone_number: '+14155550142' } });
  ids.contact = contact.id;
  const script = {
    name: 'Welcome',
    script_text: 'Hello {first_name}, {day}?',
    variables: [{ name: 'day', default: null }],
  };
  ids.script = (await world.admin(createScript, { body: script })).id;
  await world.admin(createVoicemailDrop, { body: { name: 'Closed', text: 'We are closed. Call us tomorrow.' } });
  ids.call = await place('+14155550142', { record: true });
  ids.busy = await place('+14155550102');
  await world.passes(60);
  await join(world, 'viewer');
  await world.admin(createApiKey, { body: { name: 'Reports', scopes: ['calls.read'] } });
  ids.live = await place('+14155550110', { message: `${message} `.repeat(10) });
  await world.passes(1);
  for (const { callSid } of world.emulator.farEnds.list()) {
    if (world.emulator.farEnds.list().find((each) => each.callSid === callSid)?.state === 'ringing')
      await world.emulator.farEnds.act(callSid, { do: 'answer' });
  }
  await world.passes(3);
}

async function isAccessible(page: Page): Promise<void> {
  await expect.poll(() => page.locator('[aria-busy=true]').count(), { timeout: 5000 }).toBe(0);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await barriers(new AxeBuilder({ page }).withTags(tags))).toEqual([]);
  // Only the colours change with the theme.
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await barriers(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))).toEqual([]);
  await fitsAt(page, page.viewportSize() ?? narrow);
}

async function barriers(axe: AxeBuilder): Promise<string[][]> {
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => [id, html, any[0]?.message ?? '']));
}

/** Nothing has to be scrolled sideways. */
async function fitsAt(page: Page, viewport: { width: number; height: number }): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize(viewport);
  const widest = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(widest).toBeLessThanOrEqual(viewport.width);
  if (before) await page.setViewportSize(before);
}

function pressButton(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).first().click();
}
