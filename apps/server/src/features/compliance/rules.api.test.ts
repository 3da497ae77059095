import {
  addSuppressions,
  changeLimits,
  changeRule,
  checkCall,
  freezeArea,
  getCallDecision,
  getLimits,
  liftFreeze,
  listAuditEntries,
  listRules,
  recordConsent,
  resetRule,
  revokeConsent,
} from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCall } from '../../../test/make-call.ts';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { type CallWishFacts, openingsOf, replay, sentenceOf, weigh, zonesOf } from './index.ts';

let world: World;
let agent: Member;
let second: Awaited<ReturnType<typeof makeSecondWorkspace>>;
let tenantId: Id<'workspace'>;
beforeAll(async () => {
  world = await makeWorld();
  agent = await join(world, 'agent');
  second = await makeSecondWorkspace(world);
  tenantId = found(parseId('workspace', world.signedIn.workspace.id));
});
afterAll(() => world.close());

const refusedWith = (status: number, code: string) => ({ problem: { status, code } });
const miami = '+13055550123';
const florida = { rule_id: 'US-FL' };
const wishTo = (to: string, more: Partial<CallWishFacts> = {}): CallWishFacts => ({
  ...{ to, from: '+14155550199', purpose: 'telemarketing', voice: 'live', contactId: null, campaignId: null },
  ...{ statedZone: null, statedRegion: null, ...more },
});
const weighAll = (wishes: CallWishFacts[]) =>
  world.app.ctx.db.asTenant(tenantId, (tx) => weigh(world.app.ctx, tx, tenantId, wishes));
const check = (to: string, at?: string) => world.admin(checkCall, { body: { to, ...(at && { at }) } });
const codesOf = ({ reasons }: { reasons: { code: string }[] }) => reasons.map(({ code }) => code);
const ruleNow = async (id: string) => found((await world.admin(listRules, {})).items.find((rule) => rule.id === id));
const asItIs = async (id: string) => {
  const { hours, caps, consent, review_by, notes, version: base_version } = await ruleNow(id);
  return { hours, caps, consent, review_by, notes, base_version };
};

test('whoever asks "may I call" hears why not, by which rule, and when again', async () => {
  // Saturday evening in Miami: Florida ends at 20:00, two hours before the federal rule would.
  const answer = await check(miami, '2026-11-08T01:30:00Z');
  expect(answer).toMatchObject({ allowed: false, facts: { country: 'US', number_type: 'fixed-or-mobile' } });
  const [reason] = answer.reasons;
  expect(reason).toMatchObject({ code: 'compliance.outside_hours', until: '2026-11-08T13:00:00.000Z' });
  expect(reason?.rule).toMatch(/^US-FL@\d+$/);
  expect(reason?.message).toBe(
    'It is outside of calling hours there (New York). Calls are allowed again from Sun 8 Nov, 08:00 (New York).',
  );
  expect(answer.facts.places.map(({ name }) => name)).toEqual(['United States', 'Florida']);
  expect(await check(miami, '2026-11-07T20:00:00Z')).toMatchObject({ allowed: true, reasons: [] });
  await expect(world.admin(checkCall, { body: { to: '12' } })).rejects.toMatchObject(
    refusedWith(422, 'calls.number_impossible'),
  );
});

test('a rule is changed by an admin as a new version, never over somebody else’s change, and goes back again', async () => {
  const body = { ...(await asItIs('US-FL')), reason: 'Our lawyer says so', caps: [], review_by: '2026-11-01' };
  await expect(agent.api(changeRule, { params: florida, body })).rejects.toMatchObject(
    refusedWith(403, 'access.not_allowed'),
  );
  const changed = await world.admin(changeRule, { params: florida, body });
  expect(changed).toMatchObject({ caps: [], is_own: true, is_overdue: true, changed: { reason: body.reason } });
  expect(changed.version).toBe(body.base_version * 1000 + 1);
  await expect(world.admin(changeRule, { params: florida, body })).rejects.toMatchObject(
    refusedWith(409, 'compliance.rule_changed_meanwhile'),
  );
  const theirs = (await second.api(listRules, {})).items.find(({ id }) => id === 'US-FL');
  expect(theirs).toMatchObject({ is_own: false, version: body.base_version });
  const query = { reason: 'Back to the law' };
  expect(await world.admin(resetRule, { params: florida, query })).toMatchObject({ is_own: false });
  await expect(world.admin(resetRule, { params: florida, query })).rejects.toMatchObject(
    refusedWith(409, 'compliance.rule_not_changed'),
  );
  const unknown = world.admin(resetRule, { params: { rule_id: 'US-XX' }, query });
  await expect(unknown).rejects.toMatchObject(refusedWith(404, 'request.not_found'));
  expect((await world.admin(listAuditEntries, {})).items[0]).toMatchObject({
    ...{ action: 'compliance.rule_reset', subject: 'US-FL', details: query },
  });
});

