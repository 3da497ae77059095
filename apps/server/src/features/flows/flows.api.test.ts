import {
  changeFlow,
  changeMyself,
  changeNumber,
  checkGraph,
  createApiKey,
  createBox,
  createFlow,
  deleteFlow,
  duplicateFlow,
  getDirectory,
  getFlow,
  getFlowAnalytics,
  getVersion,
  listFlows,
  listVersions,
  makeClient,
  notePresence,
  publishFlow,
  restoreVersion,
  saveDraft,
  setForwarding,
} from '@offhook/contract';
import type { FlowGraph, NumberRoute } from '@offhook/flow/shapes';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { buyNumber } from '../../../test/caller.ts';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { flowExists, liveVersionOf, notePassages, versionGraph } from './index.ts';

let world: World;
let colleague: Member;
beforeAll(async () => {
  world = await makeWorld();
  colleague = await join(world, 'manager');
});
afterAll(() => world.close());

/** A flow that says something and ends. */
const saying = (message: string): FlowGraph => ({
  nodes: [
    { id: 'start', type: 'start', data: {} },
    { id: 'hello', type: 'say', name: 'Hello', data: { message } },
    { id: 'bye', type: 'hangup', data: {} },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'hello' },
    { id: 'e2', source: 'hello', target: 'bye' },
  ],
});
const withNode = (node: FlowGraph['nodes'][number]): FlowGraph => {
  const { nodes, edges } = saying('Hello.');
  const extra = [
    { id: 'e3', source: 'hello', target: node.id },
    { id: 'e4', source: node.id, target: 'bye' },
  ];
  return { nodes: [...nodes, node], edges: [...edges.filter(({ id }) => id !== 'e2'), ...extra] };
};
const make = (name: string, flow_definition: unknown = saying('Hello.')) =>
  world.admin(createFlow, { body: { name, flow_definition } });
const idOf = (flow: { id: string }) => ({ flow_id: flow.id });
const save = (flow: { id: string }, flow_definition: unknown, base_revision: number, api = world.admin) =>
  api(saveDraft, { params: idOf(flow), body: { flow_definition, base_revision } });
const publish = (flow: { id: string }, revision = 1, note = '') =>
  world.admin(publishFlow, { params: idOf(flow), body: { revision, note } });
const refusedWith = (status: number, code: string, details = {}) => ({ problem: { status, code, details } });
const tenantId = () => found(parseId('workspace', world.signedIn.workspace.id));
const inHere = <T>(work: Parameters<typeof world.app.ctx.db.asTenant<T>>[1]) =>
  world.app.ctx.db.asTenant(tenantId(), work);

test('a new flow is a start, or what was sent; two of a name there cannot be', async () => {
  const empty = await world.admin(createFlow, { body: { name: 'Empty' } });
  expect(empty).toMatchObject({ version: 0, is_active: false, live_version: null, revision: 1, total_calls: 0 });
  expect(empty.draft.nodes.map(({ type }) => type)).toEqual(['start']);
  await expect(make('EMPTY')).rejects.toMatchObject(refusedWith(409, 'flows.name_taken', { field: 'name' }));
  const both = { name: 'Both', template: 'reception', flow_definition: saying('Hello.') };
  await expect(world.admin(createFlow, { body: both })).rejects.toMatchObject(refusedWith(422, 'flows.two_contents'));
  const unknown = world.admin(createFlow, { body: { name: 'Unknown', template: 'constructor' } });
  await expect(unknown).rejects.toMatchObject(refusedWith(422, 'flows.no_template', { template: 'constructor' }));
  const named = await world.admin(changeFlow, { params: idOf(empty), body: { name: 'Not empty', description: 'x' } });
  expect(named).toMatchObject({ name: 'Not empty', description: 'x', revision: 1 });
  await make('Empty');
});

