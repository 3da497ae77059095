import {
  addCallPrice,
  adjustWallet,
  changeSetting,
  changeWallet,
  changeWorkspace,
  createApiKey,
  exportWalletLines,
  getWallet,
  listAuditEntries,
  listCallPrices,
  listWalletLines,
  makeClient,
  topUpWallet,
  withdrawCallPrice,
} from '@offhook/contract';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { join, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const refused = (status: number, code: string, details: object = {}) => ({
  problem: expect.objectContaining({ status, code, details: expect.objectContaining(details) }),
});
const post = (path: string, json: object, key: string, token = world.signedIn.token) =>
  ask(world.url, 'POST', path, { token, json, headers: { 'idempotency-key': key } });

test('a wallet that was never used is empty, off, and says what it would pay', async () => {
  expect(await world.admin(getWallet, {})).toEqual({
    ...{ enabled: false, state: 'off', currency: 'USD', balance: '0.00', held: '0.00', overdraft: '0.00' },
    ...{ available: '0.00', low_balance: '5.00', minute_price: '0.021', minutes_left: 0 },
  });
});

describe('a top-up', () => {
  test('adds a line with the balance after it, and is written down', async () => {
    const line = await world.admin(topUpWallet, { body: { amount: '25.5', note: 'Invoice 7' } });
    expect(line).toMatchObject({
      kind: 'top-up',
      amount: '25.50',
      balance_after: '25.50',
      call: null,
      note: 'Invoice 7',
    });
    await world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: true } });
    expect(await world.admin(getWallet, {})).toMatchObject({ state: 'fine', available: '25.50', minutes_left: 1214 });
    const { items } = await world.admin(listAuditEntries, { query: { limit: 5 } });
    expect(items.map(({ action }) => action)).toContain('wallet.topped_up');
  });

  test('with an idempotency key pays in once, also by a key of the scope', async () => {
    const { secret } = await world.admin(createApiKey, { body: { name: 'Payments', scopes: ['wallet.write'] } });
    const first = await post('/api/wallet/top-ups', { amount: '1' }, 'pay-1', secret);
    const again = await post('/api/wallet/top-ups', { amount: '1' }, 'pay-1', secret);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(first.body).toMatchObject({ balance_after: '26.50', by: 'Payments' });
    expect(await post('/api/wallet/top-ups', { amount: '2' }, 'pay-1', secret)).toMatchObject({
      status: 409,
      code: 'idempotency.conflict',
    });
  });

  test.each(['0', '-5', '1.0000001', '1e3', '2000000', ''])('of %j is refused', async (amount) => {
    await expect(world.admin(topUpWallet, { body: { amount } })).rejects.toMatchObject(
      refused(422, 'request.invalid', { field: 'amount' }),
    );
  });
});

test('an adjustment needs a reason and takes no more than is free', async () => {
  const line = await world.admin(adjustWallet, { body: { amount: '-6.5', reason: 'Paid in twice' } });
  expect(line).toMatchObject({ kind: 'adjustment', amount: '-6.50', balance_after: '20.00', note: 'Paid in twice' });
  await expect(world.admin(adjustWallet, { body: { amount: '-1', reason: '' } })).rejects.toMatchObject(
    refused(422, 'request.invalid', { field: 'reason' }),
  );
  await expect(world.admin(adjustWallet, { body: { amount: '-20.01', reason: 'Too much' } })).rejects.toMatchObject(
    refused(409, 'wallet.more_than_available', { available: '20.00' }),
  );
  const twice = [1, 2].map(() => post('/api/wallet/adjustments', { amount: '-1', reason: 'Once' }, 'adjust-1'));
  const answers = await Promise.all(twice);
  expect(answers.map(({ status }) => status)).toContain(201);
  expect(await world.admin(getWallet, {})).toMatchObject({ balance: '19.00' });
});

test('low balance and overdraft are set', async () => {
  const after = await world.admin(changeWallet, { body: { low_balance: '50', overdraft: '2' } });
  expect(after).toMatchObject({ state: 'low', low_balance: '50.00', overdraft: '2.00', available: '21.00' });
  expect(await world.admin(changeWallet, { body: { low_balance: '1' } })).toMatchObject({ state: 'fine' });
});

