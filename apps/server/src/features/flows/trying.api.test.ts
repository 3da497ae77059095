import {
  callFlow,
  createFlow,
  deleteTestCase,
  getFlow,
  keepTestCase,
  listFarEnds,
  listTemplates,
  listTestCases,
  publishFlow,
  runTestCases,
  saveDraft,
} from '@offhook/contract';
import type { FlowGraph } from '@offhook/flow/shapes';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { forgetOld } from './actions/forget.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const menu: FlowGraph = {
  nodes: [
    { id: 'start', type: 'start', data: {} },
    {
      id: 'ask',
      type: 'menu',
      name: 'What for',
      data: { message: 'Press 1 for sales.', options: { 1: 'Sales' }, tries: 1 },
    },
    { id: 'sales', type: 'say', name: 'Sales', data: { message: 'You chose sales.' } },
    { id: 'other', type: 'say', name: 'Nothing', data: { message: 'You chose nothing.' } },
    { id: 'bye', type: 'hangup', data: {} },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'ask' },
    { id: 'e2', source: 'ask', target: 'sales', label: '1' },
    { id: 'e3', source: 'ask', target: 'other', label: 'no-input' },
    { id: 'e4', source: 'ask', target: 'other', label: 'invalid' },
    { id: 'e5', source: 'sales', target: 'bye' },
    { id: 'e6', source: 'other', target: 'bye' },
  ],
};
const elsewhere: Record<string, string> = { '1': 'other', 'no-input': 'sales' };
/** One leads to nothing now, and silence to sales. */
const rerouted: FlowGraph = {
  nodes: menu.nodes,
  edges: menu.edges.map((edge) => ({ ...edge, target: elsewhere[edge.label ?? ''] ?? edge.target })),
};
const make = (name: string, flow_definition: FlowGraph = menu) =>
  world.admin(createFlow, { body: { name, flow_definition } });
const salesCase = {
  ...{ name: 'Sales', caller: '+14155550142', called: ourNumber, at: '2026-11-02T15:00:00Z' },
  acts: [{ do: 'press' as const, digits: '1' }],
  expected_path: ['start', 'ask', 'sales', 'bye'],
};
const refusedWith = (status: number, code: string, details = {}) => ({ problem: { status, code, details } });
const heard = async (callSid: string) => {
  const { items } = await world.admin(listFarEnds, {});
  return items.find(({ call_sid }) => call_sid === callSid)?.heard.map(({ text }) => text);
};

test('a kept run is played again, and a flow that goes elsewhere by now is not published', async () => {
  const flow = await make('Kept runs');
  const params = { flow_id: flow.id };
  const kept = await world.admin(keepTestCase, { params, body: salesCase });
  expect(kept).toMatchObject({ ...salesCase, at: '2026-11-02T15:00:00.000Z', last_result: null });
  const ran = await world.admin(runTestCases, { params, body: {} });
  expect(ran.items).toMatchObject([{ id: kept.id, last_result: { passed: true, way: 'steps', problem: null } }]);
  await world.admin(publishFlow, { params, body: { revision: 1 } });
  await world.admin(saveDraft, { params, body: { flow_definition: rerouted, base_revision: 1 } });
  const problem = 'Step 3 should be "Sales", and is "Nothing".';
  await expect(world.admin(publishFlow, { params, body: { revision: 2 } })).rejects.toMatchObject(
    refusedWith(422, 'flows.test_case_fails', { name: 'Sales', problem, test_case_id: kept.id }),
  );
  const [failed] = (await world.admin(listTestCases, { params })).items;
  expect(failed).toMatchObject({ last_result: { passed: false, problem } });
  const forget = () => world.admin(deleteTestCase, { params: { ...params, test_case_id: kept.id } });
  const only = { test_case_id: kept.id };
  expect((await world.admin(runTestCases, { params, body: only })).items).toHaveLength(1);
  await forget();
  const gone = refusedWith(404, 'request.not_found');
  await expect(forget()).rejects.toMatchObject(gone);
  await expect(world.admin(runTestCases, { params, body: only })).rejects.toMatchObject(gone);
  expect(await world.admin(publishFlow, { params, body: { revision: 2 } })).toMatchObject({ number: 2 });
});