test('hours that end before they begin are refused', async () => {
  const known = await asItIs('US-FL');
  const hours = { ...found(known.hours), mon: [{ from: '20:00', to: '08:00' }] };
  const body = { ...known, hours, reason: 'A slip' };
  await expect(world.admin(changeRule, { params: florida, body })).rejects.toMatchObject({
    problem: { code: 'request.invalid', details: { field: 'hours.mon' } },
  });
});

test('a frozen area is closed at once, until its time is over or it is lifted', async () => {
  const params = { jurisdiction: 'US-LA' };
  const body = { until: '2026-11-09T00:00:00.000Z', reason: 'State of emergency' };
  await expect(agent.api(freezeArea, { params, body })).rejects.toMatchObject(refusedWith(403, 'access.not_allowed'));
  await expect(world.admin(freezeArea, { params: { jurisdiction: 'Mars' }, body })).rejects.toMatchObject(
    refusedWith(404, 'request.not_found'),
  );
  expect(await world.admin(freezeArea, { params, body })).toMatchObject({ jurisdiction_name: 'Louisiana' });
  expect(codesOf(await check('+15045550123'))).toEqual(['compliance.rule_forbids']);
  expect(codesOf(await second.api(checkCall, { body: { to: '+15045550123' } }))).toEqual([]);
  await world.admin(liftFreeze, { params, query: { reason: 'It is over' } });
  expect(codesOf(await check('+15045550123'))).toEqual([]);
  await expect(world.admin(liftFreeze, { params, query: { reason: 'It is over' } })).rejects.toMatchObject(
    refusedWith(404, 'request.not_found'),
  );
});

test('countries without rules, dear kinds of numbers, prices, speed and spending are held to limits', async () => {
  expect(codesOf(await check('+37122345678'))).toContain('compliance.country_not_allowed');
  const premium = await world.admin(checkCall, { body: { to: '+19005551212', purpose: 'personal' } });
  expect(codesOf(premium)).toEqual(['compliance.number_type']);
  const { countries_now, number_types_denied } = await world.admin(getLimits, {});
  expect(countries_now.map(({ code }) => code)).toEqual(expect.arrayContaining(['US', 'FR']));
  const body = {
    ...{ countries: ['US', 'LV'], number_types_denied, max_price_per_minute: '0.02', address_only: false },
    ...{ calls_per_minute: 1, spend_per_day: null, reason: 'Latvia is a market' },
  };
  await expect(agent.api(changeLimits, { body })).rejects.toMatchObject(refusedWith(403, 'access.not_allowed'));
  expect(await world.admin(changeLimits, { body })).toMatchObject({ countries: ['US', 'LV'], calls_per_minute: 1 });
  const latvia = await world.admin(checkCall, { body: { to: '+37122345678', purpose: 'personal' } });
  expect(latvia.reasons.map(({ message }) => message)).toEqual([
    'A minute costs about $0.04 there; $0.02 is the most that is allowed.',
  ]);
  const [first, next] = await weighAll([wishTo(miami), wishTo('+13055550124')]);
  expect([first?.decision.allowed, next?.decision.allowed]).toEqual([true, false]);
  expect(codesOf(await second.api(checkCall, { body: { to: miami } }))).toEqual([]);
  const open = { ...body, countries: null, max_price_per_minute: null, calls_per_minute: null };
  await world.admin(changeLimits, { body: open });
});

test('attempts at a number count over everything that called it, the calls of the same batch too', async () => {
  for (let time = 0; time < 2; time += 1) await makeCall(world, { to: miami });
  await makeCall(world, { to: miami, placement: 'refused', status: 'failed' });
  const [third, fourth] = await weighAll([wishTo(miami), wishTo(miami)]);
  expect(third?.decision.allowed).toBe(true);
  expect(fourth?.decision).toMatchObject({ reasons: [{ code: 'compliance.too_many_attempts' }] });
  const personal = await weighAll([wishTo(miami, { purpose: 'personal' })]);
  expect(personal[0]?.decision.allowed).toBe(true);
});

