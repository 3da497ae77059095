import { createContact, createScript, listCalls } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goodPassword, join } from '../../apps/server/test/members.ts';
import { callStatus, type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
beforeAll(async () => {
  desk = await makeDesk();
  await desk.world.admin(createContact, { body: { name: 'Ada Byron', phone_number: '+14155550142' } });
  await desk.world.admin(createContact, { body: { name: 'Mary Silent' } });
  ({ page } = await desk.open('/contacts'));
});
afterAll(() => desk?.close());

const modal = () => page.getByRole('dialog', { name: 'Outbound Call (Simple)' });

describe('the call modal', () => {
  test('offers the three ways of S3, the simple one chosen, and says why the others cannot be', async () => {
    await page.getByRole('button', { name: 'Call Ada Byron' }).click();
    await sees(modal());
    expect(await modal().getByRole('radio', { name: 'Outbound (Simple)' }).isChecked()).toBe(true);
    await sees(modal().getByText('Direct outbound call - Lead receives call from your Twilio number'));
    await sees(modal().getByText('You have no phone to connect to.'));
    expect(await modal().getByRole('radio', { name: 'Voice Bridge' }).isDisabled()).toBe(true);
    expect(await modal().getByRole('radio', { name: 'WebRTC (Full)' }).isDisabled()).toBe(true);
    await sees(modal().getByText('Not available yet: calls in the browser come with the softphone.'));
    expect(await modal().getByText('(415) 555-0142').isVisible()).toBe(true);
  });

  test('calls, shows the numbers and the SID, and follows the call; closing does not hang up', async () => {
    await modal().getByRole('button', { name: 'Call Ada Byron' }).click();
    await sees(
      modal().getByText('Call initiated successfully! Calling +14155550142 from +14155550199', { exact: false }),
    );
    await sees(modal().getByText(/^CA[0-9a-f]{32}$/));
    await sees(modal().getByText('simulated: nobody is really called').first());
    await desk.world.passes(1);
    await sees(callStatus(page, 'Ringing'));
    await desk.world.passes(5.5);
    await sees(callStatus(page, 'In call'));
    await modal().getByRole('button', { name: 'Close' }).click();
    await seesNoMore(modal());
    const { items } = await desk.world.admin(listCalls, { query: { live: 'true' } });
    expect(items).toHaveLength(1);
    await desk.world.passes(60);
  });

  test('the call is noted with the contact', async () => {
    await page.getByRole('link', { name: 'Ada Byron' }).click();
    await sees(page.getByText(/^\[Outbound Call\] Initiated from \+14155550199 to \+14155550142 - Call SID: CA/));
  });

  test('a lead without a number is told in the words of S3', async () => {
    await page.goto('/contacts');
    await page.getByRole('button', { name: 'Call Mary Silent' }).click();
    await sees(modal().getByText('Lead has no phone number. Add one to the contact.'));
    expect(await modal().getByRole('button', { name: 'Call Mary Silent' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await seesNoMore(modal());
  });

  test('a phone in the profile opens the Voice Bridge, after what is wrong with it was said', async () => {
    await page.getByRole('button', { name: 'Call Ada Byron' }).click();
    await modal().getByRole('link', { name: 'Add it in your profile' }).click();
    await sees(heading(page, 'Settings'));
    const profile = page.getByRole('region', { name: 'Your profile' });
    await profile.getByLabel('Your phone').fill('12');
    await profile.getByRole('button', { name: 'Save profile' }).click();
    await sees(profile.getByText('Too short for US'));
    await profile.getByLabel('Your phone').fill('415 555 0177');
    await profile.getByRole('button', { name: 'Save profile' }).click();
    await sees(page.getByText('Your profile was saved.'));
    await page.goto('/contacts');
    await page.getByRole('button', { name: 'Call Ada Byron' }).click();
    await sees(modal().getByText('Your phone: (415) 555-0177'));
    await modal().getByRole('radio', { name: 'Voice Bridge' }).check();
    await modal().getByRole('button', { name: 'Call Ada Byron' }).click();
    await sees(modal().getByText('Connects to Ada Admin at (415) 555-0177 after the message'));
    await desk.world.passes(120);
    await sees(modal().getByRole('form', { name: 'After the call' }));
  });
});

describe('the dialer', () => {
  const dialer = () => page.getByRole('region', { name: 'Dialer' });

  test('tells what a script lacks before it dials', async () => {
    const body = {
      name: 'Renewal',
      script_text:
        'Hello {first_name}, your contract ends soon, and we would like to go on. Shall we say {day}? Let us know.',
      variables: [{ name: 'day', default: null }],
    };
    await desk.world.admin(createScript, { body });
    await page.goto('/');
    await dialer().getByRole('combobox', { name: 'Number or name' }).fill('ada');
    await page.getByRole('option', { name: /Ada Byron/ }).click();
    await dialer().getByRole('button', { name: 'Options' }).click();
    await dialer().getByLabel('Script').selectOption('Renewal');
    await sees(dialer().getByText('The script lacks values for: day.'));
    await dialer().getByRole('button', { name: 'Call', exact: true }).click();
    await sees(dialer().getByRole('alert').filter({ hasText: 'The script lacks values for: day.' }));
    await dialer().getByLabel('day').fill('Monday');
    await sees(dialer().getByText('Shall we say Monday?', { exact: false }));
  });

  test('pauses the recording of the call, and goes on with it', async () => {
    await dialer().getByRole('switch', { name: 'Record this call' }).setChecked(true);
    await dialer().getByRole('button', { name: 'Call', exact: true }).click();
    await sees(callStatus(page, 'Queued'));
    await desk.world.passes(6.5);
    await sees(callStatus(page, 'In call'));
    await dialer().getByRole('button', { name: 'Pause recording' }).click();
    await sees(dialer().getByRole('status', { name: 'Recording' }).filter({ hasText: 'REC paused' }));
    await dialer().getByRole('button', { name: 'Resume recording' }).click();
    await sees(dialer().getByRole('button', { name: 'Pause recording' }));
    await desk.world.passes(60);
    await sees(callStatus(page, 'Completed'));
  });

  test('asks afterwards what the call came to; a number key chooses, and the next call can be dialed', async () => {
    await heading(page, 'Home').focus();
    await page.keyboard.press('3');
    expect(await dialer().getByRole('button', { name: 'Call back' }).getAttribute('aria-pressed')).toBe('true');
    await dialer().getByLabel('Notes').fill('Prefers Mondays.');
    await dialer().getByLabel('Tags').fill('vip, renewal, vip');
    await dialer().getByRole('button', { name: 'Save & next' }).click();
    await seesNoMore(callStatus(page, 'Completed'));
    const { items } = await desk.world.admin(listCalls, { query: { limit: 1 } });
    expect(items).toMatchObject([
      { disposition: 'Call back', notes: 'Prefers Mondays.', tags: ['renewal', 'vip'], script: { name: 'Renewal' } },
    ]);
  });
});

test('a viewer cannot open the modal, and is told why', async () => {
  await join(desk.world, 'viewer');
  const { page: viewing } = await desk.open('/contacts', {
    as: { email: 'viewer@example.com', password: goodPassword },
  });
  const call = viewing.getByRole('button', { name: 'Call Ada Byron' });
  await sees(call);
  expect(await call.isDisabled()).toBe(true);
  expect(await call.getAttribute('title')).toBe('Calling needs the role agent or more');
});
