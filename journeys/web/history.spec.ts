import { readFile } from 'node:fs/promises';
import { changeCall, createContact, placeCall } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, focused, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
beforeAll(async () => {
  desk = await makeDesk();
  await fill(desk);
  ({ page } = await desk.open('/calls', { acceptDownloads: true }));
  await sees(row(/Ada Byron/));
});
afterAll(() => desk?.close());

const table = () => page.getByRole('table', { name: 'Calls' });
const row = (words: RegExp) => table().getByRole('row').filter({ hasText: words });
const bar = () => page.getByRole('region', { name: 'Selected calls' });
const count = (words: string) => page.getByRole('status').filter({ hasText: new RegExp(`^${words}$`) });

describe('what is looked for', () => {
  test.each([
    ['5550142', '(415) 555-0142'],
    ['(415) 555-0102', '(415) 555-0102'],
    ['415 555 01 05', '(415) 555-0105'],
    ['byr', 'Ada Byron'],
  ])('%s is found, however it is written', async (text, found) => {
    const field = page.getByLabel('Search number or name');
    await field.fill(text);
    await sees(count('1 call'));
    await sees(table().getByText(found));
    await field.fill('');
    await sees(count('3 calls'));
  });

  test('a kind is one button, stands in the address, and is gone with Back', async () => {
    await page.getByRole('button', { name: 'No reply' }).click();
    await page.waitForURL('**/calls?direction=outbound&status=busy,no-answer');
    await seesNoMore(row(/Ada Byron/));
    await sees(row(/Busy/));
    expect(await page.getByRole('button', { name: 'No reply' }).getAttribute('aria-pressed')).toBe('true');
    await page.goBack();
    await sees(row(/Ada Byron/));
  });

  test('rarer filters are chips, each removable, and an address that is shared has them all', async () => {
    await page.getByRole('button', { name: 'More filters' }).click();
    const more = page.getByRole('dialog', { name: 'More filters' });
    await more.getByLabel('Disposition').selectOption('Interested');
    await more.getByLabel('Recording').selectOption('Has recording');
    await more.getByLabel('Tag').fill('vip');
    await more.getByLabel('Tag').press('Enter');
    await page.waitForURL(/disposition=Interested/);
    await page.waitForURL(/tag=vip/);
    await page.keyboard.press('Escape');
    await sees(count('1 call'));
    await page.reload();
    await sees(row(/Ada Byron/));
    await page.getByRole('button', { name: 'Remove filter Tag: vip' }).click();
    await page.getByRole('button', { name: 'Remove filter Disposition: Interested' }).click();
    await page.waitForURL('**/calls?recorded=yes');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await sees(count('3 calls'));
  });

  test('a view is saved under a name, opened again and deleted', async () => {
    await page.getByRole('button', { name: 'Missed' }).click();
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('dialog', { name: 'Save view' }).getByLabel('Name').fill('To ring back');
    await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
    await sees(page.getByText('The view “To ring back” is saved.'));
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('button', { name: 'To ring back', exact: true }).click();
    await page.waitForURL('**/calls?direction=inbound&status=busy,no-answer,canceled');
    await sees(page.getByText('No call matches these filters'));
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('button', { name: 'Delete the view To ring back' }).click();
    await sees(page.getByText('No saved views yet.', { exact: false }));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await sees(count('3 calls'));
  });
});

describe('the rows', () => {
  test('x selects, Shift and an arrow select more, and all of them get a tag and a disposition', async () => {
    await page.getByRole('link', { name: /Ada Byron/ }).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowUp');
    await sees(bar().getByText('2 selected'));
    await bar().getByRole('button', { name: 'Tag…' }).click();
    await page.getByRole('dialog').getByLabel('Tag').fill('to ring');
    await page.getByRole('dialog').getByRole('button', { name: 'Add tag' }).click();
    await sees(page.getByText('2 calls were changed.'));
    await bar().getByRole('button', { name: 'Set disposition…' }).click();
    await page.getByRole('dialog').getByLabel('Disposition').selectOption('Call back');
    await page.getByRole('dialog').getByRole('button', { name: 'Set disposition' }).click();
    await sees(row(/0102/).getByText('Call back'));
    await sees(row(/Ada Byron/).getByText('Call back'));
    await bar().getByRole('button', { name: 'Clear the selection' }).click();
    await seesNoMore(bar());
  });

  test('Space plays the recording of a row in the row, and says so', async () => {
    await page.getByRole('link', { name: /Ada Byron/ }).focus();
    await page.keyboard.press('Space');
    await sees(row(/Ada Byron/).getByRole('button', { name: /^Pause the recording/ }));
    await row(/Ada Byron/)
      .getByRole('button', { name: 'Speed 1×, change to 1.5×' })
      .click();
    await sees(row(/Ada Byron/).getByRole('button', { name: 'Speed 1.5×, change to 2×' }));
    await page.getByRole('link', { name: /Ada Byron/ }).focus();
    await page.keyboard.press('Space');
    await sees(row(/Ada Byron/).getByRole('button', { name: /^Play the recording/ }));
    expect(new URL(page.url()).pathname).toBe('/calls');
  });

  test('a call that comes in while the pointer rests on the rows waits behind a button', async () => {
    await row(/Ada Byron/).hover();
    const before = await row(/Ada Byron/).boundingBox();
    await desk.world.admin(placeCall, { body: { to: '+14155550110', message } });
    await sees(page.getByRole('button', { name: '1 new call' }));
    expect(await row(/Ada Byron/).boundingBox()).toEqual(before);
    await page.getByRole('button', { name: '1 new call' }).click();
    await sees(row(/0110/));
    await desk.world.passes(120);
    await sees(row(/0110/).getByText('No answer'));
  });
});

