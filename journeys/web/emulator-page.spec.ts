import AxeBuilder from '@axe-core/playwright';
import { seededRandom } from '@offhook/kit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../apps/server/test/browser.ts';
import { createEmulator } from '../../packages/emulator/src/index.ts';
import { accountSid, authToken, type Box, openBox, ours } from '../../packages/emulator/test/box.ts';
import { focused, heading, sees } from './desk.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const desktop = { width: 1280, height: 800 };
const narrow = { width: 390, height: 844 };
const patienceMs = 8000;

let box: Box;
let browser: Browser;
beforeAll(async () => {
  [box, browser] = await Promise.all([openBox(), launchBrowser(['--mute-audio'])]);
  box.app.on(
    '/voice',
    '<Response><Say>Welcome.</Say><Frobnicate/><Gather numDigits="1" action="/menu" timeout="60"/></Response>',
  );
  box.app.on('/menu', '<Response><Record maxLength="20" action="/done"/></Response>');
  box.app.on('/done', '<Response><Pause length="60"/></Response>');
});
afterAll(async () => {
  await browser?.close();
  await box?.close();
});

async function open(fragment = '', viewport = desktop, base = box.url): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The console notes every answer above 399, wanted or not.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text());
  });
  await page.goto(`${base}/${fragment}`);
  return { page, complaints };
}

const link = `emulator/#sid=${accountSid}&token=${authToken}`;

