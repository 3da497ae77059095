import { listPeople, placeCall, removePerson } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goodPassword, join } from '../../apps/server/test/members.ts';
import { ourNumber } from '../../apps/server/test/world.ts';
import { callStatus, type Desk, heading, makeDesk, sees } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});
afterAll(() => desk?.close());

const message = 'Good morning. This call is here to be followed by two people at once, to its very end.';
const callFrom = async (to: string) => (await desk.world.admin(placeCall, { body: { to, message } })).id;
const connection = (page: Page, words: string) =>
  page.getByRole('status', { name: 'Connection' }).filter({ hasText: words });
const liveCall = (page: Page, words: RegExp) =>
  page.getByRole('region', { name: 'Live calls' }).getByRole('listitem').filter({ hasText: words });

async function dial(page: Page, number: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Number or name' }).fill(number);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
}

describe('two people of one workspace', () => {
  let ann: Page;
  let bob: Page;
  let cutBobsSocket: () => Promise<void>;
  beforeAll(async () => {
    await join(desk.world, 'manager');
    ({ page: ann } = await desk.open('/'));
    ({ page: bob } = await desk.open('/login', { as: { email: 'manager@example.com', password: goodPassword } }));
    await bob.routeWebSocket(/\/ws\?/, (socket) => {
      socket.connectToServer();
      cutBobsSocket = () => socket.close({ code: 4000 });
    });
    await bob.goto('/');
    await Promise.all([sees(connection(ann, 'Live')), sees(connection(bob, 'Live'))]);
  });

  test('both see a call begin, ring, talk and end', async () => {
    await dial(ann, '4155550142');
    await Promise.all([sees(liveCall(ann, /555-0142/)), sees(liveCall(bob, /555-0142/))]);
    await desk.world.passes(1);
    await sees(liveCall(bob, /Ringing/));
    await desk.world.passes(6);
    await Promise.all([sees(callStatus(ann, 'In call')), sees(liveCall(bob, /In call/))]);
    await desk.world.passes(60);
    await Promise.all([sees(callStatus(ann, 'Completed')), sees(liveCall(bob, /Completed/))]);
  });

  test('a call that begins while the pointer rests on the live ones waits behind a button', async () => {
    await callFrom('+14155550110');
    await sees(liveCall(bob, /555-0110/));
    await liveCall(bob, /555-0110/).hover();
    await callFrom('+14155550177');
    await sees(bob.getByRole('button', { name: '1 new call' }));
    await sees(liveCall(ann, /555-0177/));
    expect(await liveCall(bob, /555-0177/).count()).toBe(0);
    await bob.getByRole('button', { name: '1 new call' }).click();
    await sees(liveCall(bob, /555-0177/));
    await desk.world.passes(120);
  });

  test('a page that lost its socket says so, and misses nothing when it is back, also when nobody else listened', async () => {
    await ann.goto('about:blank');
    const id = await callFrom('+14155550142');
    await bob.goto(`/calls/${id}`);
    await sees(callStatus(bob, 'Queued'));
    await sees(connection(bob, 'Live'));
    await bob.context().setOffline(true);
    await cutBobsSocket();
    await sees(connection(bob, 'Reconnecting…'));
    await desk.world.passes(60);
    await sees(connection(bob, 'Offline – showing data from'));
    await sees(bob.getByRole('status', { name: 'Live updates' }).getByText('No live updates since', { exact: false }));
    expect(await callStatus(bob, 'Queued').count()).toBe(1);
    await bob.context().setOffline(false);
    await sees(connection(bob, 'Live'));
    await sees(callStatus(bob, 'Completed'));
    await sees(bob.getByRole('list', { name: 'Timeline' }).getByText(/The call ended after/));
  });

  test('the live page follows a call from state to state, with the time in each, and hangs it up', async () => {
    await ann.goto('/live');
    await callFrom('+14155550142');
    const row = ann
      .getByRole('table', { name: 'Live calls' })
      .getByRole('row')
      .filter({ hasText: /555-0142/ });
    await sees(row);
    await desk.world.passes(7);
    await sees(row.getByText('In call'));
    await sees(row.getByText('REC'));
    await expect.poll(() => row.getByRole('timer').innerText(), { timeout: 8000 }).toMatch(/^\d\d:\d\d$/);
    await sees(ann.getByRole('region', { name: 'Today' }).getByRole('link', { name: /^Active now\s*1$/ }));
    await row.getByRole('button', { name: 'Hang up' }).click();
    await ann.getByRole('alertdialog').getByRole('button', { name: 'Hang up' }).click();
    await desk.world.passes(3);
    await sees(row.getByText('Ended · Completed'));
    await ann.mouse.move(0, 0);
    await ann.getByRole('link', { name: /^Calls today/ }).click();
    await ann.waitForURL('**/calls?date=today');
  });

  test('what is filtered by is said in the list, and gone when it is removed', async () => {
    await ann.goto('/calls?direction=outbound&status=no-answer');
    const table = ann.getByRole('table', { name: 'Calls' });
    await sees(table.getByText('No answer'));
    expect(await ann.getByLabel('Direction').inputValue()).toBe('outbound');
    await ann.getByRole('button', { name: 'Remove filter No answer' }).click();
    await ann.waitForURL('**/calls?direction=outbound');
    await sees(table.getByText('Completed'));
  });
});

describe('a number that cannot be called', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await desk.open('/'));
  });

  test.each([
    ['', 'Type a number, or choose a contact'],
    ['nobody here', 'No contact with a phone number has this name. Type a number, or another name'],
    ['12', /short|digits|number/i],
    [ourNumber, /this is the number you call from/i],
  ])('“%s” is refused in a sentence beside the field', async (number, sentence) => {
    await dial(page, number);
    const alert = page.getByRole('region', { name: 'Dialer' }).getByRole('alert');
    await sees(alert.filter({ hasText: sentence }));
    expect(await page.getByRole('combobox', { name: 'Number or name' }).getAttribute('aria-invalid')).toBe('true');
  });
});

test('a viewer is told why they cannot call', async () => {
  await join(desk.world, 'viewer');
  const { page } = await desk.open('/', { as: { email: 'viewer@example.com', password: goodPassword } });
  await sees(page.getByText('Calling needs the role agent or more.'));
  expect(await page.getByRole('button', { name: 'Call', exact: true }).isDisabled()).toBe(true);
  expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  await page.goto('/people');
  await sees(page.getByText('Inviting people and changing roles needs the role admin.'));
  await page.goto('/audit');
  await sees(page.getByText('This needs the role admin or more.'));
});

test('whoever is removed is signed out while the page is open', async () => {
  const { world } = desk;
  await join(world, 'agent');
  const { page } = await desk.open('/', { as: { email: 'agent@example.com', password: goodPassword } });
  await sees(connection(page, 'Live'));
  const { items } = await world.admin(listPeople, {});
  const agent = items.find(({ email }) => email === 'agent@example.com');
  await world.admin(removePerson, { params: { person_id: agent?.id ?? '' } });
  await world.settles();
  await sees(page.getByRole('dialog', { name: 'Sign in again' }));
  await page.reload();
  await sees(heading(page, 'Sign in'));
});

test('whoever signs out is out, also after going back', async () => {
  const { page } = await desk.open('/contacts');
  await sees(heading(page, 'Contacts'));
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await sees(heading(page, 'Sign in'));
  await page.goBack();
  await sees(heading(page, 'Sign in'));
  expect(new URL(page.url()).pathname).toBe('/login');
});