describe('the statement', () => {
  const text = '=HYPERLINK("http://evil.example")';

  test('lists every line, newest first, page by page, and by filter', async () => {
    await world.clock.passes(60_000);
    await world.admin(topUpWallet, { body: { amount: '3', note: text } });
    const all = (await world.admin(listWalletLines, {})).items;
    expect(all.map(({ balance_after }) => balance_after)).toEqual(['22.00', '19.00', '20.00', '26.50', '25.50']);
    const paged: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.admin(listWalletLines, { query: { limit: 2, ...(cursor && { cursor }) } });
      paged.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(paged).toEqual(all);
    const kinds = await world.admin(listWalletLines, { query: { kind: 'adjustment' } });
    expect(kinds.items.map(({ amount }) => amount)).toEqual(['-1.00', '-6.50']);
    const since = await world.admin(listWalletLines, { query: { from: all[0]?.at } });
    expect(since.items).toEqual(all.slice(0, 1));
    expect((await world.admin(listWalletLines, { query: { until: all[0]?.at } })).items).toEqual(all.slice(1));
    await expect(world.admin(listWalletLines, { query: { cursor: 'x' } })).rejects.toMatchObject(
      refused(422, 'request.bad_cursor'),
    );
  });

  test('as CSV has the same lines; what a spreadsheet would run is text', async () => {
    const { token } = world.signedIn;
    const csv = await ask(world.url, 'GET', exportWalletLines.path, { token });
    const rows = parse<Record<string, string>>(String(csv.body), { columns: true });
    expect(rows.map(({ amount }) => amount)).toEqual(['3.00', '-1.00', '-6.50', '1.00', '25.50']);
    expect(rows[0]).toMatchObject({ note: `'${text}`, balance_after: '22.00', call_id: '' });
  });
});

describe('a price', () => {
  test('is added now or for later, and another takes its place; the standard one is told, too', async () => {
    await world.admin(addCallPrice, { body: { prefix: '+1', per_minute: '0.02', note: 'Contract' } });
    await world.clock.passes(1000);
    await world.admin(addCallPrice, { body: { prefix: '+1', per_minute: '0.019', increment_seconds: 6 } });
    const later = { prefix: '+1', percent: 150, valid_from: '2027-01-01T00:00:00Z' };
    await world.admin(addCallPrice, { body: later });
    const { items } = await world.admin(listCallPrices, {});
    expect(items.map(({ prefix, per_minute, percent, state }) => [prefix, per_minute, percent, state])).toEqual([
      ['+1', null, 150, 'to-come'],
      ['+1', '0.019', null, 'in-force'],
      ['+1', '0.02', null, 'past'],
      ['', '0.021', null, 'in-force'],
    ]);
    await expect(world.admin(addCallPrice, { body: later })).rejects.toMatchObject(refused(409, 'wallet.price_taken'));
    await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
    expect(await world.admin(getWallet, {})).toMatchObject({ minute_price: '0.019' });
  });

  test.each([
    ['valid_from', { per_minute: '1', valid_from: '2026-01-01T00:00:00Z' }],
    ['per_minute', { per_minute: '1', percent: 3 }],
    ['per_minute', {}],
    ['per_minute', { per_minute: '1001' }],
    ['prefix', { per_minute: '1', prefix: '0044' }],
  ])('with a wrong %s is refused', async (field, body) => {
    await expect(world.admin(addCallPrice, { body })).rejects.toMatchObject(refused(422, 'request.invalid', { field }));
  });

  test('is withdrawn before it holds, once; one that holds stays', async () => {
    const { items } = await world.admin(listCallPrices, {});
    const [later, now] = items.map(({ id }) => ({ params: { price_id: id ?? '' } }));
    if (!later || !now) throw new Error('two prices');
    await world.admin(withdrawCallPrice, later);
    await expect(world.admin(withdrawCallPrice, later)).rejects.toMatchObject(refused(404, 'request.not_found'));
    await expect(world.admin(withdrawCallPrice, now)).rejects.toMatchObject(refused(409, 'wallet.price_in_force'));
  });
});

test('nobody but admins moves money, and another workspace has a wallet of its own', async () => {
  const manager = await join(world, 'manager');
  expect((await manager.api(listWalletLines, {})).items).toHaveLength(5);
  await expect(manager.api(topUpWallet, { body: { amount: '1' } })).rejects.toMatchObject(
    refused(403, 'access.not_allowed'),
  );
  const viewer = makeClient({
    baseUrl: world.url,
    headers: () => ({ authorization: `Bearer ${world.signedIn.token}` }),
  });
  expect(await viewer(getWallet, {})).toMatchObject({ balance: '22.00' });
  const second = await makeSecondWorkspace(world);
  expect(await second.api(getWallet, {})).toMatchObject({ balance: '0.00', enabled: false });
  expect((await second.api(listWalletLines, {})).items).toEqual([]);
  expect((await second.api(listCallPrices, {})).items).toHaveLength(1);
});
