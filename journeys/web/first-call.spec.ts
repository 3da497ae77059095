import { parseId } from '@offhook/kit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adminEmail, adminPassword } from '../../apps/server/test/world.ts';
import { callStatus, type Desk, heading, makeDesk, sees } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});
afterAll(() => desk?.close());

const sentence =
  'Good morning. Your table by the window is ready at eight, and the kitchen closes at ten. See you tonight.';

describe('somebody signs in and calls a contact', () => {
  let page: Page;
  let complaints: string[];
  let callId: string;
  beforeAll(async () => {
    ({ page, complaints } = await desk.open('/', { as: null }));
  });

  test('the sign-in form leads to where one wanted to go', async () => {
    await sees(heading(page, 'Sign in'));
    await page.getByLabel('E-mail').fill(adminEmail);
    await page.getByLabel('Password').fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await sees(page.getByText('E-mail or password is wrong.'));
    await page.getByLabel('Password').fill(adminPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await sees(heading(page, 'Home'));
    await sees(page.getByRole('status', { name: 'Connection' }).filter({ hasText: 'Live' }));
  });

  test('a contact is created, found by name in the dialer and called', async () => {
    await page.getByRole('link', { name: 'Contacts' }).click();
    await page.getByRole('button', { name: 'New contact' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Ada Byron');
    await page.getByLabel('Phone number').fill('415 555 0142');
    await page.getByRole('button', { name: 'Create contact' }).click();
    await sees(page.getByRole('button', { name: 'Call Ada Byron' }));

    await page.getByRole('link', { name: 'Home' }).click();
    const dialer = page.getByRole('region', { name: 'Dialer' });
    await dialer.getByRole('combobox', { name: 'Number or name' }).fill('ada');
    await sees(page.getByRole('option', { name: /Ada Byron/ }));
    await dialer.getByRole('button', { name: 'Options' }).click();
    await dialer.getByLabel('Message to speak').fill(sentence);
    await dialer.getByRole('switch', { name: 'Record this call' }).setChecked(true);
    await dialer.getByRole('button', { name: 'Call', exact: true }).click();
    await sees(callStatus(page, 'Queued'));
  });

  test('the call is followed to its end without a reload', async () => {
    await page.evaluate('window.sameDocument = true');
    await sees(page.getByRole('region', { name: 'Live calls' }).getByRole('listitem').filter({ hasText: 'Ada Byron' }));
    await desk.world.passes(1);
    await sees(callStatus(page, 'Ringing'));
    await sees(page.getByRole('region', { name: 'First steps' }).getByRole('link', { name: 'Place a call (done)' }));
    await page.getByRole('link', { name: 'Open call' }).click();
    await sees(heading(page, 'Call to Ada Byron'));
    callId = new URL(page.url()).pathname.replace('/calls/', '');
    await desk.world.passes(6);
    await sees(callStatus(page, 'In call'));
    await desk.world.passes(60);
    await sees(callStatus(page, 'Completed'));
    await sees(page.getByRole('button', { name: 'Play' }));
    expect(await page.evaluate('window.sameDocument')).toBe(true);
  });

  test('the recording is heard: the position moves, and follows a jump', async () => {
    const position = page.getByRole('slider', { name: 'Position' });
    const seconds = async () => Number(await position.inputValue());
    const total = Number(await position.getAttribute('max'));
    expect(total).toBeGreaterThan(3);
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(seconds, { timeout: 10_000 }).toBeGreaterThan(0.3);
    expect(await page.evaluate<number>(`document.querySelector('audio').currentTime`)).toBeGreaterThan(0.3);
    await page.getByRole('button', { name: 'Pause' }).click();
    const pausedAt = await seconds();
    await position.press('ArrowRight');
    await expect.poll(seconds).toBeGreaterThan(pausedAt);
    await position.fill('2.5');
    await expect.poll(seconds).toBe(2.5);
    await page.getByRole('button', { name: 'Back 15 seconds' }).click();
    await expect.poll(seconds).toBe(0);
    await page.getByRole('button', { name: 'Forward 15 seconds' }).click();
    await expect.poll(seconds).toBeGreaterThan(total - 1);
  });

  test('the timeline tells the story in order', async () => {
    const told = await page.getByRole('list', { name: 'Timeline' }).getByRole('listitem').allInnerTexts();
    const story = told.join('\n');
    const steps = ['asked for', 'rings', 'answered', 'ended after', 'recording is completed'];
    const places = steps.map((step) => story.indexOf(step));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('the developer tab shows signed requests and the TwiML that was spoken', async () => {
    await page.getByRole('tab', { name: /Developer/ }).click();
    await page.waitForURL('**/calls/*?tab=developer');
    const requests = page.getByRole('list', { name: 'Requests of the carrier' }).getByRole('listitem');
    await sees(requests);
    const signatures = await requests.locator('summary').getByText('Signature').allInnerTexts();
    expect(signatures.length).toBeGreaterThan(4);
    await sees(requests.locator('summary').filter({ hasText: /status\s*ringing/ }));
    expect(new Set(signatures.map((text) => text.trim()))).toEqual(new Set(['Signature valid']));
    const answered = requests.filter({ hasText: sentence });
    await answered.first().locator('summary').click();
    await sees(answered.getByText('<Say', { exact: false }));
    await sees(answered.getByText('CallSid', { exact: true }));
    await sees(answered.getByRole('button', { name: 'Copy as curl' }));
  });

  test('what the page shows stands in the database: the call, its events, its cost', async () => {
    const uuid = parseId('call', callId);
    const pool = desk.world.app.ctx.db.systemPool;
    const { rows } = await pool.query(
      'select status, to_number, cost_micros, duration_seconds from calls where id = $1',
      [uuid],
    );
    expect(rows).toMatchObject([{ status: 'completed', to_number: '+14155550142', cost_micros: 16_500 }]);
    const events = await pool.query<{ kind: string }>('select kind from call_events where call_id = $1', [uuid]);
    expect(events.rows.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['queued', 'ringing', 'in-progress', 'completed']),
    );
    await sees(page.getByRole('region', { name: 'Facts' }).getByText('$0.0165'));
  });

  test('notes are saved and found again after a reload', async () => {
    await page.getByLabel('Disposition').selectOption('Interested');
    await page.getByLabel('What was said').fill('Comes at eight.');
    await page.getByRole('button', { name: 'Save notes' }).click();
    await sees(page.getByText('Saved', { exact: true }));
    await page.reload();
    await sees(heading(page, 'Call to Ada Byron'));
    expect(await page.getByLabel('What was said').inputValue()).toBe('Comes at eight.');
    expect(complaints).toEqual([]);
  });
});

describe('somebody plays the far end', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await desk.open('/'));
    await page.getByRole('button', { name: 'Simulated handset' }).click();
  });

  const handset = () => page.getByRole('complementary', { name: 'Simulated handset' });
  const callTheHandset = async () => {
    await page.getByRole('combobox', { name: 'Number or name' }).fill('+14155550110');
    const options = page.getByRole('button', { name: 'Options' });
    if ((await options.getAttribute('aria-expanded')) === 'false') await options.click();
    await page.getByLabel('Message to speak').fill(sentence);
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await sees(callStatus(page, 'Queued'));
    await desk.world.passes(1);
    await sees(callStatus(page, 'Ringing'));
  };

  test('answers, hears the message, says something and hangs up', async () => {
    await callTheHandset();
    await handset().getByRole('button', { name: 'Answer', exact: true }).click();
    await desk.world.passes(2);
    await sees(callStatus(page, 'In call'));
    const transcript = handset().getByRole('log', { name: 'Heard and said' });
    await sees(transcript.getByText(sentence));
    await handset().getByLabel('What the person says').fill('Yes, I am here.');
    await handset().getByRole('button', { name: 'Say it' }).click();
    await sees(transcript.getByText('Yes, I am here.'));
    await desk.world.passes(2);
    await handset().getByRole('button', { name: 'Hang up' }).click();
    await desk.world.passes(5);
    await sees(callStatus(page, 'Completed'));
  });

  test('declines, and the call is busy', async () => {
    await callTheHandset();
    await handset().getByRole('button', { name: 'Decline' }).click();
    await desk.world.passes(2);
    await sees(callStatus(page, 'Busy'));
  });

  test('calls in, is greeted, and the call appears among the live ones', async () => {
    await handset().getByLabel('Call the workspace from').fill('(415) 555-0171');
    await handset().getByRole('button', { name: 'Call in' }).click();
    await desk.world.passes(2);
    const live = page.getByRole('region', { name: 'Live calls' });
    await sees(live.getByText('(415) 555-0171').first());
    await desk.world.passes(120);
    await page.getByRole('link', { name: 'Calls', exact: true }).first().click();
    await sees(page.getByRole('link', { name: /555-0171/ }));
  });
});
