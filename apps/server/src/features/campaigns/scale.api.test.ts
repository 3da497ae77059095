import {
  addProspects,
  addSuppressions,
  changeWorkspace,
  createCampaign,
  deleteCall,
  forecastCampaign,
  getCall,
  getCampaign,
  listCalls,
  listProspects,
  placeCall,
  placeProspect,
  recordConsent,
  retryFailed,
} from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { shortenCounts } from './actions/fold-counts.ts';
import { beginsBackwards } from './store/prospect-pages.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
});
afterAll(() => world.close());

const at = (id: string) => ({ params: { campaign_id: id } });
const query = (text: string, values: unknown[] = []) => world.app.ctx.db.systemPool.query(text, values);
const bare = (id: string) => id.replace(/^[a-z]+_/, '');
let made = 0;
async function create(phones: readonly string[] = []): Promise<string> {
  made += 1;
  const variants = [{ key: 'a', name: 'A', weight: 1, message: 'Hello.' }];
  const settings = { purpose: 'informational' as const, variants, calls_per_second: 100, max_attempts: 1 };
  const { id } = await world.admin(createCampaign, { body: { name: `Campaign ${made}`, settings } });
  const people = phones.map((phone, index) => ({ first_name: 'Somebody', last_name: String(index), phone }));
  if (people.length > 0) await world.admin(addProspects, { ...at(id), body: { people } });
  return id;
}

/** Many prospects beside those that are there, after them in the list. */
const multiply = (id: string, count: number, state = 'waiting', outcome: string | null = null) =>
  query(
    `insert into prospects (tenant_id, campaign_id, id, phone_number, class, state, outcome, attempts, next_at, created_at, updated_at)
     select tenant_id, campaign_id, uuidv7(), '+1646' || lpad((n + $4)::text, 7, '0'), class, $3, $5, 1, next_at, created_at, updated_at
     from (select * from prospects where campaign_id = $1 order by id limit 1) p, generate_series(1, $2::int) n`,
    [bare(id), count, state, (made * 1_000_000) % 9_000_000, outcome],
  );

/** As autovacuum does a minute after so many rows came in. */
async function analyze(table: string): Promise<void> {
  const { rows } = await query('select current_database() as name');
  const url = new URL(inject('testPostgres')?.ownerUrl ?? '');
  url.pathname = rows[0].name;
  const owner = new Client({ connectionString: url.href });
  await owner.connect();
  await owner.query(`analyze ${table}`);
  await owner.end();
}

test('of a million prospects a request looks at so many, and says so; a number is found by its end at once', async () => {
  const id = await create(['+12125550171', '+12125550172']);
  await multiply(id, 20_500);
  await query(`update prospects set id = uuidv7() where campaign_id = $1 and phone_number like '+1212%'`, [bare(id)]);
  const search = async (text: string, cursor?: string) =>
    world.admin(listProspects, { ...at(id), query: { search: text, ...(cursor && { cursor }) } });
  const first = await search('somebody');
  expect(first).toMatchObject({ items: [], notice: 'Looked at 20,000 prospects; next_cursor goes on from there.' });
  const second = await search('somebody', first.next_cursor ?? '');
  expect(second).toMatchObject({ items: [{}, {}], next_cursor: null });
  expect(second).not.toHaveProperty('notice');
  expect(await search('555-0172')).toMatchObject({ items: [{ phone_number: '+12125550172' }], next_cursor: null });
  // Nothing ends so: the digits stand elsewhere.
  expect((await search('+1 (212) 555')).items).toEqual([]);
  await analyze('prospects');
  const tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  const { rows } = await world.app.ctx.db.asTenant(tenantId, (tx) =>
    sql<object>`explain select * from prospects p where p.tenant_id = current_tenant()
      and p.campaign_id = ${bare(id)} and ${beginsBackwards('2710555')} order by p.id limit 51`.execute(tx),
  );
  expect(JSON.stringify(rows)).toContain('prospects_digits');
});

test('prospects who are done are opened again behind one another, those with too many attempts looked at once', async () => {
  const id = await create(['+12125550173']);
  await multiply(id, 5100, 'done', 'busy');
  await query(`update prospects set attempts = 9 where campaign_id = $1 and phone_number like '%7'`, [bare(id)]);
  const { rows } = await query(
    `select count(*)::int as n from prospects where campaign_id = $1 and state = 'done' and attempts < 9`,
    [bare(id)],
  );
  const body = { maxRetries: 3, retryDelay: 10, retryStatuses: ['busy' as const, 'no-answer' as const] };
  expect(await world.admin(retryFailed, { ...at(id), body })).toEqual({ scheduled: rows[0].n });
  expect((await world.admin(getCampaign, at(id))).counts).toMatchObject({ waiting: rows[0].n + 1 });
});

