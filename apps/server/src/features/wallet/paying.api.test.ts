import { addCallPrice, changeSetting, changeWallet, deleteCall, getWallet, topUpWallet } from '@offhook/contract';
import { formatId } from '@offhook/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makePayer, minute, farEnd as to } from '../../../test/payer.ts';
import { startSmtp, type TestSmtp } from '../../../test/start-smtp.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { takePrices } from './actions/ask-prices.ts';
import { holdFor, mustHold } from './index.ts';

let world: World;
let smtp: TestSmtp;
let payer: ReturnType<typeof makePayer>;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await makeWorld({ environment: { SMTP_URL: smtp.url, MAIL_FROM: 'phone@example.com' } });
  payer = makePayer(world);
  await world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: true } });
});
afterAll(async () => {
  await world.close();
  await smtp.close();
});

const place = async (...how: Parameters<typeof payer.place>) => {
  const placed = await payer.place(...how);
  if (!placed) throw new Error('There is money for this call.');
  return placed;
};

test('of ten that try a hundred times with money for seven calls seven are paid', async () => {
  await payer.startWith(7 * minute);
  const { ctx } = world.app;
  let paid = 0;
  const tries = async () => {
    for (let left = 100; left > 0; left -= 1) {
      const wish = { callId: ctx.ids.next('call'), to, timeLimitSeconds: 60 };
      const { size } = await ctx.db.asTenant(payer.tenantId, (tx) => holdFor(ctx, tx, payer.tenantId, [wish]));
      paid += size;
    }
  };
  await Promise.all(Array.from({ length: 10 }, tries));
  expect(paid).toBe(7);
  expect(await payer.wallet()).toEqual({ balance: 7 * minute, held: 7 * minute });
  expect(await payer.differences()).toEqual([]);
});

describe('money is set aside', () => {
  test('for the dearest leg that somebody in a seat may take', async () => {
    await payer.startWith(100 * minute);
    const { ctx } = world.app;
    const held = async (legs?: 'seat') => {
      const before = (await payer.wallet()).held;
      const wish = { callId: ctx.ids.next('call'), to, timeLimitSeconds: 60, legs };
      await ctx.db.asTenant(payer.tenantId, (tx) => holdFor(ctx, tx, payer.tenantId, [wish]));
      return (await payer.wallet()).held - before;
    };
    expect(await held('seat')).toBe(minute);
    await payer.query(
      `insert into wallet_prices (tenant_id, id, direction, prefix, minute_micros, percent, increment_seconds, valid_from, note, "by", created_at)
      select $1, gen_random_uuid(), 'leg', prefix, micros, null, 60, '2020-01-01', 'Seats', 'Test', now()
      from (values ('', 10000), ('+44', 50000)) as p (prefix, micros)`,
      [payer.tenantId],
    );
    expect(await held('seat')).toBe(minute + 50_000);
    expect(await held()).toBe(minute);
    await payer.query(`delete from wallet_prices where note = 'Seats'`);
  });

  test('for the whole time limit, in the order of the calls; the last gets the minutes that are left, or nothing', async () => {
    await payer.startWith(5 * minute + 1);
    const { ctx } = world.app;
    const wishes = [120, 180, 60].map((timeLimitSeconds) => ({ callId: ctx.ids.next('call'), to, timeLimitSeconds }));
    const hold = (calls: typeof wishes) =>
      ctx.db.asTenant(payer.tenantId, (tx) => holdFor(ctx, tx, payer.tenantId, calls));
    const limits = await hold(wishes);
    expect(wishes.map(({ callId }) => limits.get(callId)?.timeLimitSeconds)).toEqual([120, 180, undefined]);
    await payer.startWith(5 * minute - 1);
    const shorter = await hold(wishes.map((wish) => ({ ...wish, callId: ctx.ids.next('call') })));
    expect([...shorter.values()].map((granted) => granted.timeLimitSeconds)).toEqual([120, 120]);
  });

  test('out of the overdraft as well, and no further', async () => {
    await payer.startWith(0, { overdraft: 2 * minute });
    expect(await place(3600)).toMatchObject({ timeLimitSeconds: 120 });
    expect(await payer.place(60)).toBeUndefined();
    await expect(world.admin(changeWallet, { body: { overdraft: '0.02' } })).rejects.toMatchObject({
      problem: { status: 409, code: 'wallet.more_than_available', details: { available: '0.00' } },
    });
  });

  test('for another phone, too, where connecting has a price', async () => {
    await world.admin(addCallPrice, { body: { direction: 'leg', prefix: '+4420', per_minute: '0.05' } });
    await payer.startWith(minute + 50_000);
    expect(await place(600, { connectedTo: '+442079460000' })).toMatchObject({ timeLimitSeconds: 60 });
  });

  test('by the price that holds now, and a refusal says what is needed and what there is', async () => {
    await world.admin(addCallPrice, { body: { prefix: '+49', per_minute: '0.10' } });
    await payer.startWith(99_999);
    const { ctx } = world.app;
    const wish = { callId: ctx.ids.next('call'), to: '+4930901820', timeLimitSeconds: 600 };
    await expect(
      ctx.db.asTenant(payer.tenantId, (tx) => mustHold(ctx, tx, payer.tenantId, wish)),
    ).rejects.toMatchObject({
      code: 'wallet.insufficient_funds',
      details: { needed: '0.10', available: '0.099999' },
    });
  });

  test('for nobody where calls are not paid from the wallet', async () => {
    const second = await makeSecondWorkspace(world);
    const { ctx } = world.app;
    const callId = ctx.ids.next('call');
    const granted = await ctx.db.asTenant(second.tenantId, (tx) =>
      holdFor(ctx, tx, second.tenantId, [{ callId, to, timeLimitSeconds: 90 }]),
    );
    expect(granted.get(callId)).toEqual({ timeLimitSeconds: 90 });
    expect((await payer.query('select from wallet_holds where tenant_id = $1', [second.tenantId])).rowCount).toBe(0);
  });
});

