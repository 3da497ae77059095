import {
  type CallDetail,
  changeMySeat,
  changeMyself,
  getCall,
  getMySeat,
  hangUpCall,
  listCalls,
  listSeats,
  placeCall as placeRoute,
} from '@offhook/contract';
import type { Persona } from '@offhook/emulator';
import { type Id, parseId } from '@offhook/kit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { join, type Member } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { reserveOwnSeat, reserveSeat } from '../seats/index.ts';
import { placeCall } from './actions/place-call.ts';

const listens: Persona = {
  kind: 'person',
  ringSeconds: 1,
  steps: [{ do: 'listen', quietSeconds: 60, atMostSeconds: 600 }],
};
const lead = '+14155550180';
const shortLead = '+14155550181';
const optsOut = '+14155550182';
const machine = '+14155550101';
const agents = ['+14155550190', '+14155550191', '+14155550192', '+14155550193', '+14155550194'];
const briefAgent = '+14155550195';
const absentAgent = '+14155550103';

let world: World;
let people: Member[];
let campaignId: Id<'campaign'>;

beforeAll(async () => {
  world = await makeWorld({
    emulator: {
      personas: [
        { numbers: [lead, ...agents], persona: { ...listens, hello: 'Hello?' } },
        {
          numbers: [shortLead],
          persona: { ...listens, steps: [{ do: 'wait', seconds: 6 }, { do: 'hang-up' }] },
        },
        {
          numbers: [optsOut],
          persona: {
            ...listens,
            steps: [
              { do: 'wait', seconds: 4 },
              { do: 'press', digits: '9' },
              { do: 'wait', seconds: 30 },
            ],
          },
        },
        { numbers: [briefAgent], persona: { ...listens, steps: [{ do: 'wait', seconds: 8 }, { do: 'hang-up' }] } },
      ],
    },
  });
  const { ctx } = world.app;
  people = await Promise.all(agents.map((_phone, index) => join(world, 'agent', `agent${index}@example.com`)));
  campaignId = ctx.ids.next('campaign');
});
afterAll(() => world.close());
afterEach(async () => {
  await Promise.all(people.map(({ api }) => api(changeMySeat, { body: { state: 'away' } })));
  for (const { id } of (await world.admin(listCalls, { query: { status: 'in-progress' } })).items) {
    await world.admin(hangUpCall, { params: { call_id: id } });
  }
  await world.passes(1);
});

const tenantId = () => found(parseId('workspace', world.signedIn.workspace.id));
const detail = (id: string) => world.admin(getCall, { params: { call_id: id } });

async function ready(index: number, phone = agents[index]): Promise<Member> {
  const member = found(people[index]);
  await member.api(changeMyself, { body: { phone_number: found(phone) } });
  await member.api(changeMySeat, { body: { state: 'ready' } });
  return member;
}

const seatOf = ({ api }: Member) => api(getMySeat, {});

async function place(to: string, more: object = {}): Promise<string> {
  const actor = { kind: 'system', tenantId: tenantId(), name: 'Campaign' } as const;
  const wish = { ...placeRoute.body.parse({ to, from: ourNumber, record: false, ...more }), seats: { campaignId } };
  return (await placeCall(world.app.ctx, actor, wish)).id;
}

function said(sid: string | null): string[] {
  return world.emulator
    .events(sid ?? '')
    .flatMap(({ event }) => (event.type === 'did' && event.verb === 'say' ? [event.detail ?? ''] : []));
}

const kindsOf = (call: CallDetail) => call.events.map(({ kind }) => kind);

