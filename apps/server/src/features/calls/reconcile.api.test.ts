import { type CallDetail, getCall, hangUpCall, placeCall } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callsAtCarrier } from '../../../test/at-carrier.ts';
import { goodPassword, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { seedConnection } from '../workspaces/index.ts';
import { reconcile } from './actions/reconcile.ts';
import { writeAttemptToken } from './attempt-token.ts';
import { insertAttempts } from './store/attempts.ts';
import { insertCalls, newCall } from './store/calls.ts';
import { takeCallsToHangUp, takeUnknownAttempts } from './store/due.ts';

// Both ring until somebody acts.
const handset = '+14155550110';
const human = '+14155550142';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await makeSecondWorkspace(world);
});
afterAll(() => world.close());
afterEach(async () => {
  world.emulator.mischief.clear();
  await db().query('update calls set hang_up_wanted_at = created_at where outcome is null');
  await world.passes(240);
});

/** The admin of the second workspace, whose session time may have ended. */
const second = async () => (await world.signIn('second-admin@example.com', goodPassword)).api;
const db = () => world.app.ctx.db.systemPool;
const bare = (id: string) => id.replace('call_', '');
const detail = (id: string): Promise<CallDetail> => world.admin(getCall, { params: { call_id: id } });
const kinds = ({ events }: CallDetail) => events.map(({ kind }) => kind);
const losesAll = () => world.emulator.faults.callbacks({ lose: 1 });
const rings = (to = handset) => ({ to, from: ourNumber, timeout: 600 });

test('an attempt that waited long for its turn is surely not placed only when long enough after it was asked for', async () => {
  losesAll();
  world.emulator.faults.next('calls.create', 'error-after');
  const { id } = await world.admin(placeCall, { body: rings('+14155550111') });
  // Written down an hour before its turn came.
  await db().query("update attempts set created_at = created_at - interval '1 hour' where call_id = $1", [bare(id)]);
  const { rows } = await db().query('select asked_at, created_at from attempts where call_id = $1', [bare(id)]);
  expect(rows[0].asked_at.getTime()).toBe(rows[0].created_at.getTime() + 3_600_000);
  await world.passes(60);
  expect(await detail(id)).toMatchObject({ placement: 'placed' });
});

test('unknown attempts are looked for until none is left, those of a workspace with few not behind those of another', async () => {
  const { ctx } = world.app;
  const { rows } = await db().query('select tenant_id, id from carrier_connections order by created_at');
  const [many, few] = [rows[0], rows.find(({ tenant_id }) => tenant_id !== rows[0].tenant_id)];
  const calls: Id<'call'>[] = [];
  const write = async ({ tenant_id: tenantId, id: connectionId }: typeof many, count: number) => {
    await ctx.db.asTenant(tenantId, async (tx) => {
      const made = Array.from({ length: count }, (_, n) => {
        const call = { id: ctx.ids.next('call'), tenantId, direction: 'outbound' as const, from: ourNumber };
        const to = `+1415555${7000 + calls.length + n}`;
        return newCall({ ...call, to, createdAt: ctx.clock.now(), simulated: true, placement: 'unknown' });
      });
      await insertCalls(tx, made, () => '');
      const limits = { ringTimeoutSeconds: 30, timeLimitSeconds: 60, machineDetection: 'off' as const };
      const asked = { createdAt: ctx.clock.now(), askedAt: ctx.clock.now(), timesNotFound: 0 };
      const state = {
        state: 'unknown' as const,
        gate: { facts: null, decision: null },
        numberHash: Buffer.alloc(16),
      };
      await insertAttempts(
        tx,
        made.map(({ id: callId }) => ({
          ...{ id: ctx.ids.next('attempt'), tenantId, callId, connectionId, ...limits, ...asked, ...state },
        })),
      );
      calls.push(...made.map(({ id }) => id));
    });
  };
  await write(many, 120);
  await world.clock.passes(1000);
  await write(few, 1);
  const now = ctx.clock.now();
  const first = await ctx.db.asSystem((tx) => takeUnknownAttempts(tx, now, now, 50));
  expect(first.map(({ callId }) => callId)).toContain(calls.at(-1));
  await db().query('update attempts set last_looked_at = null where call_id = any($1)', [calls]);
  await reconcile(ctx);
  const left = await db().query('select from attempts where last_looked_at is null and call_id = any($1)', [calls]);
  expect(left.rows).toEqual([]);
  await db().query('delete from calls where id = any($1)', [calls]);
});

