import {
  type ApiError,
  callStats,
  deleteCall,
  deleteRecording,
  getCall,
  hangUpCall,
  listAuditEntries,
  placeCall,
  retryRecording,
} from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { seedConnection } from '../workspaces/index.ts';
import { takeRecordingReport } from './actions/take-report.ts';
import { markReady } from './store.ts';

const long = 'This is a sentence that goes on for quite a while so that there is something to record. '.repeat(12);
let world: World;
let lastDigits = 400;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const detail = (call_id: string) => world.admin(getCall, { params: { call_id } });
const codeOf = (work: Promise<unknown>) => work.then(String, (error: ApiError) => error.code);
const statusAtCarrier = async (path: string) => {
  const { url, accountSid, authorization } = world.carrier;
  return (await fetch(`${url}/2010-04-01/Accounts/${accountSid}/${path}`, { headers: { authorization } })).status;
};

async function placed(message: string): Promise<string> {
  lastDigits += 1;
  const body = { to: `+1415555${String(lastDigits).padStart(4, '0')}`, from: ourNumber, message, record: true };
  return (await world.admin(placeCall, { body })).id;
}

async function finished(message: string) {
  const id = await placed(message);
  await world.passes(120);
  return detail(id);
}

function id<Kind extends 'workspace' | 'call' | 'recording'>(kind: Kind, text: string | undefined): Id<Kind> {
  const parsed = parseId(kind, text ?? '');
  if (!parsed) throw new Error(`There is no ${kind}.`);
  return parsed;
}
const tenantId = () => id('workspace', world.signedIn.workspace.id);

async function runSweep(wanted: string): Promise<void> {
  const sweeps = world.app.features.flatMap((feature) => feature.sweeps ?? []);
  const [sweep] = sweeps.filter(({ name }) => name === wanted);
  if (!sweep) throw new Error(`There is no sweep ${wanted}.`);
  await sweep.run();
  await world.settles();
}

describe('a recording that was deleted', () => {
  test('cannot be while the call goes on: it would go on being made unseen', async () => {
    const call = await placed(long);
    await world.passes(10);
    expect((await detail(call)).recording?.status).toBe('in-progress');
    expect(await codeOf(world.admin(deleteRecording, { params: { call_id: call } }))).toBe('calls.still_live');
    await world.admin(hangUpCall, { params: { call_id: call } });
    await world.passes(20);
    expect((await detail(call)).recording?.status).toBe('ready');
  });

  test.each(['in-progress', 'completed'] as const)('does not come back by a late report "%s"', async (status) => {
    const call = await finished('Deleted for good.');
    const sid = call.recording?.recording_sid ?? '';
    await world.admin(deleteRecording, { params: { call_id: call.id } });
    const { ctx } = world.app;
    await ctx.db.asSystem((tx) =>
      takeRecordingReport(
        ctx,
        tx,
        { tenantId: tenantId(), id: id('call', call.id) },
        { sid, status, durationSeconds: 3, channels: 2 },
      ),
    );
    await world.settles();
    expect((await detail(call.id)).recordings).toEqual([]);
    expect(await statusAtCarrier(`Recordings/${sid}.json`)).toBe(404);
  });

  test('leaves no sound behind, not even what its row does not name', async () => {
    const call = await finished('Half of it was written once.');
    const { ctx } = world.app;
    const key = `${tenantId()}/${id('recording', call.recording?.id)}`;
    await ctx.storage.write(`${key}.mp3`, Buffer.from('written, and then the server was killed'));
    await world.admin(deleteRecording, { params: { call_id: call.id } });
    await world.settles();
    await expect(ctx.storage.read(`${key}.mp3`)).rejects.toMatchObject({ reason: 'missing' });
    await expect(ctx.storage.read(`${key}.wav`)).rejects.toMatchObject({ reason: 'missing' });
  });
});

