import {
  activateCampaign,
  addProspects,
  addSuppressions,
  type CampaignSettings,
  campaignSchedule,
  campaignStats,
  changeSetting,
  changeWorkspace,
  createCampaign,
  createScript,
  deleteScript,
  getCall,
  getCallDecision,
  getCampaign,
  getWallet,
  listCalls,
  listProspects,
  lookAgain,
  pauseCampaign,
  placeProspect,
  recordConsent,
  topUpWallet,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishDrawing } from '../../../test/flows.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  // Monday, 10:00 in New York.
  world = await makeWorld();
  await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
});
afterAll(() => world.close());

const [machine, busy, silent] = ['+12125550101', '+12125550102', '+12125550103'] as const;
const answers = '+12125550140';

const consentOf = (phone_number: string) =>
  world.admin(recordConsent, {
    body: { phone_number, scope: 'artificial', strength: 'express', source: 'An order form' },
  });

let made = 0;
async function campaignWith(settings: Partial<CampaignSettings>, phones: readonly string[]) {
  made += 1;
  const { id } = await world.admin(createCampaign, {
    body: {
      name: `Campaign ${made}`,
      settings: {
        purpose: 'informational',
        variants: [{ key: 'a', name: 'A', weight: 1, message: 'Your order is ready.' }],
        calls_per_second: 100,
        ...settings,
      },
    },
  });
  for (const phone of phones) await consentOf(phone);
  const people = phones.map((phone, index) => ({ first_name: 'Contact', last_name: String(index), phone }));
  if (people.length > 0) await world.admin(addProspects, { params: { campaign_id: id }, body: { people } });
  return id;
}

/** Many hours pass with the server down, which has nothing to do meanwhile: it finds what is due when it comes back. */
async function untilTime(time: string) {
  await world.stopServer();
  await world.clock.passes(Date.parse(time) - world.clock.nowMs());
  await world.startServer();
  await world.passes(60);
}

const start = (campaign_id: string) => world.admin(activateCampaign, { params: { campaign_id }, body: {} });
const prospectsOf = async (campaign_id: string) =>
  (await world.admin(listProspects, { params: { campaign_id }, query: {} })).items;

test('a campaign calls everybody once, tells what came of it, and is over', async () => {
  const phones = [answers, busy, silent];
  const id = await campaignWith({ max_attempts: 1 }, phones);
  await start(id);
  await world.passes(120);
  const prospects = await prospectsOf(id);
  expect(
    prospects.map(({ phone_number, state, outcome, attempts }) => [phone_number, state, outcome, attempts]),
  ).toEqual(
    expect.arrayContaining([
      [answers, 'done', 'human', 1],
      [busy, 'done', 'busy', 1],
      [silent, 'done', 'no-answer', 1],
    ]),
  );
  expect(await world.admin(getCampaign, { params: { campaign_id: id } })).toMatchObject({
    status: 'completed',
    counts: { total: 3, waiting: 0, dialling: 0, done: 3, skipped: 0 },
  });
  expect(await world.admin(campaignStats, { params: { campaign_id: id } })).toMatchObject({
    total: 3,
    humanAnswered: 1,
    busy: 1,
    noAnswer: 1,
    inProgress: 0,
  });
});

test('no more are called on a day than its limit, which begins anew at midnight in the zone of the campaign', async () => {
  const phones = [answers, busy, silent, '+12125550104'];
  const id = await campaignWith({ max_attempts: 1, daily_limit: 2, time_zone: 'America/Los_Angeles' }, phones);
  await start(id);
  await world.passes(120);
  const schedule = () => world.admin(campaignSchedule, { params: { campaign_id: id } });
  expect(await schedule()).toMatchObject({ used_today: 2, remaining_today: 0, resets_at: '2026-11-03T08:00:00.000Z' });
  // The law lets nobody be called at midnight: the hours of the next day begin at eight where the phones are.
  await untilTime('2026-11-03T12:50:00Z');
  expect(await schedule()).toMatchObject({ used_today: 0, calling: 'outside-hours' });
  await untilTime('2026-11-03T13:10:00Z');
  expect(await schedule()).toMatchObject({ used_today: 2 });
});