describe('workspaces that share an account', () => {
  test('do not take the call of another one for their own, which never arrived', async () => {
    losesAll();
    const theirs = await (await second())(placeCall, { body: rings() });
    world.emulator.faults.next('calls.create', 'error-before');
    const ours = await world.admin(placeCall, { body: rings() });
    await world.passes(200);
    expect(await detail(ours.id)).toMatchObject({ placement: 'not-placed', call_sid: null });
    expect(await callsAtCarrier(world, handset)).toMatchObject([{ sid: theirs.call_sid, status: 'ringing' }]);
  });

  test('each find their own when both are of unknown fate', async () => {
    losesAll();
    const before = (await callsAtCarrier(world, handset)).map(({ sid }) => sid);
    world.emulator.faults.next('calls.create', 'error-after');
    const ours = await world.admin(placeCall, { body: rings() });
    world.emulator.faults.next('calls.create', 'error-after');
    const theirs = await (await second())(placeCall, { body: rings() });
    await world.passes(200);
    const [one, other] = [await detail(ours.id), await (await second())(getCall, { params: { call_id: theirs.id } })];
    const made = (await callsAtCarrier(world, handset)).filter(({ sid }) => !before.includes(sid));
    expect(new Set([one.call_sid, other.call_sid])).toEqual(new Set(made.map(({ sid }) => sid)));
    expect(made.map(({ status }) => status)).toEqual(['ringing', 'ringing']);
  });
});

test('a call beside ours that nothing proves to be ours is not hung up', async () => {
  losesAll();
  world.emulator.faults.next('calls.create', 'error-after');
  const ours = await world.admin(placeCall, { body: rings() });
  await world.passes(3);
  const foreign = { To: handset, From: ourNumber, Url: 'http://127.0.0.1:1/', Timeout: '600' };
  const { sid } = world.emulator.calls.create(foreign);
  await world.passes(200);
  const call = await detail(ours.id);
  expect(call).toMatchObject({ placement: 'placed', status: 'ringing' });
  expect(call.call_sid).not.toBe(sid);
  expect(kinds(call)).not.toContain('stray');
  const there = (await callsAtCarrier(world, handset)).find((each) => each.sid === sid);
  expect(there?.status).toBe('ringing');
});

test('a carrier that does not know a call once has slipped; twice in a row, and the call is over', async () => {
  losesAll();
  const { id } = await world.admin(placeCall, { body: rings() });
  await world.passes(130);
  const unknown = { on: { operation: 'FetchCall' }, do: { fault: 'refuse', status: 404 } } as const;
  const isMissed = async () => kinds(await detail(id)).includes('missed');
  const untilMissed = async () => {
    for (let seconds = 0; seconds < 30 && !(await isMissed()); seconds += 2) await world.passes(2);
    expect(await isMissed()).toBe(true);
    expect((await detail(id)).status).toBe('ringing');
  };
  world.emulator.mischief.add({ ...unknown, times: 1 });
  await untilMissed();
  await world.passes(25);
  expect(await isMissed()).toBe(false);
  world.emulator.mischief.add(unknown);
  await untilMissed();
  await world.passes(25);
  expect(await detail(id)).toMatchObject({ status: 'failed', error: { code: '20404' } });
});

test('a kept report that nobody can read keeps no other one from being taken', async () => {
  const [poisoned, fine] = [
    await world.admin(placeCall, { body: rings() }),
    await world.admin(placeCall, { body: rings() }),
  ];
  const at = world.clock.now().toISOString();
  const kept = [
    [poisoned, { kind: 'progress', status: 'exploded', at: 'never' }],
    [fine, { kind: 'progress', status: 'completed', at, durationSeconds: 5 }],
  ] as const;
  for (const [call, event] of kept) {
    await db().query(
      `insert into unbound_events (tenant_id, sid, key, event, received_at)
       select tenant_id, sid, 'kept', $2, $3 from calls where id = $1`,
      [bare(call.id), JSON.stringify(event), at],
    );
  }
  await world.passes(10);
  expect(await detail(fine.id)).toMatchObject({ status: 'completed', duration_seconds: 5 });
  await db().query('delete from unbound_events');
});

test('an attempt that cannot be settled now holds up no other one that a stop cut off', async () => {
  losesAll();
  const calls = [await world.admin(placeCall, { body: rings() }), await world.admin(placeCall, { body: rings(human) })];
  const [stuck, other] = calls.map(({ id }) => bare(id));
  const ids = [stuck, other];
  await db().query("update attempts set state = 'intended' where call_id = any ($1)", [ids]);
  await db().query("update calls set placement = 'intended', sid = null, status = 'queued' where id = any ($1)", [ids]);
  const stateOf = async (id: string | undefined) =>
    (await db().query<{ state: string }>('select state from attempts where call_id = $1', [id])).rows[0]?.state;
  const holder = await db().connect();
  await holder.query('begin');
  await holder.query('select from calls where id = $1 for update', [stuck]);
  const passing = world.clock.passes(40_000);
  while ((await stateOf(other)) === 'intended');
  expect(await stateOf(stuck)).toBe('intended');
  await holder.query('rollback');
  holder.release();
  await passing;
  await world.passes(60);
  for (const { id } of calls) expect((await detail(id)).placement).toBe('placed');
});

