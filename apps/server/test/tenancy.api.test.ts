import {
  addCallPrice,
  addContactNote,
  addProspects,
  changeSetting,
  checkContactImport,
  createApiKey,
  createCampaign,
  createContact,
  createContactImport,
  createFlow,
  createGreeting,
  createGroup,
  createHours,
  createPrompt,
  createScript,
  createVoicemailDrop,
  getCall,
  importSuppressions,
  keepTestCase,
  listBoxes,
  listCalls,
  listContacts,
  listFarEnds,
  listProspects,
  listSettings,
  listVoicemail,
  placeCall,
  publishFlow,
  purchaseNumber,
  type Route,
  recordConsent,
  routes,
  saveView,
  searchNumbers,
} from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeMessage } from '../src/features/voicemail/index.ts';
import { found } from '../src/runtime/refusal.ts';
import { ask } from './ask.ts';
import { makeSecondWorkspace } from './members.ts';
import { toneWav } from './tone.ts';
import { makeWorld, type World } from './world.ts';

type Second = Awaited<ReturnType<typeof makeSecondWorkspace>>;

let world: World;
let second: Second;
let theirs: Record<string, string>;
let settled: unknown;

// Settings have the same keys in every workspace: that one's do not touch another's has a test of its own below.
const sharedKeys = ['key', 'rule_id', 'jurisdiction'];

const ofThings = routes
  .filter((route) => Object.keys(route.params?.shape ?? {}).some((name) => !sharedKeys.includes(name)))
  .map((route) => [`${route.method} ${route.path}`, route] as const);

const testCase = {
  ...{ name: 'Their case', caller: '+14155550142', called: '+14155550198' },
  ...{ at: '2026-11-02T15:00:00Z', acts: [], expected_path: ['start', 'bye'] },
};

/** A body that each route takes, so that only the id can be what is wrong. */
const bodies: Record<string, unknown> = {
  'people.change': { role: 'viewer', name: 'Taken over' },
  'contacts.change': { name: 'Taken over' },
  'contacts.add_note': { text: 'Taken over' },
  'contact_imports.change': { default_country: 'DE' },
  'contact_imports.change_rows': { rows: [{ row: 1, leave_out: true }] },
  'calls.change': { notes: 'Taken over' },
  'calls.change_recording': { name: 'Taken over' },
  'calls.set_disposition': { disposition: 'Sale' },
  'calls.set_disposition_s1': { disposition: 'Sale' },
  'scripts.change': { name: 'Taken over', script_text: 'Taken over' },
  'flows.change': { name: 'Taken over' },
  'flows.save_draft': { flow_definition: { nodes: [], edges: [] }, base_revision: 1, overwrite: true },
  'flows.publish': { revision: 1 },
  'flows.restore': { base_revision: 1, overwrite: true },
  'flows.duplicate': { name: 'Taken over' },
  'flows.presence': { is_editing: true },
  'flows.keep_test_case': { ...testCase, name: 'Taken over' },
  'flows.run_test_cases': {},
  'flows.call': {},
  'prompts.change': { name: 'Taken over' },
  'hours.change': { name: 'Taken over' },
  'hours.import_holidays': { country: 'IT', year: 2026 },
  'groups.change': { name: 'Taken over' },
  'forwarding.set': { rules: [] },
  'voicemail_drops.change': { name: 'Taken over' },
  'voicemail.mark_read': { is_read: true },
  'voicemail.change': { is_archived: true },
  'voicemail.share': {},
  'voicemail.change_greeting': { name: 'Taken over' },
  'voicemail.make_greeting_default': { is_default: false },
  'voicemail.change_box': { name: 'Taken over' },
  'numbers.change': { label: 'Taken over' },
  'numbers.release': { confirm: '+14155550100' },
  'campaigns.change': { name: 'Taken over' },
  'campaigns.activate': {},
  'campaigns.pause': {},
  'campaigns.add_prospects': { people: [{ phone: '+12125550150' }], filter: {} },
  'campaigns.change_prospect': { state: 'skipped' },
  'campaigns.place_some': {},
  'campaigns.retry_failed': {},
  'virtual_days.start': {
    mix: { listens: 1, presses_one: 0, hangs_up: 0, busy: 0, no_answer: 0, machine: 0, opts_out: 0 },
  },
  'consents.revoke': {},
  'suppressions.change_list': { name: 'Taken over' },
  'simulator.act': { do: 'hang-up' },
};

/** What a route asks for in its query, for the same reason. */
const queries: Record<string, string> = { 'suppressions.delete_list': '?reason=Taken+over' };

beforeAll(async () => {
  world = await makeWorld();
  second = await makeSecondWorkspace(world);
  theirs = await oneOfEach(second);
  await world.settles();
  settled = await everythingOf(second);
});
afterAll(() => world.close());