describe('a call that ended', () => {
  beforeEach(() => payer.startWith(10_000_000));

  test('is charged its begun minutes once, however often its end is told, and what was set aside is free again', async () => {
    const call = await place(600);
    expect(await payer.wallet()).toEqual({ balance: 10_000_000, held: 10 * minute });
    await payer.end(call.id, { answered: true, seconds: 61 });
    await payer.settle(call.id);
    await payer.end(call.id, { answered: true, seconds: 600 });
    await payer.settle(call.id);
    expect(await payer.linesOf(call.id)).toEqual([['charge', '-0.042']]);
    expect(await payer.wallet()).toEqual({ balance: 10_000_000 - 2 * minute, held: 0 });
  });

  test('and was not answered costs nothing', async () => {
    const call = await place(600);
    await payer.end(call.id, { answered: false, seconds: null });
    await payer.settle(call.id);
    expect(await payer.linesOf(call.id)).toEqual([]);
    expect(await payer.wallet()).toEqual({ balance: 10_000_000, held: 0 });
  });

  test('is corrected when it is learned that it lasted longer', async () => {
    const call = await place(600);
    await payer.end(call.id, { answered: true, seconds: 30 });
    await payer.settle(call.id);
    await payer.learn(call.id, 130);
    await payer.settle(call.id);
    expect(await payer.linesOf(call.id)).toEqual([
      ['charge', '-0.021'],
      ['correction', '-0.042'],
    ]);
  });

  test('and is deleted before it was charged is charged all the same', async () => {
    const call = await place(600);
    await payer.end(call.id, { answered: true, seconds: 5 });
    await world.admin(deleteCall, { params: { call_id: formatId('call', call.id) } });
    expect(await payer.linesOf(call.id)).toEqual([['charge', '-0.021']]);
    expect(await payer.wallet()).toEqual({ balance: 10_000_000 - minute, held: 0 });
  });

  test('by percent follows the carrier: its estimate, the price it tells late, none, or money back', async () => {
    await world.admin(addCallPrice, { body: { prefix: '+33', percent: 200 } });
    await payer.startWith(10_000_000);
    const call = await place(600, { number: '+33142685300' });
    await payer.end(call.id, { answered: true, seconds: 61 });
    await payer.settle(call.id);
    expect(await payer.linesOf(call.id)).toEqual([['charge', '-0.16']]);
    const { ctx } = world.app;
    const sid = `CA${call.id.replaceAll('-', '')}`;
    const check = {
      tenantId: payer.tenantId,
      id: call.id,
      sid,
      endedAt: ctx.clock.now(),
      timesAsked: 1,
      hasLegs: false,
      hasRecordings: false,
      currency: 'USD',
    };
    const tell = async (told: number | null) => {
      const prices = told === null ? [] : [{ kind: 'minutes' as const, sid, micros: told, currency: 'USD' }];
      await takePrices(ctx, [{ check, told: prices }]);
      await payer.settle(call.id);
    };
    await tell(null);
    await tell(50_000);
    await tell(50_000);
    await tell(-1000);
    expect(await payer.linesOf(call.id)).toEqual([
      ['charge', '-0.16'],
      ['correction', '0.06'],
      ['correction', '0.10'],
    ]);
    expect(await payer.differences()).toEqual([]);
  });

  test('and came in costs only where there is a price for that, decided once', async () => {
    const came = async () => {
      const { ctx } = world.app;
      const id = ctx.ids.next('call');
      await payer.query(
        `insert into calls (tenant_id, id, direction, from_number, to_number, reversed_digits, status, placement, plan,
           wants_recording, created_at, answered_at, ended_at, duration_seconds, metadata, simulated, heard_at)
         values ($1, $2, 'inbound', '+14155550142', '+14155550199', '', 'completed', 'placed', '{}', false, $3, $3, $3, 60, '{}', true, $3)`,
        [payer.tenantId, id, ctx.clock.now()],
      );
      await payer.settle(id);
      return id;
    };
    const enabled = (value: boolean) =>
      world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value } });
    expect(await payer.linesOf(await came())).toEqual([]);
    await world.admin(addCallPrice, { body: { direction: 'inbound', per_minute: '0.01' } });
    await world.clock.passes(1000);
    const paid = await came();
    expect(await payer.linesOf(paid)).toEqual([['charge', '-0.01']]);
    await enabled(false);
    const unpaid = await came();
    await enabled(true);
    await payer.learn(unpaid, 61);
    await payer.settle(unpaid);
    await payer.learn(paid, 61);
    await payer.settle(paid);
    expect(await payer.linesOf(unpaid)).toEqual([]);
    expect(await payer.linesOf(paid)).toEqual([
      ['charge', '-0.01'],
      ['correction', '-0.01'],
    ]);
  });

  test('and was paid is paid, too, when the setting was turned off meanwhile', async () => {
    const call = await place(600);
    await world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: false } });
    await payer.end(call.id, { answered: true, seconds: 5 });
    await payer.settle(call.id);
    await world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: true } });
    expect(await payer.linesOf(call.id)).toEqual([['charge', '-0.021']]);
  });
});

