import { changeMySeat, changeMyself, createApiKey, getMySeat, keepMySeat, listSeats } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { makeCall } from '../../../test/make-call.ts';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { releaseSeat, reserveSeat, seatCounts } from './index.ts';

const phone = '+14155550190';

let world: World;
let agent: Member;
let tenantId: Id<'workspace'>;
let campaignId: Id<'campaign'>;

beforeAll(async () => {
  world = await makeWorld();
  agent = await join(world, 'agent');
  tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  const { ctx } = world.app;
  campaignId = ctx.ids.next('campaign');
  const at = ctx.clock.now();
  await ctx.db.asTenant(tenantId, (tx) =>
    tx
      .insertInto('campaigns')
      .values({
        ...{ tenant_id: tenantId, id: campaignId, name: 'Spring', status: 'running', settings: '{}', metadata: '{}' },
        ...{ created_at: at, updated_at: at },
      })
      .execute(),
  );
});
afterAll(() => world.close());
beforeEach(async () => {
  const { ctx } = world.app;
  await ctx.db.asTenant(tenantId, (tx) => tx.deleteFrom('seats').execute());
  agent = { ...agent, ...(await world.signIn('agent@example.com', 'several quiet brown otters')) };
  await agent.api(changeMyself, { body: { phone_number: phone } });
});

const seat = () => agent.api(getMySeat, {});
const change = (body: { state: 'ready' | 'away'; campaign_ids?: string[] | null }) => agent.api(changeMySeat, { body });
const later = (seconds: number) => world.clock.passes(seconds * 1000);

/** Has a call that is under way given to a seat; answers its id, or undefined when nobody is free. */
async function reserve() {
  const { ctx } = world.app;
  const callId = found(parseId('call', await makeCall(world, { status: 'in-progress' })));
  const wish = { tenantId, campaignId, callId, callWith: 'Grace Hopper', numbers: [] };
  return ctx.db.asSystem(async (tx) => ((await reserveSeat(ctx, tx, wish)) ? callId : undefined));
}
function release(callId: Id<'call'> | undefined, how: Parameters<typeof releaseSeat>[3]) {
  const { ctx } = world.app;
  return ctx.db.asSystem((tx) => releaseSeat(ctx, tx, { tenantId, callId: found(callId) }, how));
}
const counts = () => world.app.ctx.db.asSystem((tx) => seatCounts(world.app.ctx, tx, tenantId, campaignId));

test('a person is away until they say that they are ready, which needs a phone; twice is as once', async () => {
  await agent.api(changeMyself, { body: { phone_number: null } });
  expect(await seat()).toMatchObject({ state: 'away', since: null, phone_number: null });
  await expect(change({ state: 'ready' })).rejects.toMatchObject({ code: 'seats.no_phone' });
  await agent.api(changeMyself, { body: { phone_number: phone } });
  const first = await change({ state: 'ready' });
  expect(first).toMatchObject({ state: 'ready', phone_number: phone, campaign_ids: null });
  await later(5);
  expect(await change({ state: 'ready' })).toEqual(first);
  await change({ state: 'away' });
  expect(await change({ state: 'away' })).toMatchObject({ state: 'away', away_because: null });
  expect(await reserve()).toBeUndefined();
});

test('viewers and keys take no calls, and agents do not look at all seats', async () => {
  const viewer = await join(world, 'viewer');
  const refused = { code: 'access.not_allowed' };
  await expect(viewer.api(changeMySeat, { body: { state: 'ready' } })).rejects.toMatchObject(refused);
  await expect(agent.api(listSeats, {})).rejects.toMatchObject(refused);
  const { secret } = await world.admin(createApiKey, { body: { name: 'Key', scopes: ['campaigns.write'] } });
  for (const path of ['/api/seats/me', '/api/seats/me/heartbeat']) {
    const answer = await ask(world.url, path.endsWith('me') ? 'GET' : 'POST', path, { token: secret });
    expect([answer.status, answer.code]).toEqual([403, 'access.not_allowed']);
  }
});