describe('the table as somebody wants it', () => {
  test('columns are hidden, moved and made dense, and stay so', async () => {
    const names = async () => (await table().getByRole('columnheader').allInnerTexts()).map((name) => name.trim());
    expect(await names()).toEqual(['Select', 'Who', 'State', 'Started', 'Talk', 'Disposition', 'Recording', 'Cost']);
    await page.getByRole('button', { name: 'Columns' }).click();
    const dialog = page.getByRole('dialog', { name: 'Columns' });
    await dialog.getByRole('checkbox', { name: 'Cost' }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Tags' }).check();
    await dialog.getByRole('button', { name: 'Move State up' }).click();
    await dialog.getByRole('switch', { name: 'Compact rows' }).click();
    await page.keyboard.press('Escape');
    const wanted = ['Select', 'State', 'Who', 'Started', 'Talk', 'Disposition', 'Recording', 'Tags'];
    expect(await names()).toEqual(wanted);
    await page.reload();
    await sees(row(/Ada Byron/).getByText(/vip/));
    expect(await names()).toEqual(wanted);
    expect((await row(/Ada Byron/).boundingBox())?.height).toBeLessThan(36);
  });

  test('an export has these columns, in this order, of the calls that are filtered', async () => {
    await page.getByLabel('Search number or name').fill('byron');
    await page.waitForURL('**/calls?q=byron');
    const started = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const text = await readFile(await (await started).path(), 'utf8');
    const [head, ...rows] = text.trim().split(/\r?\n/);
    expect(head?.replace(/^\uFEFF/, '')).toBe(
      'id,status,direction,contact,from_number,to_number,created_at,duration_seconds,disposition,tags',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('+14155550142');
    await page.getByLabel('Search number or name').fill('');
    await page.waitForURL(/\/calls$/);
  });
});

test('a list that cannot be had says why, and comes with Retry and the id of the request', async () => {
  const problem = {
    code: 'request.bad_cursor',
    message: 'This page of the list is gone.',
    request_id: 'req_1',
    status: 400,
  };
  const list = '**/api/calls/log*';
  await page.route(list, (route) => route.fulfill({ status: 400, json: problem }));
  await page.goto('/calls?q=nobody-has-this-name');
  await sees(page.getByRole('alert').filter({ hasText: 'Calls could not be loaded' }).getByText(problem.message));
  await sees(page.getByRole('button', { name: 'Copy request id' }));
  await page.unroute(list);
  await page.getByRole('button', { name: 'Retry' }).click();
  await sees(page.getByText('No call matches these filters'));
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await sees(row(/Ada Byron/));
});

test('recordings are deleted together, after a question that counts them and names the limit', async () => {
  await page.getByRole('checkbox', { name: 'Select the call with Ada Byron' }).check();
  await page.getByRole('checkbox', { name: /Select the call with .*0102/ }).check();
  await bar().getByRole('button', { name: 'Delete recordings' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete 1 recording?' });
  await sees(question.getByText('1 recording of 2 selected calls', { exact: false }));
  await sees(question.getByText('deleted by themselves after 90 days', { exact: false }));
  await question.getByRole('button', { name: 'Delete 1 recording' }).click();
  await seesNoMore(row(/Ada Byron/).getByRole('button', { name: /^Play the recording/ }));
  await expect.poll(() => focused(page), { timeout: 8000 }).toBe('Calls');
});

const message = 'Good morning. This call is only here to be found again, and to be listened to for a while.';

async function fill({ world }: Desk): Promise<void> {
  await world.admin(createContact, { body: { name: 'Ada Byron', phone_number: '+14155550142' } });
  const { id } = await world.admin(placeCall, { body: { to: '+14155550142', message, record: true } });
  await world.passes(60);
  for (const to of ['+14155550102', '+14155550105']) {
    await world.admin(placeCall, { body: { to, message } });
    await world.passes(90);
  }
  const body = { tags: ['vip'], disposition: 'Interested' };
  await world.admin(changeCall, { params: { call_id: id }, body });
}
