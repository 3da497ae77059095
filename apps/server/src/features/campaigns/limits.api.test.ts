import {
  activateCampaign,
  addProspects,
  addSuppressions,
  type CampaignSettings,
  campaignSchedule,
  changeContact,
  changeSetting,
  changeWorkspace,
  createCampaign,
  createSuppressionList,
  getCampaign,
  importSuppressions,
  listProspects,
  pauseCampaign,
  recordConsent,
  topUpWallet,
} from '@offhook/contract';
import { type Id, manualClock, parseId } from '@offhook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import type { App } from '../../app.ts';
import { found } from '../../runtime/refusal.ts';
import { walletDifferences } from '../wallet/index.ts';
import { claimCalls } from './actions/claim-calls.ts';
import { dialClaimed } from './actions/dial-claimed.ts';

let world: World;
let other: App;
let tenantId: Id<'workspace'>;
beforeAll(async () => {
  // Monday, 10:00 in New York.
  world = await makeWorld({
    environment: { RECONCILE_AFTER_SECONDS: '10', CARRIER_TIMEOUT_SECONDS: '2' },
    emulator: { callsPerSecond: 1000 },
  });
  other = await world.startAnother();
  tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
});
afterAll(() => world.close());

// They answer and listen.
let next = 0;
const phones = (count: number) => Array.from({ length: count }, () => `+1212${200 + next++}0101`);

async function running(settings: Partial<CampaignSettings>, numbers: readonly string[]) {
  const variants = [{ key: 'a', name: 'A', weight: 1, message: 'Your order is ready.' }];
  const whole = { purpose: 'informational' as const, variants, calls_per_second: 100, max_attempts: 1, ...settings };
  const { id } = await world.admin(createCampaign, { body: { name: `Campaign ${next}`, settings: whole } });
  for (const phone_number of numbers) {
    const consent = { scope: 'artificial', strength: 'express', source: 'An order form' } as const;
    await world.admin(recordConsent, { body: { phone_number, ...consent } });
  }
  const people = numbers.map((phone, index) => ({ first_name: 'Contact', last_name: String(index), phone }));
  await world.admin(addProspects, { params: { campaign_id: id }, body: { people } });
  await world.admin(activateCampaign, { params: { campaign_id: id }, body: {} });
  return { id, key: { tenantId, id: found(parseId('campaign', id)) } };
}

type Running = Awaited<ReturnType<typeof running>>;

const noSeats = { pace: () => Promise.reject(new Error('Nobody sits there.')) };
/** As the runner of a server does it, without its pauses. */
const claim = ({ key }: Running, { ctx }: App = world.app, most = 200) =>
  ctx.db.asTenant(tenantId, (tx) => claimCalls(ctx, tx, noSeats, { ...key, most }));
const claimNow = async (campaign: Running) => found(await claim(campaign));
const look = ({ id }: Running) => world.admin(getCampaign, { params: { campaign_id: id } });
const schedule = ({ id }: Running) => world.admin(campaignSchedule, { params: { campaign_id: id } });
const pause = ({ id }: Running) => world.admin(pauseCampaign, { params: { campaign_id: id }, body: {} });
const bothLook = () => Promise.all([world.app.settled(), other.settled()]);