test('what is held for calls that are gone, of unknown length or silent is free within ten minutes of their limit', async () => {
  await payer.startWith(10_000_000);
  const [gone, vague, silent] = [await place(60), await place(60), await place(60)];
  await payer.query('delete from calls where id = $1', [gone.id]);
  // Nobody can be asked about it.
  await payer.query("update calls set sid = null, placement = 'intended' where id = $1", [silent.id]);
  await payer.end(vague.id, { answered: true, seconds: null });
  await payer.settle(vague.id);
  expect((await payer.wallet()).held).toBe(3 * minute);
  await longLater(250);
  expect((await payer.wallet()).held).toBe(minute);
  await longLater(1000);
  expect((await payer.wallet()).held).toBe(0);
  await payer.learn(vague.id, 60);
  await payer.settle(vague.id);
  expect(await payer.linesOf(vague.id)).toEqual([['charge', '-0.021']]);
  expect(await payer.differences()).toEqual([]);
});

/** Time passes with nobody here: what is due in between is done afterwards. */
async function longLater(seconds: number): Promise<void> {
  await world.stopServer();
  await world.clock.passes(seconds * 1000);
  await world.startServer();
  await world.passes(61);
}

test('the admins are written to once when the wallet runs low, and again only after it has recovered', async () => {
  await payer.startWith(6_000_000);
  smtp.arrived.length = 0;
  const spend = async () => {
    const call = await place(3600);
    await payer.end(call.id, { answered: true, seconds: 3600 });
    await payer.settle(call.id);
  };
  await spend();
  await world.passes(20);
  expect(await world.admin(getWallet, {})).toMatchObject({ state: 'low', balance: '4.74', minutes_left: 225 });
  await spend();
  await world.passes(20);
  expect(smtp.arrived).toHaveLength(1);
  expect(smtp.arrived[0]).toMatchObject({ to: 'admin@example.com', text: expect.stringContaining('4.74 USD') });
  await world.admin(topUpWallet, { body: { amount: '3' } });
  await spend();
  await spend();
  await world.passes(20);
  expect(smtp.arrived).toHaveLength(2);
});
