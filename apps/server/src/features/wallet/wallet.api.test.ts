import { callStats, getCall, listPrices, placeCall } from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { seedConnection } from '../workspaces/index.ts';

let world: World;
beforeAll(async () => {
  // The carrier charges 13,000 where the list says 14,000.
  world = await makeWorld({ emulator: { prices: { US: { outbound: 13_000 } } } });
});
afterAll(() => world.close());

const minuteMs = 60_000;

/** Time passes with nobody here: what is due in between is done afterwards. */
async function longLater(minutes: number): Promise<void> {
  await world.stopServer();
  await world.clock.passes(minutes * minuteMs);
  await world.startServer();
  await world.passes(20);
}

async function ended(): Promise<string> {
  const { id } = await world.admin(placeCall, {
    body: { to: '+14155550142', from: ourNumber, message: 'Hello.', record: true },
  });
  await world.passes(60);
  return id;
}

const detail = (id: string) => world.admin(getCall, { params: { call_id: id } });
const lines = async (id: string) =>
  (await detail(id)).cost_lines.map(({ what, amount, basis }) => [what, amount, basis] as const);
const rule = (fault: 'late-price' | 'wrong-price', more: object) =>
  world.emulator.mischief.add({ on: { price: true }, do: { fault, ...more } } as Parameters<
    typeof world.emulator.mischief.add
  >[0]); // one of two forms, chosen by the name

test('the lists say what calls are estimated by, and whence', async () => {
  const { lists } = await world.admin(listPrices, {});
  expect(lists.map(({ name, used }) => [name, used])).toEqual([
    ['twilio', true],
    ['s1', false],
    ['s2', false],
    ['s4', false],
  ]);
  for (const { source, prices } of lists) {
    expect(source.length).toBeGreaterThan(3);
    expect(prices.length).toBeGreaterThan(0);
  }
  const viewer = await join(world, 'viewer');
  expect(await viewer.api(listPrices, {})).toEqual({ lists });
});

describe('a call', () => {
  test('is estimated at its end, and corrected when the carrier tells its price', async () => {
    const id = await ended();
    const call = await detail(id);
    expect(call).toMatchObject({ cost: '0.0165', cost_basis: 'estimate', currency: 'USD' });
    expect(call.cost_lines).toMatchObject([
      { what: 'minutes', leg_sid: call.call_sid, quantity: 1, unit: 'minute', amount: '0.014', basis: 'estimate' },
      { what: 'recording', leg_sid: null, quantity: 1, amount: '0.0025', basis: 'estimate' },
    ]);
    await world.passes(320);
    expect(await detail(id)).toMatchObject({ cost: '0.0155', cost_basis: 'carrier' });
    expect(await lines(id)).toContainEqual(['minutes', '-0.001', 'carrier']);
    expect(await world.admin(callStats, {})).toMatchObject({ total_calls: 1, total_cost: '0.0155' });
  });

  test('is corrected once more when the carrier has changed its mind a day later', async () => {
    world.emulator.mischief.clear();
    rule('wrong-price', { byMicros: -7000, correctedAfterMs: 3_600_000 });
    const id = await ended();
    await longLater(10);
    expect(await detail(id)).toMatchObject({ cost: '0.0225', cost_basis: 'carrier' });
    await longLater(60);
    await longLater(24 * 60);
    expect(await detail(id)).toMatchObject({ cost: '0.0155', cost_basis: 'carrier' });
    expect((await lines(id)).filter(([what]) => what === 'minutes')).toEqual([
      ['minutes', '0.014', 'estimate'],
      ['minutes', '0.006', 'carrier'],
      ['minutes', '-0.007', 'carrier'],
    ]);
    const before = await detail(id);
    await longLater(24 * 60);
    expect((await detail(id)).cost_lines).toEqual(before.cost_lines);
    expect(await checksOf(id)).toBe(0);
  });

  test('whose price is not known yet is asked about again; after two days the estimate stands and says so', async () => {
    world.emulator.mischief.clear();
    rule('late-price', { delayMs: 72 * 3_600_000 });
    const id = await ended();
    for (const minutes of [10, 30, 120, 1440, 1440]) await longLater(minutes);
    const { cost_basis, cost_lines } = await detail(id);
    expect(cost_basis).toBe('estimate');
    expect(cost_lines.filter(({ what }) => what === 'minutes').map(({ amount, source }) => [amount, source])).toEqual([
      ['0.014', 'Twilio US list price, mid-2026'],
      ['0.00', 'The carrier told no price within 48 hours: the estimate stands.'],
    ]);
    expect(await checksOf(id)).toBe(0);
  });
});

test('the price is asked of the account that the call was made with, whichever is used now', async () => {
  world.emulator.mischief.clear();
  const id = await ended();
  const { ctx } = world.app;
  const tenantId = parseId('workspace', world.signedIn.workspace.id);
  if (!tenantId) throw new Error('There is no workspace.');
  const other = { accountSid: `AC${'7'.repeat(32)}`, authToken: '8'.repeat(32) };
  await ctx.db.asSystem((tx) =>
    seedConnection(ctx, tx, tenantId, { ...other, baseUrl: world.carrier.url, mode: 'emulator' }),
  );
  await world.passes(320);
  expect((await detail(id)).cost_basis).toBe('carrier');
});

async function checksOf(id: string): Promise<number> {
  const { rows } = await world.app.ctx.db.systemPool.query('select from price_checks where call_id = $1', [
    id.replace('call_', ''),
  ]);
  return rows.length;
}