test('calls to hang up have their turns: of each workspace some, and who was tried last comes last', async () => {
  const ours = await Promise.all(Array.from({ length: 3 }, () => world.admin(placeCall, { body: rings() })));
  const theirs = await (await second())(placeCall, { body: rings() });
  const all = [...ours, theirs].map(({ id }) => bare(id));
  await db().query('update calls set hang_up_wanted_at = created_at where id = any ($1)', [all]);
  const nowMs = world.clock.nowMs();
  const turn = (second: number) =>
    world.app.ctx.db.asSystem(async (tx) => {
      const most = { all: 2, ofOneWorkspace: 1 };
      return (await takeCallsToHangUp(tx, new Date(nowMs + second * 1000), most)).map(({ id }) => String(id));
    });
  const turns = [await turn(1), await turn(2), await turn(3)];
  for (const each of turns) expect(each).toContain(bare(theirs.id));
  expect(new Set(turns.flat())).toEqual(new Set(all));
});

test('a report that waited while its call was given up binds nothing, and its call is hung up', async () => {
  const to = '+14155550165';
  losesAll();
  world.emulator.faults.next('calls.create', 'error-before');
  const { id } = await world.admin(placeCall, { body: rings(to) });
  const { ctx } = world.app;
  const { rows } = await db().query<{ tenant_id: Id<'workspace'>; id: Id<'attempt'> }>(
    'select tenant_id, id from attempts where call_id = $1',
    [bare(id)],
  );
  const [attempt] = rows;
  if (!attempt) throw new Error('every call has an attempt');
  const token = writeAttemptToken(
    { tenantId: attempt.tenant_id, attemptId: attempt.id },
    ctx.clock.now(),
    ctx.keys.mac,
  );
  const giver = await db().connect();
  await giver.query('begin');
  await giver.query("update calls set placement = 'not-placed', status = 'failed', ended_at = now() where id = $1", [
    bare(id),
  ]);
  await giver.query("update attempts set state = 'not-placed' where id = $1", [attempt.id]);
  world.emulator.faults.callbacks({});
  // The carrier rings, and tells of it, before the other transaction ends.
  const late = world.emulator.calls.create({
    To: to,
    From: ourNumber,
    Url: `${ctx.publicUrl()}/api/voice/webhooks/twiml/outbound/${token}`,
    StatusCallback: `${ctx.publicUrl()}/api/voice/webhooks/status/${token}`,
    StatusCallbackEvent: 'initiated ringing answered completed',
    Timeout: '600',
  });
  const passing = world.clock.passes(3000);
  const waits = "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  while ((await db().query(waits)).rowCount === 0);
  await giver.query('commit');
  giver.release();
  await passing;
  await world.passes(30);
  expect(await detail(id)).toMatchObject({ placement: 'not-placed', status: 'failed', call_sid: null });
  expect(kinds(await detail(id))).toContain('stray');
  const there = (await callsAtCarrier(world, to)).find(({ sid }) => sid === late.sid);
  expect(['canceled', 'completed']).toContain(there?.status);
});

test('an answer of the carrier is written down also when a report of it was written at the same time', async () => {
  const to = '+14155550166';
  const { db: database } = world.app.ctx;
  const { asTenant } = database;
  let overtaken = 0;
  database.asTenant = (tenantId, work) =>
    asTenant(tenantId, async (tx) => {
      const result = await work(tx);
      const isAccepted = overtaken === 0 && (await callsAtCarrier(world, to)).length > 0;
      if (isAccepted) {
        overtaken += 1;
        // What the database says of a batch that was overtaken.
        await sql`select 1 / 0`.execute(tx);
      }
      return result;
    });
  try {
    const placed = await world.admin(placeCall, { body: rings(to) });
    expect(placed).toMatchObject({ placement: 'placed' });
    expect([overtaken, kinds(await detail(placed.id)).filter((kind) => kind === 'placed').length]).toEqual([1, 1]);
  } finally {
    database.asTenant = asTenant;
  }
});

test('a call is ended through the account that it was placed with, whichever the workspace uses now', async () => {
  const placed = await world.admin(placeCall, { body: rings() });
  await world.passes(10);
  const { ctx } = world.app;
  const other = { accountSid: `AC${'7'.repeat(32)}`, authToken: '8'.repeat(32), baseUrl: 'http://127.0.0.1:1' };
  const { rows } = await db().query<{ tenant_id: Id<'workspace'> }>('select tenant_id from calls where id = $1', [
    bare(placed.id),
  ]);
  const tenantId = rows[0]?.tenant_id;
  if (!tenantId) throw new Error('the call was written down');
  await ctx.db.asSystem((tx) => seedConnection(ctx, tx, tenantId, { ...other, mode: 'emulator' }));
  try {
    expect((await world.admin(hangUpCall, { params: { call_id: placed.id } })).status).toBe('canceled');
    const there = (await callsAtCarrier(world, handset)).find(({ sid }) => sid === placed.call_sid);
    expect(there?.status).toBe('canceled');
  } finally {
    await db().query('delete from carrier_connections where account_sid = $1', [other.accountSid]);
  }
});