describe('a call that is deleted', () => {
  test('leaves neither itself nor a recording that we never heard of at the carrier', async () => {
    const call = await finished('The report of this was lost.');
    const sid = call.recording?.recording_sid ?? '';
    await world.app.ctx.db.systemPool.query('delete from recordings where sid = $1', [sid]);
    await world.admin(deleteCall, { params: { call_id: call.id } });
    await world.settles();
    expect(await statusAtCarrier(`Recordings/${sid}.json`)).toBe(404);
    expect(await statusAtCarrier(`Calls/${call.call_sid}.json`)).toBe(404);
  });

  test('before it was settled is counted all the same', async () => {
    const before = await world.admin(callStats, {});
    const call = await finished('Counted.');
    const after = await world.admin(callStats, {});
    expect(after.total_calls).toBe(before.total_calls + 1);
    const { systemPool } = world.app.ctx.db;
    // As it is between the end of a call and its settlement.
    await systemPool.query(`delete from call_contributions where call_id = $1`, [id('call', call.id)]);
    await systemPool.query(`insert into calls_to_settle (tenant_id, call_id) values ($1, $2)`, [
      tenantId(),
      id('call', call.id),
    ]);
    await world.admin(deleteCall, { params: { call_id: call.id } });
    const { rows } = await systemPool.query('select from call_contributions where call_id = $1', [id('call', call.id)]);
    expect(rows).toHaveLength(1);
  });

  test('is deleted through the account that it was made with, whichever is used now', async () => {
    const call = await finished('Made with the first account.');
    const { ctx } = world.app;
    const other = { accountSid: `AC${'7'.repeat(32)}`, authToken: '8'.repeat(32) };
    await ctx.db.asSystem((tx) =>
      seedConnection(ctx, tx, tenantId(), { ...other, baseUrl: world.carrier.url, mode: 'emulator' }),
    );
    await world.admin(deleteCall, { params: { call_id: call.id } });
    await world.settles();
    expect(await statusAtCarrier(`Calls/${call.call_sid}.json`)).toBe(404);
    expect(await statusAtCarrier(`Recordings/${call.recording?.recording_sid}.json`)).toBe(404);
    await ctx.db.systemPool.query('delete from carrier_connections where account_sid = $1', [other.accountSid]);
  });
});

describe('a fetch that nobody is at work on any more', () => {
  const stuck = (sid: string | null | undefined, minutes: number) =>
    world.app.ctx.db.systemPool.query(`update recordings set status = 'fetching', fetch_asked_at = $2 where sid = $1`, [
      sid,
      new Date(world.clock.nowMs() - minutes * 60_000),
    ]);

  test('is begun again after two hours by itself, and no sooner', async () => {
    const call = await finished('The server was killed again and again.');
    await stuck(call.recording?.recording_sid, 100);
    await runSweep('recordings.fetch_stuck');
    expect((await detail(call.id)).recording?.status).toBe('fetching');
    await stuck(call.recording?.recording_sid, 121);
    await runSweep('recordings.fetch_stuck');
    expect((await detail(call.id)).recording?.status).toBe('ready');
  });

  test('is begun again after ten minutes when somebody asks', async () => {
    const call = await finished('Somebody waits for this.');
    await stuck(call.recording?.recording_sid, 9);
    await world.admin(retryRecording, { params: { call_id: call.id } });
    await world.settles();
    expect((await detail(call.id)).recording?.status).toBe('fetching');
    await stuck(call.recording?.recording_sid, 11);
    await world.admin(retryRecording, { params: { call_id: call.id } });
    await world.settles();
    expect((await detail(call.id)).recording?.status).toBe('ready');
  });
});

test('two recordings of one call that go at the same time leave none, and the call says so', async () => {
  const call = await finished('Has two of them.');
  const { systemPool } = world.app.ctx.db;
  const callId = id('call', call.id);
  await systemPool.query(
    `insert into recordings (tenant_id, id, call_id, sid, status, created_at)
     select tenant_id, gen_random_uuid(), call_id, $2, 'failed', created_at from recordings where call_id = $1`,
    [callId, `RE${'e'.repeat(32)}`],
  );
  const [one, other] = [await systemPool.connect(), await systemPool.connect()];
  try {
    await one.query('begin');
    await one.query(`delete from recordings where call_id = $1 and status = 'ready'`, [callId]);
    const waits = other.query(`delete from recordings where call_id = $1 and status = 'failed'`, [callId]);
    await one.query('commit');
    await waits;
  } finally {
    one.release();
    other.release();
  }
  const { rows } = await systemPool.query('select has_recording from calls where id = $1', [callId]);
  expect(rows).toEqual([{ has_recording: false }]);
});

