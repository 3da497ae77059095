import { changeCall, changeWorkspace, createCampaign, createContact, exportColumns } from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCall } from '../../../test/make-call.ts';
import { join, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const tenantOf = () => {
  const id = parseId('workspace', world.signedIn.workspace.id);
  if (!id) throw new Error('There is no workspace.');
  return id;
};
const answer = (query: Record<string, string>, token = world.signedIn.token, signal?: AbortSignal) =>
  fetch(`${world.url}/api/calls/export?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: signal ?? null,
  });
const csvOf = async (query: Record<string, string>, token?: string) => (await answer(query, token)).text();
// By the heading, as a spreadsheet reads it.
const rowsOf = async (query: Record<string, string>, token?: string): Promise<Record<string, string>[]> =>
  parse(await csvOf(query, token), { columns: true });

describe('an export', () => {
  test('brings every column, times with the offset of the zone, newest first', async () => {
    const contact = await world.admin(createContact, {
      body: { name: 'Ada "A", Lovelace', phone_number: '+14155550142' },
    });
    const at = new Date('2026-11-02T15:00:00.250Z');
    const facts = {
      contactId: parseId('contact', contact.id) ?? null,
      answeredBy: 'human',
      answeredAt: at,
      endedAt: at,
    };
    const personId = parseId('person', world.signedIn.person.id) ?? null;
    const campaignId =
      parseId('campaign', (await world.admin(createCampaign, { body: { name: 'Spring' } })).id) ?? null;
    const first = await makeCall(world, { ...facts, personId, campaignId, durationSeconds: 7, costMicros: 14_000 });
    const body = { notes: 'Two\nlines', disposition: 'Sale', tags: ['b', 'a'] };
    await world.admin(changeCall, { params: { call_id: first }, body });
    const second = await makeCall(world, { status: 'failed' });
    const rows = await rowsOf({ time_zone: 'America/New_York' });
    expect(rows.map(({ id }) => id)).toEqual([second, first]);
    expect(Object.keys(rows[0] ?? {})).toEqual([...exportColumns]);
    expect(rows[1]).toMatchObject({
      ...{ from_number: '+14155550199', to_number: '+14155550142', direction: 'outbound', status: 'completed' },
      ...{
        contact: 'Ada "A", Lovelace',
        person: 'Ada Admin',
        campaign: 'Spring',
        answered_by: 'human',
        answered_at: '2026-11-02T10:00:00.250-05:00',
      },
      ...{
        duration_seconds: '7',
        cost: '0.014',
        currency: 'USD',
        disposition: 'Sale',
        tags: 'a, b',
        notes: 'Two\nlines',
      },
    });
    expect(rows[0]).toMatchObject({ contact: '', person: '', campaign: '', answered_at: '', cost: '', notes: '' });
  });

  test('takes the filter, the columns in their order, and the zone of the workspace', async () => {
    await world.admin(changeWorkspace, { body: { time_zone: 'America/St_Johns' } });
    const response = await answer({ status: 'failed', columns: 'status, to_number,created_at' });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="calls-2026-11-02\.csv"$/);
    expect(await response.text()).toMatch(
      /^status,to_number,created_at\r\nfailed,\+14155550142,2026-11-02T11:30:\d\d\.\d{3}-03:30\r\n$/,
    );
  });

  test('of nothing is a heading', async () => {
    expect(await csvOf({ tag: 'nobody', columns: 'id' })).toBe('id\r\n');
    expect(await csvOf({ person_id: 'nonsense', columns: 'id' })).toBe('id\r\n');
  });

  test('is for one workspace only', async () => {
    const second = await makeSecondWorkspace(world);
    const theirs = await makeCall(world, {}, second.tenantId as Id<'workspace'>);
    expect((await rowsOf({}, second.token)).map(({ id }) => id)).toEqual([theirs]);
    expect((await rowsOf({})).map(({ id }) => id)).not.toContain(theirs);
    expect((await answer({}, (await join(world, 'viewer')).token)).status).toBe(200);
  });

  test.each([
    [{ columns: 'id,password' }, 'columns'],
    [{ columns: '' }, 'columns'],
    [{ time_zone: 'Mars/Olympus' }, 'time_zone'],
    [{ status: 'exploded' }, 'status'],
  ])('of %o is refused before anything is sent', async (query, field) => {
    const response = await answer(query as Record<string, string>);
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { code: 'request.invalid', details: { field } },
    ]);
  });
});

test.each([
  '=1+1',
  '+SUM(A1)',
  '-2+3+cmd|" /C calc"!A0',
  '@import',
  '\tTab',
  '\rReturn',
  '=HYPERLINK("http://x","y"), and more',
  '＝1',
])('%j is text and no formula to a spreadsheet (chatwoot#15334, iris-client#443)', async (notes) => {
  const id = await makeCall(world, { notes });
  const [row] = (await rowsOf({})).filter((each) => each.id === id);
  expect(row?.notes).toBe(`'${notes}`);
  expect(row).toMatchObject({ from_number: '+14155550199', to_number: '+14155550142' });
});

test('a formula for a number, as a caller may send it, is text as well; harmless text comes back as it was', async () => {
  const notes = 'Ολγα 李 🙂; "quoted", 2 = 2, a@b\n- no formula';
  const id = await makeCall(world, { direction: 'inbound', from: '+1+cmd|calc', notes });
  const [row] = (await rowsOf({})).filter((each) => each.id === id);
  expect(row).toMatchObject({ from_number: "'+1+cmd|calc", notes });
});

describe('an export of many calls', () => {
  // 10 MB: more than the sockets on the way hold.
  const manyCalls = `insert into calls (tenant_id, id, direction, from_number, to_number, reversed_digits, status, placement,
      plan, wants_recording, created_at, metadata, simulated, heard_at, notes)
    select $1, gen_random_uuid(), 'outbound', '+14155550199', '+14155550142', '24105555141', 'completed', 'placed',
      '{"opening":{"kind":"none"}}', false, now(), '{}', true, now(), repeat('x', 10000) from generate_series(1, 1200)`;
  const inside = () =>
    world.app.ctx.db.asTenant(tenantOf(), async (tx) => {
      const { rows } = await sql`select state from pg_stat_activity
        where datname = current_database() and query like 'fetch%' and state like 'idle in transaction%'`.execute(tx);
      return rows.length;
    });

  test('goes no faster than it is read, and ends in the database when its reader goes away', async () => {
    await world.app.ctx.db.systemPool.query(manyCalls, [tenantOf()]);
    const reading = new AbortController();
    const response = await answer({}, undefined, reading.signal);
    const first = await response.body?.getReader().read();
    expect(first?.value?.length).toBeGreaterThan(0);
    await expect.poll(inside).toBe(1);
    reading.abort();
    await expect.poll(inside).toBe(0);
  });

  test('shows the moment at which it began', async () => {
    const response = await answer({ columns: 'id,notes' });
    const late = await makeCall(world);
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
    expect(rows.length).toBeGreaterThan(1200);
    expect(rows.map(({ id }) => id)).not.toContain(late);
  });

  test('is one at a time in a workspace; a second is refused, and goes when the first has ended', async () => {
    const reading = new AbortController();
    // Kept: an answer that nobody holds any more is hung up on.
    const running = await answer({}, undefined, reading.signal);
    expect(running.status).toBe(200);
    await expect.poll(inside).toBe(1);
    const refused = await answer({});
    expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'calls.exports_busy' }]);
    expect(running.bodyUsed).toBe(false);
    reading.abort();
    await expect.poll(async () => (await answer({ tag: 'nobody' })).status).toBe(200);
  });
});