describe('whoever answers', () => {
  test('is connected to the seat that has been ready longest, and both talk', async () => {
    const first = await ready(0);
    await world.passes(1);
    await ready(1);
    const id = await place(lead);
    await world.passes(12);
    const call = await detail(id);
    expect(call).toMatchObject({ status: 'in-progress', connect: { to_number: agents[0], accepted: true } });
    expect(call.legs.map(({ status, to_number }) => [status, to_number])).toEqual([['in-progress', agents[0]]]);
    expect(said(call.call_sid)).toEqual([]);
    expect(await seatOf(first)).toMatchObject({ state: 'on-call', call: { id, with: expect.any(String) } });
    await world.admin(hangUpCall, { params: { call_id: id } });
    await world.passes(2);
    expect(await seatOf(first)).toMatchObject({ state: 'wrap-up', call: { id } });
    await world.passes(15);
    expect(await seatOf(first)).toMatchObject({ state: 'ready', call: null });
  });

  test('hears the end when the agent hangs up, who has wrap-up then', async () => {
    const agent = await ready(0, briefAgent);
    const id = await place(lead);
    await world.passes(18);
    expect(await detail(id)).toMatchObject({ status: 'completed', connect: { accepted: true } });
    expect((await seatOf(agent)).state).toBe('wrap-up');
  });

  test('is told who called and how to hear no more of them when nobody is free, and 9 does so at once', async () => {
    await ready(0);
    const talking = await place(lead);
    await world.passes(8);
    const left = await place(optsOut);
    await world.passes(14);
    expect((await detail(talking)).connect).toMatchObject({ accepted: true });
    const call = await detail(left);
    expect(call).toMatchObject({ status: 'completed', connect: null, legs: [] });
    const text = call.webhooks.find(({ kind }) => kind === 'answer')?.response_body;
    expect(text).toContain('nobody is free to talk to you now. Our number is 1 4 1 5 5 5 5 0 1 9 9.');
    expect(text).toContain('To not be called again, press 9.');
    expect(said(call.call_sid).at(-1)).toContain('You will not be called again.');
    expect(kindsOf(call)).toEqual(expect.arrayContaining(['abandoned', 'opted-out']));
    const suppressed = await world.app.ctx.db.asTenant(tenantId(), (tx) =>
      tx.selectFrom('suppressions').select(['last_digits', 'source']).execute(),
    );
    expect(suppressed).toEqual([{ last_digits: '0182', source: 'caller' }]);
  });

  test('goes to the next seat when a phone is not picked up, and that seat is away', async () => {
    const absent = await ready(0, absentAgent);
    await world.passes(1);
    await ready(1);
    const id = await place(lead);
    await world.passes(16);
    expect((await detail(id)).legs.map(({ status }) => status)).toEqual(['ringing']);
    await world.passes(10);
    const call = await detail(id);
    expect(call).toMatchObject({ status: 'in-progress', connect: { to_number: agents[1], accepted: true } });
    expect(call.legs.map(({ status }) => status).toSorted()).toEqual(['in-progress', 'no-answer']);
    expect(await seatOf(absent)).toMatchObject({ state: 'away', away_because: 'not-picked-up' });
  });

  test('is abandoned when the last phone is not picked up, or when they hang up before', async () => {
    const absent = await ready(0, absentAgent);
    const unheard = await place(lead);
    await world.passes(50);
    const call = await detail(unheard);
    expect([call.status, kindsOf(call).filter((kind) => kind === 'abandoned')]).toEqual(['completed', ['abandoned']]);
    expect(said(call.call_sid).at(-1)).toContain('press 9');
    await absent.api(changeMySeat, { body: { state: 'ready' } });
    const impatient = await place(shortLead);
    await world.passes(12);
    expect(kindsOf(await detail(impatient))).toContain('abandoned');
    expect((await seatOf(absent)).state).toBe('ready');
  });

  test('being a machine after all, is taken from the seat again, which is ready at once', async () => {
    const agent = await ready(0);
    const id = await place(machine, { machine_detection: 'while-talking' });
    await world.passes(40);
    const call = await detail(id);
    expect(call).toMatchObject({ status: 'completed', answered_by_class: 'machine' });
    expect(call.legs.map(({ status }) => status)).toEqual(['completed']);
    expect(await seatOf(agent)).toMatchObject({ state: 'ready' });
  });
});

test('of twenty who answer at once five talk to the five seats, each to another, and the rest are told', async () => {
  for (const [index] of agents.entries()) await ready(index);
  const ids = await Promise.all(Array.from({ length: 20 }, () => place(lead)));
  await world.passes(12);
  const calls = await Promise.all(ids.map(detail));
  const connected = calls.filter(({ connect }) => connect?.accepted);
  expect(connected.map(({ connect }) => connect?.to_number).toSorted()).toEqual(agents);
  expect(calls.filter((call) => kindsOf(call).includes('abandoned'))).toHaveLength(15);
  const { items } = await world.admin(listSeats, {});
  expect(items.map(({ state }) => state)).toEqual(agents.map(() => 'on-call'));
});

test('many who want a seat at the same instant, on several connections, never get one twice', async () => {
  for (const [index] of agents.entries()) await ready(index);
  const { ctx } = world.app;
  const wish = () => ({
    ...{ tenantId: tenantId(), campaignId, callWith: 'x', numbers: [] },
    callId: ctx.ids.next('call'),
  });
  const taken = await Promise.all(
    Array.from({ length: 20 }, () => ctx.db.asSystem((tx) => reserveSeat(ctx, tx, wish()))),
  );
  expect(taken.flatMap((seat) => seat?.phone ?? []).toSorted()).toEqual(agents);
  // These calls never were: their seats are free again soon.
  await world.passes(15);
  expect((await world.admin(listSeats, {})).items.map(({ state }) => state)).toEqual(agents.map(() => 'ready'));
});

test('who asks for a call themselves gets it, and nobody who is away or talking does', async () => {
  const { ctx } = world.app;
  const personId = found(parseId('person', (await ready(0)).signedIn.person.id));
  const wish = () => ({
    ...{ tenantId: tenantId(), campaignId, callWith: 'x', numbers: [] },
    callId: ctx.ids.next('call'),
  });
  const own = () => ctx.db.asTenant(tenantId(), (tx) => reserveOwnSeat(ctx, tx, wish(), personId));
  const taken = await own();
  expect(taken).toMatchObject({ personId, phone: agents[0] });
  await expect(own()).rejects.toMatchObject({ code: 'seats.not_free' });
  const actor = { kind: 'system', tenantId: tenantId(), name: 'Preview' } as const;
  const body = placeRoute.body.parse({ to: lead, from: ourNumber, record: false });
  const { id } = await placeCall(ctx, actor, { ...body, seats: { campaignId, taken } });
  await world.passes(12);
  expect((await detail(id)).connect).toMatchObject({ to_number: agents[0], accepted: true });
});