describe.each(ofThings)('%s', (_door, route) => {
  test('answers a thing of another workspace like a missing one, and leaves it alone', async () => {
    const asked = { token: world.signedIn.token, json: bodyOf(route) };
    const answer = await ask(world.url, route.method, pathOf(route, theirs), asked);
    expect([answer.status, answer.code]).toEqual([404, 'request.not_found']);
    const missing = await ask(world.url, route.method, pathOf(route, missingOnes(theirs)), asked);
    expect([missing.status, missing.code]).toEqual([404, 'request.not_found']);
    expect(unsigned(answer.body)).toEqual(unsigned(missing.body));
    expect(await everythingOf(second)).toEqual(settled);
  });
});

test('the owner reads by the same ids, so the ids above are right', async () => {
  for (const [, route] of ofThings.filter(([, each]) => each.method === 'GET')) {
    const answer = await ask(world.url, 'GET', pathOf(route, theirs), { token: second.token });
    expect([route.name, answer.status]).toEqual([route.name, 200]);
  }
});

test('lists show nothing of another workspace, also when asked for it', async () => {
  expect((await world.admin(listContacts, {})).items).toEqual([]);
  expect((await world.admin(listCalls, {})).items).toEqual([]);
  expect((await world.admin(listCalls, { query: { contact_id: theirs.contact_id } })).items).toEqual([]);
  expect((await world.admin(listFarEnds, {})).items).toEqual([]);
  expect((await second.api(listFarEnds, {})).items.map((farEnd) => farEnd.call_sid)).toEqual([theirs.call_sid]);
});

test.each([
  ['/api/calls/outbound', 'contact_id'],
  ['/api/twilio/outbound-call', 'lead_id'],
])('%s does not call the contact of another workspace', async (path, field) => {
  const json = { [field]: theirs.contact_id, from: '+14155550199' };
  const answer = await ask(world.url, 'POST', path, { token: world.signedIn.token, json });
  expect([answer.status, answer.code]).toEqual([404, 'request.not_found']);
});

test.each(['script_id', 'voicemail_drop_id'])('no call is placed with the %s of another workspace', async (field) => {
  const json = { to: '+14155550142', from: '+14155550199', [field]: theirs[field.replace('voicemail_', '')] };
  const answer = await ask(world.url, 'POST', '/api/calls/outbound', { token: world.signedIn.token, json });
  expect([answer.status, answer.code]).toEqual([404, 'request.not_found']);
});

test('a setting of one workspace does not hold in another', async () => {
  await world.settles();
  const before = await everythingOf(second);
  await world.admin(changeSetting, { params: { key: 'ring_timeout_seconds' }, body: { value: 7 } });
  const { items } = await second.api(listSettings, {});
  expect(items.find((setting) => setting.key === 'ring_timeout_seconds')).toMatchObject({ is_default: true });
  expect(await everythingOf(second)).toEqual(before);
});