test('a seat is for every campaign or for those that are named, of the own workspace', async () => {
  const other = world.app.ctx.ids.next('campaign');
  await expect(change({ state: 'ready', campaign_ids: [formatId('campaign', other)] })).rejects.toMatchObject({
    code: 'request.invalid',
    problem: { details: { field: 'campaign_ids' } },
  });
  expect((await seat()).state).toBe('away');
  const own = formatId('campaign', campaignId);
  expect(await change({ state: 'ready', campaign_ids: [own] })).toMatchObject({ campaign_ids: [own] });
  expect(await counts()).toMatchObject({ ready: 1 });
  const { ctx } = world.app;
  expect(await ctx.db.asSystem((tx) => seatCounts(ctx, tx, tenantId, other))).toMatchObject({ ready: 0, away: 0 });
  expect(await change({ state: 'ready', campaign_ids: null })).toMatchObject({ campaign_ids: null });
});

test('a call makes a seat busy, talk is followed by wrap-up, and that by being ready, all by the clock', async () => {
  await change({ state: 'ready' });
  const callId = await reserve();
  const call = { id: formatId('call', found(callId)), with: 'Grace Hopper', campaign: { name: 'Spring' } };
  expect(await seat()).toMatchObject({ state: 'on-call', call });
  expect(await reserve()).toBeUndefined();
  await later(3);
  expect(await counts()).toMatchObject({ ready: 0, talkingSinceMs: [expect.any(Number)], wrapUpSinceMs: [] });
  await release(callId, 'talked');
  await release(callId, 'talked');
  const until = new Date(world.clock.nowMs() + 15_000).toISOString();
  expect(await seat()).toMatchObject({ state: 'wrap-up', wrap_up_until: until, call });
  expect(await reserve()).toBeUndefined();
  await later(15);
  expect(await seat()).toMatchObject({ state: 'ready', since: until, wrap_up_until: null, call: null });
  expect(await reserve()).toBeDefined();
});

test('ready ends wrap-up at once; away during a call holds from its end on, unless it is taken back', async () => {
  await change({ state: 'ready' });
  const first = await reserve();
  await release(first, 'talked');
  expect(await change({ state: 'ready' })).toMatchObject({ state: 'ready', call: null });
  const second = await reserve();
  expect(await change({ state: 'away' })).toMatchObject({ state: 'on-call', leaves_after: true });
  expect(await change({ state: 'ready' })).toMatchObject({ state: 'on-call', leaves_after: false });
  await change({ state: 'away' });
  await release(second, 'talked');
  expect(await seat()).toMatchObject({ state: 'away', away_because: null, leaves_after: false, call: null });
});

/** As if the page had last been heard of so long ago. */
function heardAgo(seconds: number) {
  const heard_at = new Date(world.clock.nowMs() - seconds * 1000);
  return world.app.ctx.db.asTenant(tenantId, (tx) => tx.updateTable('seat_presence').set({ heard_at }).execute());
}

test('a seat that was not heard of for two minutes is away, and stays so when its page comes back', async () => {
  await change({ state: 'ready' });
  await heardAgo(119);
  expect(await agent.api(keepMySeat, {})).toMatchObject({ state: 'ready' });
  await later(2);
  expect((await seat()).state).toBe('ready');
  await heardAgo(120);
  expect(await seat()).toMatchObject({ state: 'away', away_because: 'silent' });
  expect(await reserve()).toBeUndefined();
  expect(await agent.api(keepMySeat, {})).toMatchObject({ state: 'away', away_because: 'silent' });
  expect(await change({ state: 'ready' })).toMatchObject({ state: 'ready', away_because: null });
});

test('a seat whose page is gone is written down as away without anybody asking', async () => {
  await change({ state: 'ready' });
  await heardAgo(120);
  await world.passes(30);
  const stored = await world.app.ctx.db.asTenant(tenantId, (tx) => tx.selectFrom('seats').select('reason').execute());
  expect(stored).toEqual([{ reason: 'silent' }]);
});

test('managers see every seat of their workspace, and of no other; a change is told to open pages', async () => {
  await change({ state: 'ready' });
  const { items } = await world.admin(listSeats, {});
  expect(items.map(({ person, state }) => [person.name, state])).toEqual([['Member agent', 'ready']]);
  const second = await makeSecondWorkspace(world);
  expect(await second.api(listSeats, {})).toEqual({ items: [] });
  expect(await second.api(getMySeat, {})).toMatchObject({ state: 'away', since: null });
  const told = await world.app.ctx.db.asTenant(tenantId, (tx) =>
    tx.selectFrom('outbox').select('payload').where('name', '=', 'seat.changed').execute(),
  );
  expect(told.at(-1)?.payload).toEqual({ type: 'seat.changed', person_id: items[0]?.person.id });
});