test('a kept run is called through the emulator, on the draft', async () => {
  const flow = await make('Called runs');
  const params = { flow_id: flow.id };
  await world.admin(keepTestCase, { params, body: salesCase });
  const [{ items }] = await Promise.all([
    world.admin(runTestCases, { params, body: { way: 'emulator' } }),
    world.passes(60),
  ]);
  expect(items).toMatchObject([{ last_result: { passed: true, way: 'emulator', problem: null } }]);
});

test('a draft is called before it is published, by whoever may play the far end', async () => {
  const flow = await make('Called');
  const params = { flow_id: flow.id };
  const agent = await join(world, 'agent');
  await expect(agent.api(callFlow, { params, body: {} })).rejects.toMatchObject(
    refusedWith(409, 'flows.not_published'),
  );
  const first = await agent.api(callFlow, { params, body: { which: 'draft' } });
  await world.passes(2);
  expect(await heard(first.call_sid)).toEqual(['Press 1 for sales.']);
  const again = await agent.api(callFlow, { params, body: { which: 'draft', from: '(415) 555-0142' } });
  expect(again.version_id).toBe(first.version_id);
  await world.admin(saveDraft, { params, body: { flow_definition: rerouted, base_revision: 1 } });
  const changed = await agent.api(callFlow, { params, body: { which: 'draft' } });
  expect(changed.version_id).not.toBe(first.version_id);
  expect(await world.admin(getFlow, { params })).toMatchObject({ live_version: null });
  const live = await world.admin(publishFlow, { params, body: { revision: 2 } });
  expect(await agent.api(callFlow, { params, body: {} })).toMatchObject({ version_id: live.id });
  const impossible = agent.api(callFlow, { params, body: { from: '12' } });
  await expect(impossible).rejects.toMatchObject(refusedWith(422, 'calls.number_impossible', { field: 'from' }));
});

test('what tried a draft is forgotten after the longest call, counts after statistics, and what is published never', async () => {
  const flow = await make('Tried');
  const params = { flow_id: flow.id };
  await world.admin(publishFlow, { params, body: { revision: 1 } });
  const call = () => world.admin(callFlow, { params, body: { which: 'draft' } });
  const { ctx } = world.app;
  const hoursLater = async (hours: number) => {
    const nowMs = () => ctx.clock.nowMs() + hours * 3_600_000;
    await forgetOld({ ...ctx, clock: { ...ctx.clock, nowMs } });
    return ctx.db.asSystem(async (tx) => ({
      versions: (await tx.selectFrom('flow_versions').select(['id', 'kind']).execute()).filter(
        ({ kind }) => kind === 'test',
      ),
      published: await tx.selectFrom('flow_versions').select('id').where('kind', '=', 'published').execute(),
      counts: (await sql`select from flow_counts`.execute(tx)).rows.length,
    }));
  };
  const { version_id } = await call();
  await world.passes(900);
  // Called once more, it is needed from then on.
  expect((await call()).version_id).toBe(version_id);
  const before = await hoursLater(25.9);
  expect(before.versions).toContainEqual({ id: version_id.replace('version_', ''), kind: 'test' });
  expect(before.counts).toBeGreaterThan(0);
  const after = await hoursLater(26.1);
  expect(after).toEqual({ ...before, versions: [] });
  expect(await hoursLater(399 * 24)).toEqual(after);
  expect(await hoursLater(402 * 24)).toEqual({ ...after, counts: 0 });
});

test('a draft with errors is not called', async () => {
  const { nodes, edges } = menu;
  const flow = await make('Faulty', { nodes, edges: edges.slice(1) });
  const call = world.admin(callFlow, { params: { flow_id: flow.id }, body: { which: 'draft' } });
  await expect(call).rejects.toMatchObject(refusedWith(422, 'flows.has_errors'));
});

test('every template makes a flow', async () => {
  const { items } = await world.admin(listTemplates, {});
  expect(items.length).toBeGreaterThanOrEqual(6);
  for (const { id, name, flow_definition } of items) {
    const flow = await world.admin(createFlow, { body: { name, template: id } });
    expect(flow.draft).toEqual(flow_definition);
  }
});
