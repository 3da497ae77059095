import {
  changeLimits,
  changeSetting,
  createCampaign,
  deleteCall,
  getCallDecision,
  getLimits,
  placeCall,
} from '@offhook/contract';
import { type Id, manualClock, parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCall } from '../../../test/make-call.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { forgetOldAttempts } from './actions/forget-attempts.ts';
import { type CallWishFacts, type Surroundings, weigh } from './index.ts';

let world: World;
let tenantId: Id<'workspace'>;
beforeAll(async () => {
  world = await makeWorld({ emulator: { callsPerSecond: 1000 } });
  tenantId = found(parseId('workspace', world.signedIn.workspace.id));
});
afterAll(() => world.close());

// A person is connected at once, and nothing is said before: no consent is asked for.
const connect = { phone: '+14155550177', when: 'always' as const };
const sell = (to: string, more: object = {}) =>
  world.admin(placeCall, { body: { to, from: ourNumber, purpose: 'telemarketing', connect, ...more } });
const wishTo = (to: string): CallWishFacts => ({
  ...{ to, from: '+14155550199', purpose: 'telemarketing', voice: 'live', contactId: null, campaignId: null },
  ...{ statedZone: null, statedRegion: null },
});
const weighOne = async (to: string, around: Surroundings = {}) => {
  const { ctx } = world.app;
  const [verdict] = await ctx.db.asTenant(tenantId, (tx) => weigh(ctx, tx, tenantId, [wishTo(to)], around));
  return found(verdict);
};
async function atOnce(count: number, place: () => Promise<unknown>) {
  const results = await Promise.allSettled(Array.from({ length: count }, place));
  const codes = results.flatMap((each) => (each.status === 'rejected' ? [each.reason.problem?.code] : []));
  return { placed: count - codes.length, codes: [...new Set(codes)] };
}

test('of calls to one number at the same moment no more are placed than its cap allows', async () => {
  expect(await atOnce(6, () => sell('+13055550123'))).toEqual({ placed: 3, codes: ['compliance.too_many_attempts'] });
});

test('whoever only asks waits for nobody who places', async () => {
  const { ctx } = world.app;
  await ctx.db.asTenant(tenantId, async (tx) => {
    await weigh(ctx, tx, tenantId, [wishTo('+13055550124')], { places: true });
    expect((await weighOne('+13055550124')).decision.allowed).toBe(true);
  });
});

test('whoever was left waiting in Britain is not called for 72 hours', async () => {
  const to = '+441632960123';
  const plan = { opening: { kind: 'none' as const }, announcement: null, scriptName: null, drop: null };
  const seat = { when: 'seat' as const, seats: 'campaign_1', callWith: 'Rae', ringSeconds: 15, tried: [] };
  const abandoned = { ...seat, abandoned: 'nobody-ready' as const, abandonedMessage: 'Sorry.' };
  await makeCall(world, { to, plan: { ...plan, awaitsVerdict: false, connect: abandoned } });
  const { facts, decision } = await weighOne(to);
  expect(facts.attempts).toMatchObject([{ outcome: 'abandoned' }]);
  expect(decision).toMatchObject({ reasons: [{ code: 'compliance.too_many_attempts', rule: 'GB@1' }] });
});

test('what is said before somebody is connected is judged as a machine’s voice', async () => {
  await expect(sell('+12125550188', { message: 'Please listen to our offer.' })).rejects.toMatchObject({
    problem: { code: 'compliance.no_consent' },
  });
});

test('no campaign is personal', async () => {
  const variants = [{ key: 'a', name: 'A', weight: 1, message: 'Hello.' }];
  const body = { name: 'Friends', settings: { purpose: 'personal' as const, variants } };
  await expect(world.admin(createCampaign, { body })).rejects.toMatchObject({
    problem: { code: 'campaigns.settings_wrong', details: { field: 'settings.purpose' } },
  });
});

test('a deleted call still counts, and shows why it was allowed without its number, until the evidence is too old', async () => {
  const to = '+13055550125';
  const { ctx } = world.app;
  const { id: call_id } = await sell(to);
  await sell(to);
  await world.passes(120);
  await sell(to);
  await world.admin(deleteCall, { params: { call_id } });
  const { decision } = await weighOne(to);
  expect(decision).toMatchObject({ reasons: [{ code: 'compliance.too_many_attempts', rule: 'US-FL@1' }] });
  expect(await world.admin(getCallDecision, { params: { call_id } })).toMatchObject({
    ...{ same: true, decision: { allowed: true }, facts: { phone_number: '…0125' } },
  });
  const { rows } = await ctx.db.systemPool.query('select k::text as row from kept_attempts k');
  expect(rows).toHaveLength(1);
  for (const number of [to.slice(1), connect.phone.slice(1)]) expect(rows[0].row).not.toContain(number);
  await world.admin(changeSetting, { params: { key: 'evidence_retention_days' }, body: { value: 1 } });
  await forgetOldAttempts(ctx);
  expect((await weighOne(to)).decision.allowed).toBe(false);
  await forgetOldAttempts({ ...ctx, clock: manualClock(new Date(ctx.clock.nowMs() + 86_400_000)) });
  await expect(world.admin(getCallDecision, { params: { call_id } })).rejects.toMatchObject({
    problem: { code: 'request.not_found' },
  });
});

test('calls a minute and the spending of a day hold for calls at the same moment, with what is under way', async () => {
  const { number_types_denied } = await world.admin(getLimits, {});
  const limits = { countries: null, number_types_denied, max_price_per_minute: null, address_only: false };
  const change = (more: { calls_per_minute: number | null; spend_per_day: string | null }) =>
    world.admin(changeLimits, { body: { ...limits, ...more, reason: 'A test' } });
  const call = () => world.admin(placeCall, { body: { to: '+12125550199', from: ourNumber } });
  await world.passes(120);
  await change({ calls_per_minute: 3, spend_per_day: null });
  expect(await atOnce(6, call)).toEqual({ placed: 3, codes: ['compliance.too_fast'] });
  await world.passes(120);
  // Nothing is settled at a dollar and a half cent; a minute of each call that is under way costs more than one.
  await change({ calls_per_minute: null, spend_per_day: '0.03' });
  const { spentTodayMicros, reservedMicros } = (await weighOne('+12125550198')).facts;
  await change({ calls_per_minute: null, spend_per_day: String((spentTodayMicros + 20_000) / 1_000_000) });
  expect(reservedMicros).toBe(0);
  expect(await atOnce(5, call)).toEqual({ placed: 2, codes: ['compliance.daily_spend'] });
});
