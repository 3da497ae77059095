import { changeCall, changeContact, createContact, listCalls, s4ListCalls } from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCall } from '../../../test/make-call.ts';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
/** Calls by a name for the test. */
const calls: Record<string, string> = {};
const person = '0198c0de-0000-7000-8000-0000000000aa' as Id<'person'>;
const script = '0198c0de-0000-7000-8000-0000000000bb' as Id<'script'>;
let contactId = '';

beforeAll(async () => {
  world = await makeWorld();
  const contact = await world.admin(createContact, { body: { name: 'Grace Hopper', phone_number: '+12125550186' } });
  contactId = contact.id;
  const at = world.clock.now();
  calls.grace = await makeCall(world, { contactId: parseId('contact', contactId) ?? null, to: '+12125550186' });
  calls.busy = await makeCall(world, { status: 'busy', from: '+14155550111', to: '+13035550100' });
  calls.live = await makeCall(world, { status: 'in-progress', to: '+13035550101' });
  calls.machine = await makeCall(world, { answeredBy: 'machine_end_beep', dropStartedAt: at, durationSeconds: 40 });
  calls.fax = await makeCall(world, { answeredBy: 'fax', durationSeconds: 5 });
  calls.human = await makeCall(world, { answeredBy: 'human', personId: person, scriptId: script, scriptVersion: 1 });
  calls.inbound = await makeCall(world, { direction: 'inbound', from: '+442079460958', to: '+14155550111' });
  const body = { disposition: 'Sale', tags: ['vip'] };
  await world.admin(changeCall, { params: { call_id: calls.human }, body });
  const second = await makeSecondWorkspace(world);
  await makeCall(world, { personId: person, scriptId: script, disposition: 'Sale' }, second.tenantId);
});
afterAll(() => world.close());

const namesOf = (items: { id: string }[]) =>
  items.map(({ id }) => Object.keys(calls).find((name) => calls[name] === id));
const list = (query: object) => world.admin(listCalls, { query });

const everything = ['inbound', 'human', 'fax', 'machine', 'live', 'busy', 'grace'];

describe('the filter', () => {
  test.each([
    [{}, everything],
    [{ direction: 'inbound' }, ['inbound']],
    [{ status: 'busy' }, ['busy']],
    [{ status: 'busy, in-progress,busy' }, ['live', 'busy']],
    [{ status: 'queued' }, []],
    [{ live: 'true' }, ['live']],
    [{ live: 'true', status: 'ringing' }, []],
    [{ live: 'false', direction: 'inbound' }, ['inbound']],
    [{ disposition: 'Sale' }, ['human']],
    [{ disposition: 'none' }, everything.filter((name) => name !== 'human')],
    [{ disposition: 'Sale,none,Interested' }, everything],
    [{ answered_by: 'machine' }, ['machine']],
    [{ answered_by: 'fax' }, ['fax']],
    [{ answered_by: 'unknown' }, []],
    [{ person_id: person }, ['human']],
    [{ person_id: `person_${person}`, status: 'busy' }, []],
    [{ script_id: script }, ['human']],
    [{ tag: 'vip' }, ['human']],
    [{ tag: 'VIP' }, []],
    [{ number: '(415) 555-0111' }, ['inbound', 'busy']],
    [{ has_recording: 'true' }, []],
    [{ has_recording: 'false', has_voicemail_drop: 'true' }, ['machine']],
    [{ min_duration: '6' }, ['machine']],
    [{ search: 'hopp' }, ['grace']],
    [{ search: '%' }, []],
    [{ search: '0958' }, ['inbound']],
    [{ search: '+44 20 7946' }, ['inbound']],
    [{ search: '(303) 555' }, ['live', 'busy']],
    [{ search: '303-555-0101', status: 'busy' }, []],
    [{ contact_id: 'nonsense' }, []],
    [{ person_id: 'nonsense' }, []],
    [{ contact_id: person }, []],
  ])('%o selects %o, counts them, and page by page the same', async (query, names) => {
    const page = await list(query);
    expect(namesOf(page.items)).toEqual(names);
    expect(page).toMatchObject({ total: names.length, total_is_exact: true });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, next_cursor } = await list({ ...query, limit: 1, cursor });
      seen.push(...items.map(({ id }) => id));
      cursor = next_cursor ?? undefined;
    } while (cursor);
    expect(namesOf(seen.map((id) => ({ id })))).toEqual(names);
    const offset = await list({ ...query, limit: 200, offset: 1 });
    expect(namesOf(offset.items)).toEqual(names.slice(1));
  });

  test('of a period takes its beginning and leaves its end out', async () => {
    const { items } = await list({});
    const [, last] = items;
    const first = items.at(-1);
    const period = { since: first?.created_at, until: last?.created_at };
    expect(namesOf((await list(period)).items)).toEqual(everything.slice(2));
  });

  test('finds a contact by its name of today, and its calls by the number that was called then', async () => {
    const params = { contact_id: contactId };
    await world.admin(changeContact, { params, body: { name: 'Grace Murray', phone_number: '+12125550199' } });
    const other = await world.admin(createContact, { body: { name: 'Heir', phone_number: '+12125550186' } });
    expect(namesOf((await list({ search: 'murray' })).items)).toEqual(['grace']);
    expect(namesOf((await list({ search: '0186' })).items)).toEqual(['grace']);
    expect(namesOf((await list({ search: '2125550199' })).items)).toEqual([]);
    expect(namesOf((await list({ contact_id: contactId })).items)).toEqual(['grace']);
    expect(namesOf((await list({ contact_id: other.id })).items)).toEqual([]);
  });

  test('of a campaign that is none of ours selects nothing', async () => {
    expect(await list({ campaign_id: 'summer' })).toMatchObject({ items: [], total: 0 });
  });
});