test('crowded counts are folded of campaigns that do not run, too', async () => {
  const id = await create(['+12125550174']);
  for (let n = 0; n < 60; n += 1) {
    await query(`update prospects set state = $2 where campaign_id = $1`, [bare(id), n % 2 ? 'waiting' : 'skipped']);
  }
  const { counts } = await world.admin(getCampaign, at(id));
  await shortenCounts(world.app.ctx);
  const { rows } = await query('select count(*)::int as n from campaign_counts where campaign_id = $1', [bare(id)]);
  expect(rows[0].n).toBeLessThan(10);
  expect((await world.admin(getCampaign, at(id))).counts).toEqual(counts);
});

test('a dry run is begun anew after a minute, or when there is something else to foresee, and tells nobody', async () => {
  const id = await create(['+12125550175']);
  const events = async () =>
    (await query("select from outbox where payload ->> 'campaign_id' is not null")).rows.length;
  const run = () => world.admin(forecastCampaign, at(id));
  const first = await run();
  const before = await events();
  await world.clock.passes(30_000);
  expect(await run()).toEqual(first);
  const people = [{ first_name: 'Another', phone: '+12125550176' }];
  await world.admin(addProspects, { ...at(id), body: { people } });
  const second = await run();
  expect(second).toMatchObject({ prospects: 2 });
  await world.clock.passes(61_000);
  const third = await run();
  expect(third.as_of > second.as_of).toBe(true);
  expect((await events()) - before).toBeLessThanOrEqual(1);
});

const agreed = (phone_number: string) =>
  world.admin(recordConsent, { body: { phone_number, scope: 'artificial', strength: 'express', source: 'A form' } });

/** A call of a campaign that has ended, and that nobody has settled. */
async function endedUnsettled(phone: string) {
  const id = await create([phone]);
  await agreed(phone);
  const [prospect] = (await world.admin(listProspects, at(id))).items;
  await query(`update campaigns set status = 'running' where id = $1`, [bare(id)]);
  await world.admin(placeProspect, { body: { campaignId: id, prospectId: prospect?.id ?? '' } });
  const [call] = (await world.admin(listCalls, { query: { search: phone } })).items;
  await query(`update calls set status = 'completed', ended_at = created_at, answered_at = created_at where id = $1`, [
    bare(call?.id ?? ''),
  ]);
  return { id, callId: call?.id ?? '' };
}

test('a call of a campaign that is deleted before it was settled frees its prospect and the count of live calls', async () => {
  const { id, callId } = await endedUnsettled('+12125550177');
  await world.admin(deleteCall, { params: { call_id: callId } });
  expect(await world.admin(listProspects, at(id))).toMatchObject({ items: [{ state: 'done', outcome: 'human' }] });
  const { rows } = await query(
    `select coalesce(sum(n), 0)::int as live from campaign_counts where campaign_id = $1 and what = 'outcome:live'`,
    [bare(id)],
  );
  expect(rows[0].live).toBe(0);
});

test('settling takes the prospects before the wallets, as placing does: neither waits for the other in a circle', async () => {
  const { id, callId } = await endedUnsettled('+12125550178');
  const placing = await world.app.ctx.db.systemPool.connect();
  try {
    await placing.query('begin');
    await placing.query('select from prospects where campaign_id = $1 for update', [bare(id)]);
    const sweeps = world.app.features.flatMap((feature) => feature.sweeps ?? []);
    const settling = sweeps.find(({ name }) => name === 'insights.settle')?.run();
    const waits = async () =>
      (await query(`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)).rows
        .length > 0;
    while (!(await waits()));
    await placing.query('select from wallets for update nowait');
    // Not even the call is taken yet, so the wallet is not either.
    await placing.query('select from calls where id = $1 for no key update nowait', [bare(callId)]);
    await placing.query('commit');
    await settling;
    expect(await world.admin(listProspects, at(id))).toMatchObject({ items: [{ state: 'done' }] });
  } finally {
    // What failed before its end holds nobody up.
    await placing.query('rollback');
    placing.release();
  }
});

test('a call placed by hand is looked at again after the carrier asked to wait: opted out meanwhile, it is not placed', async () => {
  const to = '+12125550179';
  const slowDown = { fault: 'refuse' as const, status: 429, retryAfterSeconds: 4 };
  world.emulator.mischief.add({ on: { operation: 'CreateCall' }, times: 1, do: slowDown });
  await agreed(to);
  const placing = world
    .admin(placeCall, { body: { to, message: 'Hello.', purpose: 'informational' } })
    .then(() => 'placed')
    .catch((error: { problem: { code: string } }) => error.problem.code);
  while (world.emulator.mischief.applied().length === 0) await new Promise((resolve) => setImmediate(resolve));
  await world.clock.settles();
  await world.admin(addSuppressions, { body: { phone_numbers: [to] } });
  await world.clock.passes(7000);
  expect(await placing).toBe('calls.carrier_refused');
  const [call] = (await world.admin(listCalls, { query: { search: to } })).items;
  const { error, placement } = await world.admin(getCall, { params: { call_id: call?.id ?? '' } });
  expect({ error, placement }).toMatchObject({ placement: 'refused' });
});