test('retention and a fetch that ends at the same moment do not wait for each other', async () => {
  const call = await finished('Old enough.');
  const recordingId = id('recording', call.recording?.id);
  const { ctx } = world.app;
  const kept = { bytes: 1, sha256: 'x', storageKey: 'x', durationSeconds: 1, channels: 2, peaks: [] };
  await ctx.db.systemPool.query(`update recordings set created_at = '2020-01-01' where id = $1`, [recordingId]);
  await ctx.db.systemPool.query(
    `insert into settings (tenant_id, key, value) values ($1, 'recording_retention_days', '1')`,
    [tenantId()],
  );
  await ctx.db.asTenant(tenantId(), async (tx) => {
    await tx.selectFrom('calls').select('id').where('id', '=', id('call', call.id)).forNoKeyUpdate().execute();
    // The call is being written: it is left for the next time instead of being waited for.
    await runSweep('recordings.forget_old');
    await markReady(tx, recordingId, { ...kept, copyIsUnwanted: false });
  });
  expect((await detail(call.id)).recording?.status).toBe('ready');
  await runSweep('recordings.forget_old');
  expect((await detail(call.id)).recordings).toEqual([]);
});

test('a workspace whose retention fails does not keep the others from theirs', async () => {
  const call = await finished('In the workspace that is well.');
  const { systemPool } = world.app.ctx.db;
  await systemPool.query(`update recordings set created_at = '2020-01-01' where call_id = $1`, [id('call', call.id)]);
  const broken = '00000000-0000-7000-8000-000000000001';
  await systemPool.query(
    `insert into workspaces (tenant_id, name, country, time_zone, created_at) values ($1, 'Broken', 'US', 'UTC', '2020-01-01')`,
    [broken],
  );
  await systemPool.query(
    `insert into settings (tenant_id, key, value) values ($1, 'recording_retention_days', '-4e15')`,
    [broken],
  );
  await runSweep('recordings.forget_old');
  expect((await detail(call.id)).recordings).toEqual([]);
});

test('requests that belong to no call are deleted after thirty days', async () => {
  const { systemPool } = world.app.ctx.db;
  const insert = (requestId: string) =>
    systemPool.query(
      `insert into webhook_exchanges (tenant_id, id, kind, at, method, url, params, signature, response_status,
         response_body, microseconds, is_copy)
       values ($1, $2, 'status', now(), 'POST', '/', '{}', 'valid', 204, '', 1, false)`,
      [tenantId(), requestId],
    );
  const { ctx } = world.app;
  const [old, young] = [31, 29].map((days) =>
    ctx.ids.next('request', new Date(world.clock.nowMs() - days * 86_400_000)),
  );
  await insert(old ?? '');
  await insert(young ?? '');
  await runSweep('calls.forget_old');
  const { rows } = await systemPool.query('select id from webhook_exchanges where id in ($1, $2)', [old, young]);
  expect(rows).toEqual([{ id: young }]);
});

test('a deletion that the carrier never carries out is told in the audit log when it is given up', async () => {
  const rule = world.emulator.mischief.add({
    id: 'never',
    on: { operation: 'DeleteRecording' },
    do: { fault: 'refuse', status: 403 },
  });
  const call = await finished('Never deleted there.');
  // The last try of all: the queue waits for ten days else.
  await world.app.ctx.db.systemPool.query(`update jobs.queue set retry_limit = 0 where name like '%delete_at_carrier'`);
  await world.admin(deleteRecording, { params: { call_id: call.id } });
  await world.settles();
  world.emulator.mischief.remove(rule);
  const { items } = await world.admin(listAuditEntries, {});
  expect(items.find(({ action }) => action === 'recordings.deletion_given_up')?.details).toEqual({
    sid: call.recording?.recording_sid,
  });
});