async function atCarrier(): Promise<{ to: string; status: string }[]> {
  const { url, accountSid, authorization } = world.carrier;
  const response = await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Calls.json?PageSize=1000`, {
    headers: { authorization },
  });
  return ((await response.json()) as { calls: { to: string; status: string }[] }).calls; // the carrier's list
}
/** How often the carrier was asked to call each of these. */
async function asked(numbers: readonly string[]): Promise<number[]> {
  const calls = await atCarrier();
  return numbers.map((number) => calls.filter(({ to }) => to === number).length);
}
const liveStatuses = ['queued', 'ringing', 'in-progress'];
async function live(numbers: readonly string[]): Promise<number> {
  return (await atCarrier()).filter(({ to, status }) => numbers.includes(to) && liveStatuses.includes(status)).length;
}
const sum = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0);

describe('the daily limit', () => {
  test('is exact when ten claim at once, and what dies before the carrier was asked gives its place back', async () => {
    const numbers = phones(30);
    const campaign = await running({ daily_limit: 20, concurrency: 1000 }, numbers);
    const claimers = Array.from({ length: 10 }, async (_, index) => {
      for (let begun = 0; ; ) {
        const one = await claim(campaign, index % 2 ? other : world.app, 3);
        // Another one is at it.
        if (!one) continue;
        if (one.intents.length === 0) return begun;
        begun += one.intents.length;
      }
    });
    expect(sum(await Promise.all(claimers))).toBe(20);
    expect(await schedule(campaign)).toMatchObject({ used_today: 20, remaining_today: 0 });
    expect(sum(await asked(numbers))).toBe(0);
    // Whoever claimed them is dead. Once it is sure that the carrier has none of them, twenty others may be called.
    await world.passes(40);
    const counts = await asked(numbers);
    expect([sum(counts), Math.max(...counts)]).toEqual([20, 1]);
    expect(await schedule(campaign)).toMatchObject({ used_today: 20, remaining_today: 0 });
    await pause(campaign);
  });

  test('and the calls at once are exact while two servers call; nobody is called twice', async () => {
    const numbers = phones(14);
    const campaign = await running({ daily_limit: 10, concurrency: 5 }, numbers);
    let most = 0;
    for (let seconds = 0; seconds < 50; seconds += 5) {
      await world.passes(5);
      most = Math.max(most, await live(numbers));
    }
    const counts = await asked(numbers);
    expect([sum(counts), Math.max(...counts), most]).toEqual([10, 1, 5]);
    await pause(campaign);
  });
});

describe('between the claim and the request to the carrier', () => {
  test('a pause keeps every call back, and their turn with them', async () => {
    const numbers = phones(3);
    const campaign = await running({ concurrency: 1000 }, numbers);
    const claimed = await claimNow(campaign);
    await pause(campaign);
    await dialClaimed(world.app.ctx, claimed);
    expect(await asked(numbers)).toEqual([0, 0, 0]);
    await world.passes(5);
    expect(await look(campaign)).toMatchObject({ status: 'paused', counts: { waiting: 3, dialling: 0 } });
    expect(await schedule(campaign)).toMatchObject({ used_today: 0 });
  });

  test('who opts out, by name or in a file, is not called any more; the others are', async () => {
    const numbers = phones(3);
    const [byName = '', inFile = '', stays = ''] = numbers;
    const campaign = await running({ concurrency: 1000 }, numbers);
    const claimed = await claimNow(campaign);
    await world.admin(addSuppressions, { body: { phone_numbers: [byName], reason: 'Asked by letter' } });
    const list = await world.admin(createSuppressionList, { body: { name: 'Register' } });
    const file = new Blob([`phone\n${inFile}\n`], { type: 'text/csv' });
    await world.admin(importSuppressions, { body: { list_id: list.id }, file });
    await world.app.settled();
    await dialClaimed(world.app.ctx, claimed);
    await world.passes(60);
    expect(await asked([byName, inFile, stays])).toEqual([0, 0, 1]);
    const { items } = await world.admin(listProspects, { params: { campaign_id: campaign.id }, query: {} });
    expect(items.map(({ state, reason }) => [state, reason?.code])).toEqual([
      ['skipped', 'compliance.suppressed'],
      ['skipped', 'compliance.suppressed'],
      ['done', undefined],
    ]);
  });

  test('the hours end, and nobody is called after that', async () => {
    const numbers = phones(2);
    const window = [{ day: 'mon' as const, from: '10:00', to: '21:00' }];
    const campaign = await running({ concurrency: 1000, window }, numbers);
    const claimed = await claimNow(campaign);
    // As if the server had slept.
    const { ctx } = world.app;
    await dialClaimed({ ...ctx, clock: manualClock(new Date('2026-11-03T02:00:00Z')) }, claimed);
    expect(await asked(numbers)).toEqual([0, 0]);
    await pause(campaign);
  });
});

test('a number stands once in a campaign, whoever writes the second', async () => {
  const campaign = await running({ starts_at: '2026-12-01T15:00:00.000Z' }, phones(1));
  const again = world.app.ctx.db.systemPool.query(
    `insert into prospects (tenant_id, campaign_id, id, phone_number, class, state, next_at, created_at, updated_at)
     select tenant_id, campaign_id, gen_random_uuid(), phone_number, class, state, next_at, created_at, updated_at
     from prospects where campaign_id = $1`,
    [campaign.key.id],
  );
  await expect(again).rejects.toMatchObject({ constraint: 'prospects_number' });
});

test('contacts that come to share one number are one call, and the campaign goes on', async () => {
  const [first = '', second = '', third = ''] = phones(3);
  const campaign = await running({ concurrency: 1, starts_at: null }, [first, second, third]);
  const { items } = await world.admin(listProspects, { params: { campaign_id: campaign.id }, query: {} });
  const contact_id = items.find(({ phone_number }) => phone_number === second)?.contact?.id ?? '';
  await world.admin(changeContact, { params: { contact_id }, body: { phone_number: first } });
  await world.passes(90);
  expect(await asked([first, second, third])).toEqual([1, 0, 1]);
});

test('money for seven calls is seven calls, whoever of two servers claims them', async () => {
  await world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: true } });
  await world.admin(changeSetting, { params: { key: 'automatic_call_seconds' }, body: { value: 60 } });
  await world.admin(topUpWallet, { body: { amount: '0.147' } });
  const numbers = phones(20);
  const campaign = await running({ concurrency: 1000 }, numbers);
  const claims = await Promise.all(
    Array.from({ length: 10 }, (_, index) => claim(campaign, index % 2 ? other : world.app, 4)),
  );
  for (const one of claims) if (one) await dialClaimed(world.app.ctx, one);
  await bothLook();
  for (let looks = 0; looks < 10; looks += 1) {
    expect(await world.app.ctx.db.asSystem(walletDifferences)).toEqual([]);
    await world.passes(10);
  }
  expect(sum(await asked(numbers))).toBe(7);
  expect(await look(campaign)).toMatchObject({ status: 'paused', counts: { waiting: 13, done: 7 } });
});