describe('somebody with a keyboard only, who came by the link', () => {
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    ({ page, complaints } = await open(link));
  });

  test('is signed in, stays so after a reload, and the token is gone from the address', async () => {
    await sees(connection(page));
    expect(page.url()).toBe(`${box.url}/emulator/#/`);
    await page.reload();
    await sees(connection(page));
  });

  test('dials in and sees the document with the running verb lit', async () => {
    await tabTo(page, 'Voice URL (optional)');
    await page.keyboard.type(`${box.app.url}/voice`);
    await tabTo(page, 'To');
    await page.keyboard.type(ours);
    await tabTo(page, 'Dial in');
    await page.keyboard.press('Enter');
    await sees(heading(page, `+12025550110 → ${ours}`));
    await expect.poll(() => focused(page), { timeout: patienceMs }).toBe(`+12025550110 → ${ours}`);
    await box.clock.passes(5000);
    await sees(running(page, '<Gather numDigits="1"'));
    await sees(page.getByRole('listitem').filter({ hasText: '<Say>Welcome.</Say>done' }));
    await sees(page.getByRole('listitem').filter({ hasText: '<Frobnicate/>skipped' }));
    await sees(page.getByText('In call').first());
    expect(await page.locator('[aria-current=step]').count()).toBe(1);
  });

  test('presses a key, which reaches the application', async () => {
    await tabTo(page, 'Key 1');
    await page.keyboard.press('5');
    await sees(transcript(page, 'keys 5'));
    await box.clock.passes(3000);
    expect(box.app.at('/menu')).toMatchObject([{ Digits: '5' }]);
    await sees(running(page, '<Record maxLength="20"'));
  });

  test('says a sentence, which is recorded and can be played', async () => {
    await tabTo(page, 'Say');
    await page.keyboard.type('The crane is out of order.');
    await page.keyboard.press('Enter');
    await sees(transcript(page, 'The crane is out of order.'));
    await box.clock.passes(4000);
    await tabTo(page, 'Key #');
    await page.keyboard.press('Enter');
    await sees(transcript(page, 'keys #'));
    await box.clock.passes(1000);
    await sees(running(page, '<Pause length="60"'));
    await tabTo(page, 'Load the audio');
    await page.keyboard.press('Enter');
    await sees(page.locator('audio'));
    await expect
      .poll(() => page.evaluate<number>('document.querySelector("audio").duration'), { timeout: patienceMs })
      .toBeGreaterThan(1);
  });

  test('reads a webhook: its request, signature, answer and time', async () => {
    const webhook = page.getByRole('listitem').filter({ hasText: 'POST /menu' });
    await page.locator('summary').filter({ hasText: 'POST /menu' }).focus();
    await page.keyboard.press('Enter');
    await sees(webhook.getByText(String(received('/menu')?.headers['x-twilio-signature'])));
    await sees(webhook.getByText('<Response><Record maxLength="20" action="/done"/></Response>'));
    await sees(webhook.getByText(/^200 text\/xml in \d+ ms$/));
    await sees(page.getByRole('listitem').filter({ hasText: '12200' }).getByText('<Frobnicate> is not a known verb'));
  });

  test('hangs up', async () => {
    await tabTo(page, 'Hang up');
    await page.keyboard.press('Enter');
    await sees(page.getByRole('status', { name: 'Call status' }).filter({ hasText: 'Completed' }));
    await expect.poll(() => focused(page), { timeout: patienceMs }).toContain('Far end');
    expect(await page.locator('[aria-current=step]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('somebody at the far end', () => {
  const place = () => box.client.calls.create({ to: '+12025550110', from: ours, url: `${box.app.url}/voice` });

  test('answers a call that the application placed', async () => {
    const { page } = await open(link);
    await sees(connection(page));
    const { sid } = await place();
    await box.clock.passes(1000);
    await page.getByRole('link', { name: `${ours} → +12025550110` }).click();
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await sees(page.getByRole('status', { name: 'Call status' }).filter({ hasText: 'In call' }));
    await box.clock.passes(4000);
    await sees(running(page, '<Gather'));
    expect((await box.client.calls(sid).fetch()).status).toBe('in-progress');
    await page.getByRole('button', { name: 'Hang up' }).click();
    await sees(page.getByText('Hung up'));
  });

  test('declines one, which the application hears of as busy', async () => {
    const { page } = await open(link);
    const { sid } = await place();
    await box.clock.passes(1000);
    await page.goto(`${box.url}/emulator/#/calls/${sid}`);
    await sees(page.getByRole('button', { name: 'Decline' }));
    await page.getByRole('button', { name: 'Decline' }).click();
    await sees(page.getByRole('status', { name: 'Call status' }).filter({ hasText: 'Busy' }));
    expect((await box.client.calls(sid).fetch()).status).toBe('busy');
  });
});

test('mischief is added, does its work, is told of and removed', async () => {
  const { page } = await open(link);
  await page.goto(`${box.url}/emulator/#/mischief`);
  await page.getByLabel('Begin with').selectOption({ label: 'The next call placed is refused with 429' });
  await page.getByRole('button', { name: 'Let it go wrong' }).click();
  await sees(page.getByText('0 times so far'));
  const call = { to: '+12025550110', from: ours, url: `${box.app.url}/voice` };
  await expect(box.client.calls.create(call)).rejects.toMatchObject({ status: 429 });
  await sees(page.getByRole('listitem').filter({ hasText: 'CreateCall' }).filter({ hasText: 'refuse' }));
  await sees(page.getByText('Nothing goes wrong on purpose.'));
  await page.getByLabel('Begin with').selectOption({ label: 'One callback in ten is lost' });
  await page.getByRole('button', { name: 'Let it go wrong' }).click();
  await page.getByRole('button', { name: /^Remove .*drop$/ }).click();
  await sees(page.getByText('Nothing goes wrong on purpose.'));
  await page.getByLabel('The rule, as JSON').fill('{ "on": { "callback": "*" }, "do": { "fault": "explode" } }');
  await page.getByRole('button', { name: 'Let it go wrong' }).click();
  await sees(page.getByRole('alert').filter({ hasText: 'rule: do' }));
});

test('no line of the list moves while somebody is in it', async () => {
  const { page } = await open(link);
  await sees(connection(page));
  const call = () => box.emulator.callers.call({ from: '+12025550177', to: ours, voiceUrl: `${box.app.url}/voice` });
  call();
  const lines = page.getByRole('link', { name: `+12025550177 → ${ours}` });
  await lines.first().focus();
  call();
  await page.getByRole('button', { name: 'Show 1 new call' }).click();
  await expect.poll(() => lines.count(), { timeout: patienceMs }).toBe(2);
  await box.clock.passes(60_000);
});

test('the page comes back when the emulator does', async () => {
  const emulator = createEmulator({ accountSid, authToken, clock: box.clock, random: seededRandom(1) });
  const first = await emulator.listen({ port: 0 });
  const { page } = await open(link, desktop, first.url);
  await sees(connection(page));
  await first.close();
  await sees(page.getByRole('status', { name: 'Connection' }).filter({ hasText: 'Connection lost' }));
  const second = await emulator.listen({ port: Number(new URL(first.url).port) });
  await sees(connection(page));
  await emulator.stop();
  await second.close();
});

test('a wrong token is refused in a sentence', async () => {
  const { page } = await open();
  await page.getByLabel('Account SID').fill(accountSid);
  await page.getByLabel('Auth token').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await sees(page.getByRole('alert').filter({ hasText: 'knows no such account SID and auth token' }));
  await page.getByLabel('Auth token').fill(authToken);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await sees(connection(page));
});

test('the page finds no barrier, in light and dark, wide and narrow', async () => {
  box.emulator.callers.call({ from: '+12025550110', to: ours, voiceUrl: `${box.app.url}/voice`, persona: 'handset' });
  await box.clock.passes(5000);
  for (const viewport of [desktop, narrow]) {
    const { page: door } = await open('', viewport);
    await sees(heading(door, 'Offhook emulator'));
    await isAccessible(door);
    const { page } = await open(link, viewport);
    for (const [place, title] of [
      ['/', 'Calls'],
      ['/people', 'Numbers and people'],
      ['/mischief', 'Mischief'],
      ['/notifications', 'Notifications'],
    ] as const) {
      await page.goto(`${box.url}/emulator/#${place}`);
      await sees(heading(page, title));
      await isAccessible(page);
    }
    await page.goto(`${box.url}/emulator/#/`);
    await page
      .getByRole('link', { name: `+12025550110 → ${ours}` })
      .first()
      .click();
    await sees(running(page, '<Gather'));
    await page.locator('summary').filter({ hasText: 'POST /voice' }).first().click();
    await isAccessible(page);
  }
});

function connection(page: Page) {
  return page.getByRole('status', { name: 'Connection' }).filter({ hasText: 'Live' });
}

function running(page: Page, element: string) {
  return page.locator('[aria-current=step]').filter({ hasText: element });
}

function transcript(page: Page, words: string) {
  return page.getByLabel('What was heard and said').getByRole('listitem').filter({ hasText: words });
}

function received(path: string) {
  return box.app.received.find((request) => request.path === path);
}

const mostStops = 80;

/** Goes on by the Tab key until what has this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < mostStops; stops += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${mostStops} stops did not lead to '${name}'`);
}

async function isAccessible(page: Page): Promise<void> {
  await expect.poll(() => page.locator('[aria-busy=true]').count(), { timeout: patienceMs }).toBe(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html]))).toEqual([]);
  }
  const widest = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(widest).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}