test('flows are listed by name, page by page, and found by a part of it', async () => {
  for (const name of ['page b', 'Page A', 'Page_C']) await make(name);
  const first = await world.admin(listFlows, { query: { q: 'page', limit: 2 } });
  expect(first.items.map(({ name }) => name)).toEqual(['Page A', 'page b']);
  const second = await world.admin(listFlows, { query: { q: 'page', limit: 2, cursor: first.next_cursor ?? '' } });
  expect(second.items.map(({ name }) => name)).toEqual(['Page_C']);
  expect((await world.admin(listFlows, { query: { q: 'e_' } })).items.map(({ name }) => name)).toEqual(['Page_C']);
});

test('of two who save at once one is told who was first, when, and what they saved', async () => {
  const flow = await make('Two people');
  const given = [saying('Mine.'), saying('Theirs.')];
  const saves = await Promise.allSettled([save(flow, given[0], 1), save(flow, given[1], 1, colleague.api)]);
  const won = saves.findIndex(({ status }) => status === 'fulfilled');
  const names = ['Ada Admin', 'Member manager'];
  expect(saves.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(saves[1 - won]).toMatchObject({
    reason: refusedWith(409, 'flows.conflict', {
      name: names[won],
      saved_at: world.clock.now().toISOString(),
      revision: 2,
      flow_definition: given[won],
    }),
  });
  const loser = given[1 - won];
  const copy = await world.admin(duplicateFlow, {
    params: idOf(flow),
    body: { name: 'Two people, a copy', flow_definition: loser },
  });
  expect(copy.draft).toEqual(loser);
  const body = { flow_definition: loser, base_revision: 1, overwrite: true };
  expect(await world.admin(saveDraft, { params: idOf(flow), body })).toMatchObject({ revision: 3 });
  expect(await world.admin(getFlow, { params: idOf(flow) })).toMatchObject({
    draft: loser,
    draft_saved_by: { name: 'Ada Admin' },
  });
});

test('the same draft once more is no new revision, also after an answer that got lost', async () => {
  const flow = await make('Repeated');
  expect(await save(flow, saying('Changed.'), 1)).toMatchObject({ revision: 2 });
  expect(await save(flow, saying('Changed.'), 1)).toMatchObject({ revision: 2 });
});

test('only the revision that somebody has seen is published, and calls keep the version that they began with', async () => {
  const flow = await make('Versions', saying('First.'));
  await expect(publish(flow, 7)).rejects.toMatchObject(refusedWith(409, 'flows.conflict', { revision: 1 }));
  const first = await publish(flow, 1, 'The first');
  expect(first).toMatchObject({ number: 1, note: 'The first', is_live: true, published_by: { name: 'Ada Admin' } });
  await save(flow, saying('Second.'), 1);
  const edited = await world.admin(getFlow, { params: idOf(flow) });
  expect(edited).toMatchObject({ has_unpublished_changes: true, version: 1, is_active: true });
  expect(edited.flow_definition).toEqual(saying('First.'));
  await expect(publish(flow, 1)).rejects.toMatchObject(refusedWith(409, 'flows.conflict', { revision: 2 }));
  const second = await publish(flow, 2);
  expect(await inHere((tx) => liveVersionOf(tx, flow.id))).toBe(second.id);
  expect(await inHere((tx) => versionGraph(tx, first.id))).toEqual(saying('First.'));
  const { items } = await world.admin(listVersions, { params: idOf(flow) });
  expect(items.map(({ number, is_live }) => [number, is_live])).toEqual([
    [2, true],
    [1, false],
  ]);
  const params = { ...idOf(flow), version_id: first.id };
  expect(await world.admin(getVersion, { params })).toMatchObject({ flow_definition: saying('First.') });
  const old = world.admin(restoreVersion, { params, body: { base_revision: 1 } });
  await expect(old).rejects.toMatchObject(refusedWith(409, 'flows.conflict'));
  expect(await world.admin(restoreVersion, { params, body: { base_revision: 2 } })).toMatchObject({
    revision: 3,
    draft: saying('First.'),
    live_version: { number: 2 },
  });
  await world.admin(deleteFlow, { params: idOf(flow) });
  expect(await inHere((tx) => liveVersionOf(tx, flow.id))).toBeUndefined();
  expect(await inHere((tx) => versionGraph(tx, second.id))).toEqual(saying('Second.'));
  const gone = refusedWith(404, 'request.not_found');
  await expect(world.admin(deleteFlow, { params: idOf(flow) })).rejects.toMatchObject(gone);
  await expect(world.admin(getFlow, { params: idOf(flow) })).rejects.toMatchObject(gone);
});

test('published twice at once, as by a double click, it is one version', async () => {
  const flow = await make('Published twice');
  const versions = await Promise.all([publish(flow), publish(flow)]);
  expect(versions[0]).toEqual(versions[1]);
  expect((await world.admin(listVersions, { params: idOf(flow) })).items).toEqual([versions[0]]);
});

test('what somebody writes into a text is only text', async () => {
  const message = '</Say><script>alert("&")</script><Dial>+15005550006</Dial>';
  const flow = await make('Script', saying(message));
  await publish(flow);
  const { twiml_cache } = await world.admin(getFlow, { params: idOf(flow) });
  expect(twiml_cache).toContain('&lt;/Say&gt;&lt;script&gt;');
  expect(twiml_cache).not.toContain('<Dial');
});

test.each([
  [
    'a private address',
    { id: 'ask', type: 'http-request', data: { method: 'GET', url: 'http://169.254.1.1/x' } },
    'ask',
  ],
  [
    'a flow that there is not',
    { id: 'go', type: 'go-to-flow', data: { flow_id: `flow_${'0'.repeat(8)}-0000-7000-8000-000000000000` } },
    'go',
  ],
])('%s is not published', async (name, node, node_id) => {
  const flow = await make(name, withNode(node));
  const refused = {
    errors: expect.any(Number),
    problems: expect.arrayContaining([expect.objectContaining({ node_id, severity: 'error' })]),
  };
  await expect(publish(flow)).rejects.toMatchObject(refusedWith(422, 'flows.has_errors', refused));
  expect(await world.admin(getFlow, { params: idOf(flow) })).toMatchObject({ live_version: null });
});

test('a flow of a thousand nodes is taken, one of ten thousand is refused by name', async () => {
  const many = (count: number): FlowGraph => ({
    nodes: Array.from({ length: count }, (_none, at) => ({
      id: `n${at}`,
      type: at === 0 ? 'start' : 'say',
      data: at === 0 ? {} : { message: 'Words that somebody hears. '.repeat(8) },
    })),
    edges: Array.from({ length: count - 1 }, (_none, at) => ({ id: `e${at}`, source: `n${at}`, target: `n${at + 1}` })),
  });
  const flow = await make('Thousand', many(1000));
  expect(flow.draft.nodes).toHaveLength(1000);
  const tooMany = { field: expect.stringContaining('nodes') };
  await expect(save(flow, many(10_000), 1)).rejects.toMatchObject(refusedWith(422, 'flows.unreadable', tooMany));
  const body = JSON.stringify({ flow_definition: { nodes: 'x'.repeat(5_000_000) }, base_revision: 1 });
  const headers = { 'content-type': 'application/json' };
  const sent = { token: world.signedIn.token, headers, raw: body };
  const answer = await ask(world.url, 'PUT', `/api/flows/${flow.id}/draft`, sent);
  expect([answer.status, answer.body]).toMatchObject([413, { details: { limit_bytes: 4 * 1024 * 1024 } }]);
});

test.each([
  ['null', 'null'],
  ['a list', '[]'],
  ['a text', '"flow"'],
  ['no nodes', '{"edges":[]}'],
  ['a kind that there is not', '{"nodes":[{"id":"a","type":"constructor"}],"edges":[]}'],
  ['a node that is none', '{"nodes":[7],"edges":[]}'],
  ['two nodes with one id', '{"nodes":[{"id":"a","type":"start"},{"id":"a","type":"say"}],"edges":[]}'],
  ['keys of the prototype', '{"nodes":[{"id":"a","type":"start","data":{"__proto__":{"polluted":1}}}],"edges":[]}'],
  [
    'depths',
    `{"nodes":[{"id":"a","type":"start","data":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}],"edges":[]}`,
  ],
])('%s is refused as a flow and breaks nothing', async (_name, json) => {
  const raw = `{"name":"Broken","flow_definition":${json}}`;
  const headers = { 'content-type': 'application/json' };
  const answer = await ask(world.url, 'POST', '/api/flows', { token: world.signedIn.token, headers, raw });
  expect([answer.status, answer.code]).toEqual([
    answer.code === 'request.not_json' ? 400 : 422,
    expect.stringMatching(/^(flows\.unreadable|request\.(invalid|not_json))$/),
  ]);
  expect({}).not.toHaveProperty('polluted');
});

test('a flow that another one goes to is not deleted', async () => {
  const target = await make('Target');
  const node = { id: 'go', type: 'go-to-flow', data: { flow_id: target.id } };
  const source = await make('Source', withNode(node));
  const remove = () => world.admin(deleteFlow, { params: idOf(target) });
  const uses = { used_by: 'the flow "Source"' };
  await expect(remove()).rejects.toMatchObject(refusedWith(409, 'flows.in_use', uses));
  await save(source, saying('Alone.'), 1);
  await remove();
  expect(await inHere((tx) => flowExists(tx, target.id))).toBe(false);
  expect(await inHere((tx) => flowExists(tx, source.id))).toBe(true);
});

test('a flow that a number leads to says so, and is not deleted', async () => {
  const flow = await make('Led to');
  const number = await buyNumber(world);
  const leads = (route: NumberRoute) =>
    world.admin(changeNumber, { params: { phone_number: number }, body: { label: 'Front desk', route } });
  const { id } = await leads({ kind: 'flow', flow_id: flow.id });
  expect(await world.admin(getFlow, { params: idOf(flow) })).toMatchObject({ numbers: [number], phone_number_id: id });
  const remove = () => world.admin(deleteFlow, { params: idOf(flow) });
  await expect(remove()).rejects.toMatchObject(
    refusedWith(409, 'flows.in_use', { used_by: 'the number Front desk', uses: ['the number Front desk'] }),
  );
  await leads({ kind: 'none' });
  await remove();
});

test('who has a flow open is known for half a minute', async () => {
  const flow = await make('Open');
  const tell = (api: Member['api'], is_editing: boolean) =>
    api(notePresence, { params: idOf(flow), body: { is_editing } });
  expect(await tell(world.admin, true)).toEqual({ people: [], revision: 1 });
  expect((await tell(colleague.api, false)).people).toMatchObject([{ name: 'Ada Admin', is_editing: true }]);
  await world.passes(20);
  expect((await tell(world.admin, false)).people).toMatchObject([{ name: 'Member manager', is_editing: false }]);
  await world.passes(11);
  expect((await tell(world.admin, false)).people).toEqual([]);
});

test('how calls came through a version is counted by node and exit', async () => {
  const flow = await make('Counted');
  expect(await world.admin(getFlowAnalytics, { params: idOf(flow) })).toEqual({ calls: 0, nodes: [] });
  const version = await publish(flow);
  const passage = { tenantId: tenantId(), versionId: version.id, seconds: 0, at: world.clock.now() };
  const came = (nodeId: string, exit: string | null) => ({ ...passage, nodeId, exit, arrived: true });
  await inHere(async (tx) => {
    await notePassages(tx, [came('start', 'next'), came('hello', null), came('start', 'next'), came('hello', null)]);
    await notePassages(tx, [{ ...passage, nodeId: 'hello', exit: 'next', arrived: false, seconds: 3 }]);
    await notePassages(tx, [{ ...passage, nodeId: 'hello', exit: null, arrived: false, seconds: 4.4 }]);
    await notePassages(tx, []);
  });
  await world.passes(10);
  await world.passes(10);
  expect(await world.admin(getFlowAnalytics, { params: idOf(flow) })).toEqual({
    calls: 2,
    nodes: [
      { node_id: 'hello', calls: 2, ended_here: 0, average_seconds: 3.5, exits: [{ exit: 'next', calls: 1 }] },
      { node_id: 'start', calls: 2, ended_here: 0, average_seconds: 0, exits: [{ exit: 'next', calls: 2 }] },
    ],
  });
  const counted = await world.admin(getFlow, { params: idOf(flow) });
  expect(counted).toMatchObject({ total_calls: 2, last_used_at: passage.at.toISOString() });
  await save(flow, saying('Newer.'), 1);
  await publish(flow, 2);
  expect(await world.admin(getFlowAnalytics, { params: idOf(flow) })).toEqual({ calls: 0, nodes: [] });
  const query = { version_id: version.id, days: 1 };
  expect(await world.admin(getFlowAnalytics, { params: idOf(flow), query })).toMatchObject({ calls: 2 });
});

test('who only looks finds names in the directory, and no private number, rule, greeting or box of somebody else', async () => {
  const person_id = world.signedIn.person.id;
  await world.admin(changeMyself, { body: { phone_number: '+390612345678' } });
  const secret = '+390687654321';
  const rules = [{ when: 'busy' as const, to: { kind: 'number' as const, number: secret } }];
  await world.admin(setForwarding, { params: { person_id }, body: { rules } });
  const box = await world.admin(createBox, { body: { name: 'Ada', owner_kind: 'person', owner_id: person_id } });
  const full = await world.admin(getDirectory, {});
  expect(full.people[person_id]).toMatchObject({ phone: '+390612345678', forwarding: rules, box_id: box.id });
  expect(await colleague.api(getDirectory, {})).toEqual(full);
  const viewer = await join(world, 'viewer');
  const keyOf = async (scopes: ('flows.read' | 'flows.write')[]) => {
    const { secret: key } = await world.admin(createApiKey, { body: { name: scopes.join(), scopes } });
    return makeClient({ baseUrl: world.url, headers: () => ({ authorization: `Bearer ${key}` }) });
  };
  const looking = [viewer.api, await keyOf(['flows.read'])];
  const loops = withNode({ id: 'ring', type: 'dial', data: { targets: [{ person_id }] } });
  const flow = await make('Looked at', loops);
  await publish(flow);
  expect((await world.admin(getFlow, { params: idOf(flow) })).twiml_cache).toContain('+390612345678');
  for (const api of looking) {
    const seen = await api(getDirectory, {});
    expect(seen.people[person_id]).toEqual({ name: 'Ada Admin', phone: null, forwarding: [], box_id: null });
    expect(Object.keys(seen.boxes)).toEqual(Object.keys(full.boxes).filter((id) => id !== box.id));
    expect(Object.values(seen.boxes).map(({ greetings, fallback_greeting }) => [greetings, fallback_greeting])).toEqual(
      Object.keys(seen.boxes).map(() => [[], '']),
    );
    expect(JSON.stringify(seen)).not.toMatch(/390612345678|390687654321/);
    const answers = [
      await api(getFlow, { params: idOf(flow) }),
      await api(checkGraph, { body: { flow_definition: loops } }),
    ];
    expect(JSON.stringify(answers)).not.toContain('390612345678');
  }
  expect(await (await keyOf(['flows.read', 'flows.write']))(getDirectory, {})).toEqual(
    await world.admin(getDirectory, {}),
  );
});

test('flows of another workspace stand in no directory and cannot be gone to', async () => {
  const second = await makeSecondWorkspace(world);
  const theirs = await second.api(createFlow, { body: { name: 'Theirs', flow_definition: saying('Theirs.') } });
  const version = await second.api(publishFlow, { params: idOf(theirs), body: { revision: 1 } });
  expect((await world.admin(getDirectory, {})).flows).not.toHaveProperty(theirs.id);
  expect(await inHere((tx) => flowExists(tx, theirs.id))).toBe(false);
  expect(await inHere((tx) => versionGraph(tx, version.id))).toBeUndefined();
  const flow = await make('Towards theirs', withNode({ id: 'go', type: 'go-to-flow', data: { flow_id: theirs.id } }));
  await expect(publish(flow)).rejects.toMatchObject(refusedWith(422, 'flows.has_errors'));
});