test('who did not answer is called again after the delay, and no more often than asked for', async () => {
  const retry = { busy: 30, 'no-answer': 30, failed: 30, machine: null, abandoned: 4320 };
  const id = await campaignWith({ max_attempts: 2, retry_minutes: retry }, [busy]);
  await start(id);
  await world.passes(60);
  const [waiting] = await prospectsOf(id);
  expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, outcome: 'busy' });
  const due = Date.parse(waiting?.next_at ?? '');
  await untilTime(new Date(due - 120_000).toISOString());
  expect(await prospectsOf(id)).toMatchObject([{ attempts: 1 }]);
  await untilTime(new Date(due).toISOString());
  expect(await prospectsOf(id)).toMatchObject([{ state: 'done', attempts: 2, outcome: 'busy' }]);
});

test('a pause ends no call and begins none; going on calls the rest', async () => {
  const id = await campaignWith({ concurrency: 1, max_attempts: 1 }, [answers, busy, silent]);
  await start(id);
  await world.passes(3);
  await world.admin(pauseCampaign, { params: { campaign_id: id }, body: { reason: 'lunch' } });
  await world.passes(90);
  const paused = await world.admin(getCampaign, { params: { campaign_id: id } });
  expect(paused).toMatchObject({ status: 'paused', paused_because: 'Paused by Ada Admin: lunch' });
  expect(paused.counts).toMatchObject({ dialling: 0, done: 1, waiting: 2 });
  await start(id);
  await world.passes(90);
  expect(await world.admin(getCampaign, { params: { campaign_id: id } })).toMatchObject({
    status: 'completed',
    counts: { done: 3 },
  });
});

test('who asks not to be called is not, although the turn had come; the reason stands beside the name', async () => {
  const id = await campaignWith({ starts_at: '2026-11-03T18:00:00.000Z' }, [answers]);
  expect(await start(id)).toMatchObject({ status: 'scheduled' });
  await world.admin(addSuppressions, { body: { phone_numbers: [answers], reason: 'Asked by letter' } });
  await untilTime('2026-11-03T18:01:00Z');
  const [prospect] = await prospectsOf(id);
  expect(prospect).toMatchObject({ state: 'skipped', attempts: 0, reason: { code: 'compliance.suppressed' } });
  expect(await world.admin(getCampaign, { params: { campaign_id: id } })).toMatchObject({ status: 'completed' });
});

test('who had no consent is looked at again once there is one', async () => {
  const id = await campaignWith({ max_attempts: 1 }, []);
  const body = { people: [{ first_name: 'Later', phone: '+12125550148' }] };
  await world.admin(addProspects, { params: { campaign_id: id }, body });
  await start(id);
  await world.passes(10);
  expect(await prospectsOf(id)).toMatchObject([{ state: 'skipped', reason: { code: 'compliance.no_consent' } }]);
  await consentOf('+12125550148');
  expect(await world.admin(lookAgain, { params: { campaign_id: id } })).toEqual({ waiting: 1 });
  await world.passes(60);
  expect(await prospectsOf(id)).toMatchObject([{ state: 'done', outcome: 'human' }]);
});

test('a machine that hears a short message counts as a machine, and is called again when asked for', async () => {
  const retry = { busy: 60, 'no-answer': 60, failed: 60, machine: 60, abandoned: 4320 };
  const variants = [{ key: 'a', name: 'A', weight: 1, message: 'Hi.' }];
  const id = await campaignWith({ variants, retry_minutes: retry }, [machine]);
  await start(id);
  await world.passes(90);
  expect(await prospectsOf(id)).toMatchObject([{ state: 'waiting', outcome: 'machine', attempts: 1 }]);
});