test('whatever the number of calls, a batch takes a handful of statements', async () => {
  const { ctx } = world.app;
  const wishes = Array.from({ length: 200 }, (_, index) => wishTo(`+1212555${String(1000 + index)}`));
  const count = async (some: CallWishFacts[]) => {
    let statements = 0;
    await ctx.db.asTenant(tenantId, (tx) => {
      const counting = tx.withPlugin({
        transformQuery: ({ node }) => {
          statements += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      });
      // A transaction with a plugin is a transaction.
      return weigh(ctx, counting as typeof tx, tenantId, some);
    });
    return statements;
  };
  const few = await count(wishes.slice(0, 1));
  expect(few).toBeLessThanOrEqual(8);
  expect(await count(wishes)).toBe(few);
});

test('a consent opens what needs one, and taking it back closes it with the same answer', async () => {
  const to = '+12125550177';
  const recorded = { body: { to, voice: 'prerecorded' } } as const;
  expect(codesOf(await world.admin(checkCall, recorded))).toContain('compliance.no_consent');
  const { id: consent_id } = await world.admin(recordConsent, {
    body: {
      ...{ phone_number: to, scope: 'prerecorded', strength: 'express-written', source: 'Form' },
      proof_text: 'I agree to recorded messages.',
    },
  });
  expect(codesOf(await world.admin(checkCall, recorded))).toEqual([]);
  await world.admin(revokeConsent, { params: { consent_id }, body: {} });
  expect(codesOf(await world.admin(checkCall, recorded))).toContain('compliance.suppressed');
});

test('a decision is made again from what was known, with the version of the rule of then', async () => {
  const { ctx } = world.app;
  const body = { ...(await asItIs('US-FL')), reason: 'Nobody in Florida', consent: 'express-written' } as const;
  const { version } = await world.admin(changeRule, { params: florida, body });
  const [verdict] = await weighAll([wishTo('+13055550190')]);
  const { facts, decision } = found(verdict);
  expect(facts.rules).toContain(`US-FL@${version}`);
  expect(decision.allowed).toBe(false);
  const call_id = await makeCall(world, { to: '+13055550190' });
  const none = world.admin(getCallDecision, { params: { call_id } });
  await expect(none).rejects.toMatchObject(refusedWith(404, 'compliance.no_decision'));
  await world.admin(resetRule, { params: florida, query: { reason: 'Back to the law' } });
  await world.admin(addSuppressions, { body: { phone_numbers: ['+13055550190'] } });
  const again = await ctx.db.asTenant(tenantId, (tx) => replay(tx, tenantId, JSON.parse(JSON.stringify(facts))));
  expect(again).toEqual(decision);
  await ctx.db.systemPool.query(
    `insert into attempts (tenant_id, id, call_id, connection_id, state, ring_timeout_seconds, time_limit_seconds,
       machine_detection, created_at, gate_facts, gate_decision)
     select tenant_id, $2, $3, id, 'placed', 30, 600, 'off', now(), $4, $5 from carrier_connections where tenant_id = $1`,
    [tenantId, ctx.ids.next('attempt'), parseId('call', call_id), facts, decision],
  );
  expect(await world.admin(getCallDecision, { params: { call_id } })).toMatchObject({
    ...{ same: true, decision: { allowed: false }, facts: { phone_number: '+13055550190' } },
  });
  await expect(second.api(getCallDecision, { params: { call_id } })).rejects.toMatchObject(
    refusedWith(404, 'request.not_found'),
  );
});

test('openings are those of all voices that may be heard', async () => {
  const { ctx } = world.app;
  const { zones, jurisdictions } = zonesOf('+14165550123');
  const openings = (voices: ('live' | 'prerecorded')[]) =>
    ctx.db.asTenant(tenantId, (tx) =>
      openingsOf(ctx, tx, tenantId, {
        ...{ classes: [{ zones, jurisdictions }], purpose: 'telemarketing', voices, campaign: null },
        at: new Date('2026-11-03T14:10:00Z'),
      }),
    );
  // Toronto, 09:10 on a Tuesday: people may call from 09:00, machines from 09:30.
  expect((await openings(['live']))[0]).toMatchObject({ openNow: true });
  expect((await openings(['live', 'prerecorded']))[0]).toMatchObject({
    ...{ openNow: false, nextOpening: new Date('2026-11-03T14:30:00Z') },
  });
});

test('each reason has a sentence without gaps', async () => {
  const verdicts = await weighAll([wishTo('+33612345678', { voice: 'prerecorded' }), wishTo('+18005551212')]);
  const sentences = verdicts.flatMap(({ decision }) => (decision.allowed ? [] : decision.reasons.map(sentenceOf)));
  expect(sentences.length).toBeGreaterThan(2);
  for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|undefined|null|\b(?:list|needed|zones)\b$/);
});