describe('a search for digits in any format (jambonz-webapp#266)', () => {
  test('shows first the numbers that end so, then, by the cursor, those that have them elsewhere', async () => {
    const ending = await makeCall(world, { to: '+16465559460' });
    const between = await makeCall(world, { to: '+16465551111' });
    const newest = await makeCall(world, { to: '+19465551234' });
    const first = await list({ search: '9460' });
    expect(first).toMatchObject({ items: [{ id: ending }], notice: expect.stringMatching(/end in 9460/) });
    expect(first).toMatchObject({ total: 2, total_is_exact: true });
    const rest = await list({ search: '9460', cursor: first.next_cursor ?? '' });
    expect(rest).toMatchObject({ items: [{ id: calls.inbound }], next_cursor: null });
    expect((await list({ search: '946' })).items.map(({ id }) => id)).toEqual([newest, ending, calls.inbound]);
    expect((await list({ search: '1111' })).items.map(({ id }) => id)).toEqual([between]);
  });
});

test.each([
  ['cursor=nonsense', 'request.bad_cursor'],
  ['cursor=elsewhere_', 'request.bad_cursor'],
  ['search=5550&cursor=elsewhere_x', 'request.bad_cursor'],
  ['cursor=contact_0198c0de-0000-7000-8000-000000000000', 'request.bad_cursor'],
  ['status=exploded', 'request.invalid'],
  ['number=12', 'request.invalid'],
  ['answered_by=robot', 'request.invalid'],
  ['min_duration=-1', 'request.invalid'],
  ['since=yesterday', 'request.invalid'],
  ['offset=10001', 'request.invalid'],
])('%s is refused', async (query, code) => {
  const headers = { authorization: `Bearer ${world.signedIn.token}` };
  const answer = await fetch(`${world.url}/api/calls/log?${query}`, { headers });
  expect([answer.status, await answer.json()]).toMatchObject([422, { code }]);
});

test('the list of S4 selects by campaign and prospect', async () => {
  for (const filter of ['campaignId', 'prospectId'] as const) {
    expect(await world.admin(s4ListCalls, { query: { [filter]: '7' } })).toMatchObject({ items: [], total: 0 });
  }
});

test('all are counted on the first page only, unless asked for otherwise', async () => {
  const first = await list({ limit: 2 });
  expect(first.total_is_exact).toBe(true);
  const cursor = first.next_cursor ?? '';
  expect(await list({ limit: 2, cursor })).toMatchObject({ total: 2, total_is_exact: false });
  expect(await list({ limit: 2, cursor, count: 'true' })).toMatchObject({ total: first.total, total_is_exact: true });
  expect(await list({ limit: 2, count: 'false' })).toMatchObject({ total: 2, total_is_exact: false });
});