test('one prospect is called when somebody asks, as far as the campaign runs and may', async () => {
  const id = await campaignWith({ max_attempts: 1, concurrency: 1, ends_at: null }, [busy, silent]);
  const [first, second] = await prospectsOf(id);
  const place = (prospect: { id: string } | undefined, more = {}) =>
    world.admin(placeProspect, { body: { campaignId: id, prospectId: prospect?.id ?? '', ...more } });
  await expect(place(first)).rejects.toMatchObject({ code: 'campaigns.not_running' });
  const path = `${world.url}${placeProspect.path}`;
  const headers = { authorization: `Bearer ${world.signedIn.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ campaignId: id, prospectId: first?.id });
  const said = await fetch(path, { method: 'POST', headers, body });
  expect(await said.json()).toMatchObject({ success: false, error: expect.stringContaining('draft') });
  await start(id);
  const later = new Date(world.clock.nowMs() + 3_600_000).toISOString();
  expect(await place(second, { scheduledFor: later })).toMatchObject({ scheduledCall: { next_at: later } });
  await world.passes(60);
  expect(await prospectsOf(id)).toMatchObject([{ attempts: 1 }, { attempts: 0 }]);
  expect(await place(second)).toMatchObject({ success: true, call: { to_number: silent } });
  await expect(place(second)).rejects.toMatchObject({ code: 'campaigns.prospect_busy' });
});

test('a flow takes over when somebody answers, in the version that was live then', async () => {
  const flow = await publishDrawing(world, 'Survey', {
    nodes: {
      begin: { type: 'start' },
      hello: { type: 'say', message: 'How was your visit? Press 1 for well.' },
      end: { type: 'hangup' },
    },
    edges: ['begin next hello', 'hello next end'],
  });
  const variants = [{ key: 'a', name: 'A', weight: 1, flow_id: flow.id }];
  const id = await campaignWith({ max_attempts: 1, variants }, ['+12125550141']);
  await start(id);
  await world.passes(60);
  const { items } = await world.admin(listCalls, { query: { campaign_id: id } });
  expect(items).toMatchObject([{ status: 'completed', campaign: { id, name: expect.any(String) } }]);
  const call = await world.admin(getCall, { params: { call_id: items[0]?.id ?? '' } });
  expect(call.webhooks.map(({ response_body }) => response_body).join()).toContain('How was your visit?');
});

test('what the gate knew of a call decides the same again', async () => {
  const { items } = await world.admin(listCalls, { query: { direction: 'outbound', limit: 20 } });
  expect(items.length).toBeGreaterThan(3);
  for (const { id } of items) {
    expect(await world.admin(getCallDecision, { params: { call_id: id } })).toMatchObject({ same: true });
  }
});

test('a campaign that cannot be paid for pauses and says so; calls that are paid have no more time than that', async () => {
  await world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: true } });
  await world.admin(topUpWallet, { body: { amount: '0.03' } });
  const id = await campaignWith({ max_attempts: 1 }, ['+12125550142', '+12125550143']);
  await start(id);
  await world.passes(120);
  expect(await world.admin(getCampaign, { params: { campaign_id: id } })).toMatchObject({
    status: 'paused',
    paused_because: expect.stringContaining('wallet'),
  });
  const { items } = await world.admin(listCalls, { query: { campaign_id: id } });
  expect(items.length).toBe(1);
  const wallet = await world.admin(getWallet, {});
  expect(Number(wallet.balance)).toBeCloseTo(0.009, 4);
  expect(Number(wallet.held)).toBe(0);
});

test('a script that is gone pauses the campaign and costs nobody their turn', async () => {
  const { id: script_id } = await world.admin(createScript, { body: { name: 'Gone', script_text: 'Hello.' } });
  const variants = [{ key: 'a', name: 'A', weight: 1, script_id }];
  const id = await campaignWith({ variants, starts_at: new Date(world.clock.nowMs() + 30_000).toISOString() }, [
    '+12125550151',
  ]);
  await start(id);
  await world.admin(deleteScript, { params: { script_id } });
  await world.passes(60);
  const { status, paused_because, counts } = await world.admin(getCampaign, { params: { campaign_id: id } });
  expect({ status, paused_because, counts }).toMatchObject({
    status: 'paused',
    paused_because: expect.stringContaining('What is said is not there'),
    counts: { waiting: 1, skipped: 0 },
  });
});

test('a carrier that refuses every call pauses the campaign, also when it is asked one by one', async () => {
  await world.admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: false } });
  const phones = Array.from({ length: 8 }, (_, index) => `+1212555016${index}`);
  const id = await campaignWith({ calls_per_second: 1, concurrency: 1 }, phones);
  const closed = { fault: 'refuse' as const, status: 401, code: 20003, message: 'The account is closed' };
  world.emulator.mischief.add({ on: { operation: 'CreateCall' }, do: closed });
  await start(id);
  await world.passes(60);
  const campaign = await world.admin(getCampaign, { params: { campaign_id: id } });
  expect(campaign).toMatchObject({
    status: 'paused',
    paused_because: expect.stringContaining('The carrier refuses to call'),
  });
  expect(campaign.counts.waiting).toBe(8);
  world.emulator.mischief.clear();
});
