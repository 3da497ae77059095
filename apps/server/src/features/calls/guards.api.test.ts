import { ApiError, getCall, hangUpCall, listCalls, placeCall } from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsAtCarrier } from '../../../test/at-carrier.ts';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { seedConnection } from '../workspaces/index.ts';

type Second = Awaited<ReturnType<typeof makeSecondWorkspace>>;

let world: World;
let second: Second;

beforeAll(async () => {
  world = await makeWorld();
  second = await makeSecondWorkspace(world);
});
afterAll(() => world.close());

const human = '+14155550142';

/** Writes the newest row of a table once more, with other values for some columns. */
async function copyRow(
  table: 'attempts' | 'calls' | 'charges' | 'call_events',
  changes: Record<string, string>,
): Promise<unknown> {
  const { systemPool } = world.app.ctx.db;
  // What the database computes cannot be written.
  const { rows } = await systemPool.query<{ names: string }>(
    `select string_agg(quote_ident(attname), ', ') as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  const names = rows[0]?.names;
  return systemPool.query(
    `insert into ${table} (${names}) select ${names}
     from (select (jsonb_populate_record(null::${table}, to_jsonb(t) || $1::jsonb)).*
           from (select * from ${table} order by ${table === 'charges' ? 'at' : 'id'} desc limit 1) t) c`,
    [JSON.stringify(changes)],
  );
}

test('a call has one live attempt at most, whoever writes the second', async () => {
  await world.admin(placeCall, { body: { to: human, from: ourNumber, message: 'Hi.' } });
  const second = { id: '01990000-0000-7000-8000-000000000001', state: 'intended' };
  await expect(copyRow('attempts', second)).rejects.toMatchObject({ constraint: 'attempts_one_live' });
  await expect(copyRow('attempts', { ...second, state: 'not-placed' })).resolves.toMatchObject({ rowCount: 1 });
  await world.passes(120);
});

test('two calls never have the same id of the carrier', async () => {
  await world.admin(placeCall, { body: { to: human, from: ourNumber, message: 'Hi.' } });
  const id = '01990000-0000-7000-8000-000000000002';
  await expect(copyRow('calls', { id })).rejects.toMatchObject({ constraint: 'calls_sid' });
  await expect(copyRow('calls', { id, sid: `CA${'b'.repeat(32)}`, status: 'failed' })).resolves.toMatchObject({
    rowCount: 1,
  });
  await world.passes(120);
});

test('an estimate stands once on a call for each kind of charge', async () => {
  await world.admin(placeCall, { body: { to: human, from: ourNumber, message: 'Hi.' } });
  await world.passes(120);
  await expect(copyRow('charges', {})).rejects.toMatchObject({ constraint: 'charges_pkey' });
  await expect(copyRow('charges', { revision: '100' })).resolves.toMatchObject({ rowCount: 1 });
});

test('a report stands once in the history of its call, whoever writes the second', async () => {
  const id = '01990000-0000-7000-8000-000000000003';
  await expect(copyRow('call_events', { id })).rejects.toMatchObject({ constraint: 'call_events_pkey' });
  await expect(copyRow('call_events', { id, key: 'another' })).resolves.toMatchObject({ rowCount: 1 });
});

test('a call that was hung up while the carrier let us wait is never dialed', async () => {
  const to = '+14155550160';
  world.emulator.faults.next('calls.create', 'refuse-429');
  const placing = world.admin(placeCall, { body: { to, from: ourNumber } }).then(
    () => 'placed',
    (error: unknown) => (error instanceof ApiError ? error.code : 'bug'),
  );
  const id = await idOfCallTo(to);
  await world.admin(hangUpCall, { params: { call_id: id } });
  let answered = false;
  void placing.finally(() => {
    answered = true;
  });
  // Backing off takes time of the clock, which only we can give.
  while (!answered) await world.clock.passes(500);
  expect(await placing).toBe('calls.carrier_refused');
  expect((await world.admin(getCall, { params: { call_id: id } })).placement).toBe('refused');
  expect(await callsAtCarrier(world, to)).toEqual([]);
});

test('two workspaces on one account each follow their own call', async () => {
  const body = { to: '+14155550142', message: 'Hi.' };
  const ours = await world.admin(placeCall, { body: { ...body, from: ourNumber } });
  const theirs = await second.api(placeCall, { body });
  await world.passes(120);
  const [one, other] = [
    await world.admin(getCall, { params: { call_id: ours.id } }),
    await second.api(getCall, { params: { call_id: theirs.id } }),
  ];
  const kinds = (call: typeof one) => call.webhooks.map((webhook) => webhook.kind);
  expect(kinds(other)).toContain('status');
  expect(kinds(other)).toEqual(kinds(one));
  expect([other.status, other.duration_seconds]).toEqual([one.status, one.duration_seconds]);
});

test('a workspace that signs with its own key cannot report on the call of another', async () => {
  const own = { accountSid: `AC${'7'.repeat(32)}`, authToken: '8'.repeat(32) };
  const { ctx } = world.app;
  await ctx.db.asSystem((tx) =>
    seedConnection(ctx, tx, second.tenantId, { ...own, baseUrl: world.carrier.url, mode: 'emulator' }),
  );
  const victim = await world.admin(placeCall, { body: { to: '+14155550110', from: ourNumber } });
  const path = '/api/voice/webhooks/status';
  const params = {
    AccountSid: own.accountSid,
    CallSid: victim.call_sid ?? '',
    CallStatus: 'completed',
    CallDuration: '9',
    From: ourNumber,
    To: '+14155550110',
  };
  const signature = sign(own.authToken, `${ctx.publicUrl()}${path}`, params);
  const response = await fetch(world.url + path, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(params),
  });
  expect(response.status).toBe(204);
  const call = await world.admin(getCall, { params: { call_id: victim.id } });
  expect(call.status).toBe('queued');
  expect(call.webhooks).toEqual([]);
  await world.admin(hangUpCall, { params: { call_id: victim.id } });
  await world.passes(60);
});

async function idOfCallTo(to: string): Promise<string> {
  for (;;) {
    const { items } = await world.admin(listCalls, { query: { search: to } });
    if (items[0]) return items[0].id;
  }
}
