import { glob } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type Flow, getFlowAnalytics, isFinal, listCalls, listVoicemail } from '@offhook/contract';
import { type Random, seededRandom } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { buyNumber, type Caller, callFrom } from '../../apps/server/test/caller.ts';
import { leadTo, publishDrawing } from '../../apps/server/test/flows.ts';
import { makeWorld, type World } from '../../apps/server/test/world.ts';
import { closeSpeech } from '../../packages/emulator/src/audio/index.ts';

const callers = 40;
const [takesCalls, nobody] = ['+14155550107', '+14155550103'];
/** Where callers can hang up; whoever does so while they are recorded has answered. */
const waiting = ['menu', 'speech', 'ring', 'nobody', 'box'];

let world: World;
let number: string;
let flow: Flow;
const crm = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ name: 'Ada' }));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  const { port } = crm.address() as { port: number }; // it listens on TCP
  world = await makeWorld();
  number = await buyNumber(world);
  flow = await publishDrawing(world, 'Everything', {
    nodes: {
      start: { type: 'start' },
      menu: { type: 'menu', message: 'Press 1 to 5.', options: { 1: '', 2: '', 3: '', 4: '', 5: '' }, tries: 2 },
      speech: { type: 'speech', message: 'What is it about?', tries: 2 },
      ring: { type: 'dial', targets: [{ number: takesCalls }], ring_seconds: 15 },
      nobody: { type: 'dial', targets: [{ number: nobody }], ring_seconds: 10 },
      record: { type: 'record', message: 'Please say your address.', max_seconds: 20 },
      ask: { type: 'http-request', url: 'http://crm.example.com/', save: { name: 'name' } },
      box: { type: 'voicemail' },
      bye: { type: 'hangup' },
    },
    edges: [
      ...['start next menu', 'menu 1 speech', 'menu 2 ring', 'menu 3 record', 'menu 4 box', 'menu 5 ask'],
      ...['menu invalid nobody', 'menu no-input speech', 'speech heard ring', 'speech no-input box'],
      ...['ring answered bye', 'ring no-answer box', 'nobody answered bye', 'nobody no-answer box'],
      ...['record next ask', 'record silent box', 'ask ok nobody', 'ask failed box'],
    ],
  });
  await leadTo(world, number, flow);
  // No published flow may ask inside: the test leads its address there behind the checker's back.
  await world.app.ctx.db.systemPool.query(
    `update flow_versions set graph = replace(graph::text, 'crm.example.com', '127.0.0.1:${port}')::jsonb`,
  );
});
afterAll(async () => {
  await closeSpeech();
  await world?.close();
  crm.closeAllConnections();
  crm.close();
});

/** Somebody who calls in the second `from`, does something or nothing every few seconds, and hangs up at `until`. */
interface Plan {
  from: number;
  until: number;
  acts: ReadonlyMap<number, (caller: Caller) => Promise<void>>;
}

const sentences = ['The roof.', 'I live at four Garden Street, on the second floor, and nobody hears the bell.'];

function planOf(random: Random): Plan {
  const below = (limit: number) => Math.floor(random.next() * limit);
  const from = below(10);
  const until = from + 1 + below(36);
  const acts: [number, (caller: Caller) => Promise<void>][] = [];
  for (let at = from + 2 + below(3); at < until; at += 3 + below(6)) {
    const [digits, sentence] = [String(1 + below(7)), sentences[below(2)] ?? ''];
    const chance = below(10);
    if (chance < 6) acts.push([at, (caller) => caller.presses(digits)]);
    else if (chance < 9) acts.push([at, (caller) => caller.says(sentence)]);
  }
  return { from, until, acts: new Map(acts) };
}

/** All of them at one time; whose call the flow has ended before hangs up no more. */
async function play(plans: readonly Plan[]): Promise<void> {
  const passes = async () => undefined;
  const calling = new Map<Plan, Caller>();
  const isOn = ({ sid }: Caller) =>
    world.emulator.farEnds.list().some(({ callSid, state }) => callSid === sid && state !== 'ended');
  for (let second = 0; second <= Math.max(...plans.map(({ until }) => until)); second += 1) {
    for (const plan of plans) {
      if (plan.from === second) {
        // Each from a phone of their own.
        const from = `+1415${200 + calling.size}0110`;
        calling.set(plan, await callFrom(world, number, { from, passes }));
      }
      const caller = calling.get(plan);
      if (!caller || !isOn(caller)) continue;
      if (plan.until === second) await caller.hangsUp();
      else await plan.acts.get(second)?.(caller);
    }
    await world.passes(1);
  }
}

const Calls = z.object({ calls: z.array(z.object({ status: z.string() })) });

async function atCarrier(): Promise<string[]> {
  const { url, accountSid, authorization } = world.carrier;
  const path = `/2010-04-01/Accounts/${accountSid}/Calls.json?PageSize=1000`;
  const answer = await fetch(url + path, { headers: { authorization } });
  return Calls.parse(await answer.json()).calls.map(({ status }) => status);
}

test('forty callers press, speak or stay silent and hang up anywhere, and nothing is left of their calls but their story', async () => {
  const random = seededRandom(1);
  await play(Array.from({ length: callers }, () => planOf(random)));
  await world.passes(60);

  const { items, total } = await world.admin(listCalls, { query: { direction: 'inbound', limit: 100 } });
  expect(total).toBe(callers);
  expect(items.filter(({ status, ended_at }) => !isFinal(status) || ended_at === null)).toEqual([]);
  const statuses = await atCarrier();
  expect(statuses.length).toBeGreaterThan(callers);
  expect(statuses.filter((status) => ['queued', 'ringing', 'in-progress'].includes(status))).toEqual([]);
  const { rows } = await world.app.ctx.db.systemPool.query('select * from unbound_events');
  expect(rows).toEqual([]);
  const { dataDir: cwd } = world.app.ctx.config;
  expect(await Array.fromAsync(glob('answered/*', { cwd }))).toEqual([]);

  const { calls, nodes } = await world.admin(getFlowAnalytics, { params: { flow_id: flow.id }, query: {} });
  expect(calls).toBe(callers);
  const left = nodes.map(({ node_id, calls: came, ended_here, exits }) => ({
    ...{ node_id, came, ended_here },
    went: exits.reduce((sum, { calls: went }) => sum + went, 0),
  }));
  expect(left.filter(({ came, went }) => went > came)).toEqual([]);
  // Where nobody waits, nobody can hang up.
  const passed = left.filter(({ node_id }) => node_id === 'start' || node_id === 'ask');
  expect(passed.map(({ came, went }) => came - went)).toEqual([0, 0]);
  expect(left.filter(({ ended_here }) => ended_here > 0).map(({ node_id }) => node_id)).toEqual(
    expect.arrayContaining(waiting),
  );

  const messages = (await world.admin(listVoicemail, { query: { limit: 100 } })).items;
  expect(messages.length).toBeGreaterThan(0);
  expect(messages.filter(({ duration_seconds }) => duration_seconds < 2)).toEqual([]);
});