async function oneOfEach({ api, signedIn, tenantId }: Second): Promise<Record<string, string>> {
  const contact = await api(createContact, { body: { name: 'Their contact', phone_number: '+14155550142' } });
  const written = await api(addContactNote, { params: { contact_id: contact.id }, body: { text: 'Their note' } });
  const imported = await api(createContactImport, { body: { text: 'name,phone\nTheirs,+14155550143\n' } });
  await api(checkContactImport, { params: { import_id: imported.id } });
  await world.settles();
  const key = await api(createApiKey, { body: { name: 'Their key', scopes: ['calls.read'] } });
  await api(changeSetting, { params: { key: 'auto_record_calls' }, body: { value: false } });
  const call = await api(placeCall, { body: { contact_id: contact.id, message: 'Hello.', record: true } });
  await world.passes(120);
  const over = await api(getCall, { params: { call_id: call.id } });
  expect(over).toMatchObject({ recording: { status: 'ready' } });
  const request_id = over.webhooks[0]?.id ?? '';
  const live = await api(placeCall, { body: { to: '+14155550110' } });
  const view = await api(saveView, { body: { name: 'Their view', query: { status: 'busy' }, shared: true } });
  const script = await api(createScript, { body: { name: 'Their script', script_text: 'Hello.' } });
  const drop = await api(createVoicemailDrop, { body: { name: 'Their drop' }, file: new Blob([toneWav(1)]) });
  const offered = await api(searchNumbers, { query: { limit: 1 } });
  const number = await api(purchaseNumber, { body: { phone_number: offered.items[0]?.phone_number ?? '' } });
  const [person_id, contact_id, key_id, call_id] = [signedIn.person.id, contact.id, key.id, call.id];
  const calendar = { time_zone: 'UTC', weekly: [] };
  const hours = await api(createHours, { body: { name: 'Their hours', calendar } });
  const group = await api(createGroup, { body: { name: 'Their group', members: [] } });
  const [script_id, drop_id] = [script.id, drop.id];
  const start = { id: 'start', type: 'start' };
  const flow_definition = {
    nodes: [start, { id: 'bye', type: 'hangup' }],
    edges: [{ id: 'e1', source: 'start', target: 'bye' }],
  };
  const upload = await api(importSuppressions, { body: {}, file: new File(['+14155550144'], 'theirs.txt') });
  const agreed = { scope: 'calls', strength: 'express', source: 'Their form' } as const;
  const consent = await api(recordConsent, { body: { phone_number: '+14155550145', ...agreed } });
  const later = { per_minute: '0.03', valid_from: '2030-01-01T00:00:00Z' };
  const price = await api(addCallPrice, { body: later });
  const flow = await api(createFlow, { body: { name: 'Their flow', flow_definition } });
  const inFlow = { flow_id: flow.id };
  const version = await api(publishFlow, { params: inFlow, body: { revision: 1 } });
  const kept = await api(keepTestCase, { params: inFlow, body: testCase });
  const prompt = await api(createPrompt, { body: { name: 'Their prompt' }, file: new Blob([toneWav(1)]) });
  const [box] = (await api(listBoxes, {})).items;
  const box_id = box?.id ?? '';
  const body = { box_id, name: 'Their greeting' };
  const greeting = await api(createGreeting, { body, file: new Blob([toneWav(1)]) });
  const { ctx } = world.app;
  const said = { boxId: box_id, recordingSid: over.recording?.recording_sid ?? '', seconds: 7, at: ctx.clock.now() };
  const who = { callId: found(parseId('call', call.id)), from: '+14155550142', to: '+14155550198', contactId: null };
  await ctx.db.asSystem((tx) => takeMessage(ctx, tx, { tenantId, ...who, ...said }));
  const [voicemail] = (await api(listVoicemail, {})).items;
  const campaign = await api(createCampaign, { body: { name: 'Their campaign' } });
  const inCampaign = { campaign_id: campaign.id };
  await api(addProspects, { params: inCampaign, body: { contact_ids: [contact.id] } });
  const [prospect] = (await api(listProspects, { params: inCampaign })).items;
  return {
    ...inCampaign,
    prospect_id: prospect?.id ?? '',
    note_id: written.id,
    import_id: imported.id,
    ...inFlow,
    box_id,
    greeting_id: greeting.id,
    voicemail_id: voicemail?.id ?? '',
    version_id: version.id,
    test_case_id: kept.id,
    prompt_id: prompt.id,
    hours_id: hours.id,
    group_id: group.id,
    script_id,
    drop_id,
    person_id,
    contact_id,
    key_id,
    call_id,
    request_id,
    price_id: price.id ?? '',
    list_id: upload.list.id,
    upload_id: upload.id,
    consent_id: consent.id,
    view_id: view.id,
    phone_number: 'id' in number ? number.id : '',
    call_sid: live.call_sid ?? '',
  };
}

function missingOnes(ids: Record<string, string>): Record<string, string> {
  const missing = '00000000-0000-7000-8000-000000000000';
  const entries = Object.entries(ids).map(([name, id]) => [name, id.replace(/_.*$/, `_${missing}`)]);
  return { ...Object.fromEntries(entries), call_sid: `CA${'0'.repeat(32)}` };
}

function pathOf(route: Route, ids: Record<string, string>): string {
  const path = route.path.replace(/:(\w+)/g, (_whole, name: string) => {
    const id = ids[name];
    if (!id) throw new Error(`${route.path}: make one :${name} in oneOfEach, so that this route is tried, too.`);
    return id;
  });
  return path + (queries[route.name] ?? '');
}

function bodyOf(route: Route): unknown {
  if (!route.body) return undefined;
  if (!(route.name in bodies)) throw new Error(`${route.name}: say in bodies what it takes, so that it is tried, too.`);
  return bodies[route.name];
}

function unsigned(body: unknown): unknown {
  return typeof body === 'object' ? { ...body, request_id: '' } : body;
}

/** Every row of a workspace, table by table. */
async function everythingOf({ tenantId }: Second): Promise<unknown> {
  const pool = world.app.ctx.db.systemPool;
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns where column_name = 'tenant_id' and table_schema = 'public' order by 1`,
  );
  const tables = rows.map(async ({ name }) => {
    const found = await pool.query(`select to_jsonb(t) as row from ${name} t where tenant_id = $1`, [tenantId]);
    return [name, found.rows.map((each) => JSON.stringify(each.row)).toSorted()];
  });
  return Promise.all(tables);
}
