import { changeSetting, listCallPrices, topUpWallet } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePayer } from '../../apps/server/test/payer.ts';
import { type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
beforeAll(async () => {
  desk = await makeDesk();
  ({ page } = await desk.open('/wallet', { reducedMotion: 'reduce' }));
  await sees(heading(page, 'Wallet'));
});
afterAll(() => desk?.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const figure = (name: string) => page.getByLabel('Money').getByText(name, { exact: true }).locator('..');
const statement = () => page.getByRole('list', { name: 'Statement' });

test('a wallet is explained, turned on, and says that it is empty until it is topped up', async () => {
  await sees(page.getByText('Calls are not paid from the wallet yet'));
  await button('Pay calls from the wallet').click();
  await sees(page.getByRole('alertdialog').getByText('until it is topped up no call can be placed', { exact: false }));
  await button('Pay from the wallet').click();
  await sees(page.getByText('No call can be placed', { exact: false }));
  await page.goto('/people');
  const banner = page.getByRole('region', { name: 'Wallet' });
  await sees(banner.getByText('The wallet is empty', { exact: false }));
  await banner.getByRole('link', { name: 'Open the wallet' }).click();
  await sees(heading(page, 'Wallet'));
  await seesNoMore(banner);
  await button('Top up').click();
  const dialog = page.getByRole('dialog', { name: 'Top up the wallet' });
  await dialog.getByLabel('Amount in USD').fill('many');
  await dialog.getByRole('button', { name: 'Top up' }).click();
  await sees(dialog.getByRole('alert').filter({ hasText: 'This is not an amount.' }));
  await dialog.getByLabel('Amount in USD').fill('25');
  await dialog.getByLabel('Note').fill('Invoice 7');
  await dialog.getByRole('button', { name: 'Top up' }).click();
  await seesNoMore(dialog);
  await sees(figure('Balance').getByText('$25.00'));
  await sees(figure('Free for more calls').getByText('about 19 h of calls at $0.021 a minute'));
  await sees(statement().getByText('Invoice 7', { exact: false }));
  await seesNoMore(page.getByText('No call can be placed', { exact: false }));
});

test('what calls cost stands in the statement, which is filtered and downloaded', async () => {
  const payer = makePayer(desk.world);
  await desk.world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: true } });
  const call = await payer.place(600);
  if (!call) throw new Error('There is money for this call.');
  await payer.end(call.id, { answered: true, seconds: 61 });
  await payer.settle(call.id);
  await desk.world.admin(topUpWallet, { body: { amount: '1' } });
  await page.reload();
  await sees(statement().getByText('61 s at 0.021 a minute, by begun minutes'));
  expect(await statement().getByRole('listitem').count()).toBe(3);
  await page.getByLabel('Kind').selectOption('Call');
  await expect.poll(() => statement().getByRole('listitem').count()).toBe(1);
  await sees(statement().getByRole('link', { name: '(415) 555-0142' }));
  const download = page.waitForEvent('download');
  await button('Export CSV').click();
  expect((await download).suggestedFilename()).toBe('wallet-2026-11-02.csv');
  await page.getByLabel('From day').fill('2027-01-01');
  await sees(page.getByText('No line matches'));
  await button('Clear the filters').click();
  await expect.poll(() => statement().getByRole('listitem').count()).toBe(3);
});

test('a price is added for later, with what is wrong said beside the field, and withdrawn', async () => {
  await page.getByRole('tab', { name: 'Prices' }).click();
  await sees(page.getByText('$0.021 a minute, by begun minutes'));
  await button('New price').click();
  const dialog = page.getByRole('dialog', { name: 'New price' });
  await dialog.getByLabel('Numbers that begin with').fill('0044');
  await dialog.getByLabel('USD a minute').fill('0.05');
  await dialog.getByLabel('From', { exact: true }).fill('2027-01-01');
  await dialog.getByRole('button', { name: 'Add price' }).click();
  await sees(dialog.getByRole('alert').filter({ hasText: 'begin with + and the country code' }));
  await dialog.getByLabel('Numbers that begin with').fill('+44');
  await dialog.getByRole('button', { name: 'Add price' }).click();
  await seesNoMore(dialog);
  await sees(page.getByText('Calls you place: numbers that begin with +44'));
  await page.getByRole('button', { name: 'Withdraw the price for +44' }).click();
  await seesNoMore(page.getByText('Calls you place: numbers that begin with +44'));
  expect((await desk.world.admin(listCallPrices, {})).items).toHaveLength(1);
});
