import {
  type CallDetail,
  changeSetting,
  createBox,
  deleteBox,
  deleteCall,
  deleteVoicemail,
  getCall,
  getPeaks,
  getTimeline,
  getVoicemail,
  linkRecording,
  listCalls,
  placeCall,
  restoreVoicemail,
} from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buyNumber, callFrom } from '../../../test/caller.ts';
import { makeCall } from '../../../test/make-call.ts';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { takeRecordingReport } from '../recordings/index.ts';
import { seedConnection } from '../workspaces/index.ts';
import { boxesForDirectory, takeMessage } from './index.ts';

let world: World;
let owner: Member;
let viewer: Member;
let boxId: string;
let calls: CallDetail[];
beforeAll(async () => {
  world = await makeWorld();
  owner = await join(world, 'agent');
  viewer = await join(world, 'viewer');
  boxId = (
    await owner.api(createBox, { body: { name: 'Mine', owner_kind: 'person', owner_id: owner.signedIn.person.id } })
  ).id;
  const placed: string[] = [];
  for (let index = 0; index < 6; index += 1) {
    const to = `+1415555030${index}`;
    placed.push((await world.admin(placeCall, { body: { to, from: ourNumber, message: 'Wait.', record: true } })).id);
  }
  await world.passes(60);
  calls = await Promise.all(placed.map(detail));
});
afterAll(() => world.close());

const gone = { problem: { status: 404 } };
const detail = (call_id: string) => world.admin(getCall, { params: { call_id } });
const id = <Kind extends 'workspace' | 'call' | 'voicemail' | 'recording' | 'box'>(kind: Kind, text: string) =>
  found(parseId(kind, text));
const tenantId = () => id('workspace', world.signedIn.workspace.id);
const systemPool = () => world.app.ctx.db.systemPool;
const heard = async (token: string, { id: callId }: { id: string }) =>
  (await fetch(`${world.url}/api/calls/${callId}/recording`, { headers: { authorization: `Bearer ${token}` } })).status;
const sidOf = ({ recording }: CallDetail) => found(recording?.recording_sid);
const unreportedSid = (digit: number) => `RE${String(digit).repeat(32)}`;

function nextCall(): CallDetail {
  return found(calls.pop());
}

/** Notes that a caller left a message; of a recording of the call, or of one that is not reported yet. */
async function leave(call: { id: string }, recordingSid: string, box = boxId): Promise<string> {
  const { ctx } = world.app;
  const told = { seconds: 7, from: '+390612345678', to: ourNumber, contactId: null, at: ctx.clock.now() };
  const message = { ...told, tenantId: tenantId(), callId: id('call', call.id), boxId: box, recordingSid };
  await ctx.db.asSystem((tx) => takeMessage(ctx, tx, message));
  await world.settles();
  const { rows } = await systemPool().query('select id from voicemails where recording_sid = $1', [recordingSid]);
  return `voicemail_${rows[0].id}`;
}

async function runSweep(wanted: string): Promise<void> {
  const sweeps = world.app.features.flatMap((feature) => feature.sweeps ?? []);
  await found(sweeps.find(({ name }) => name === wanted)).run();
  await world.settles();
}

async function statusAtCarrier(path: string): Promise<number> {
  const { url, accountSid, authorization } = world.carrier;
  return (await fetch(`${url}/2010-04-01/Accounts/${accountSid}/${path}`, { headers: { authorization } })).status;
}

test('a message in the box of a person is heard of its call by that person and by managers only', async () => {
  const call = nextCall();
  const params = { call_id: call.id };
  const hearing = async () => [await heard(world.signedIn.token, call), await heard(owner.token, call)];
  expect(await heard(viewer.token, call)).toBe(200);
  await leave(call, sidOf(call));
  expect([await hearing(), await heard(viewer.token, call)]).toEqual([[200, 200], 404]);
  await expect(viewer.api(linkRecording, { params })).rejects.toMatchObject(gone);
  await expect(viewer.api(getPeaks, { params })).rejects.toMatchObject(gone);
  const seen = await viewer.api(getCall, { params });
  expect([seen.recording, seen.recordings]).toEqual([null, []]);
  // Whoever knows its id gets the sound from the carrier.
  const told = JSON.stringify([seen, await viewer.api(getTimeline, { params })]);
  expect(told).not.toContain(sidOf(call));
  expect(JSON.stringify(await detail(call.id))).toContain(sidOf(call));
  const row = async ({ api }: Pick<Member, 'api'>) =>
    (await api(listCalls, {})).items.find((each) => each.id === call.id)?.recording?.status;
  expect([await row(viewer), await row(owner)]).toEqual([undefined, 'ready']);
});

test('a deleted message is heard nowhere, neither in the recording of its call nor by a link, until it is restored', async () => {
  const call = nextCall();
  const params = { voicemail_id: await leave(call, unreportedSid(1)) };
  const { url } = await world.admin(linkRecording, { params: { call_id: call.id } });
  const hearing = async () => [await heard(world.signedIn.token, call), (await fetch(url)).status];
  expect([await hearing(), await heard(viewer.token, call)]).toEqual([[200, 200], 404]);
  await owner.api(deleteVoicemail, { params });
  expect([await hearing(), (await detail(call.id)).recordings]).toEqual([[404, 404], []]);
  await owner.api(restoreVoicemail, { params });
  expect(await hearing()).toEqual([200, 200]);
});

test('with a message every recording that it is on is deleted for good, also one that is reported later', async () => {
  const call = nextCall();
  const sid = unreportedSid(2);
  const voicemail = await leave(call, sid);
  await world.admin(deleteVoicemail, { params: { voicemail_id: voicemail } });
  const longAgo = "update voicemails set deleted_at = deleted_at - interval '31 days' where id = $1";
  await systemPool().query(longAgo, [id('voicemail', voicemail)]);
  await runSweep('voicemail.forget_messages');
  expect((await detail(call.id)).recordings).toEqual([]);
  expect(await statusAtCarrier(`Recordings/${sidOf(call)}.json`)).toBe(404);
  const { ctx } = world.app;
  const report = { sid, status: 'completed' as const, durationSeconds: 7, channels: 1 };
  const about = { tenantId: tenantId(), id: id('call', call.id) };
  await ctx.db.asSystem((tx) => takeRecordingReport(ctx, tx, about, report));
  expect((await systemPool().query('select from recordings where sid = $1', [sid])).rowCount).toBe(0);
});

test('neither the days of recordings nor those of calls end a message', async () => {
  const call = nextCall();
  const other = nextCall();
  const voicemail = await leave(call, sidOf(call));
  const { rows } = await systemPool().query('select created_at from voicemails where id = $1', [
    id('voicemail', voicemail),
  ]);
  const monthLater = new Date(rows[0].created_at.getTime() + 30 * 86_400_000).toISOString();
  expect((await detail(call.id)).recording?.delete_after).toBe(monthLater);
  const ofBoth = [id('call', call.id), id('call', other.id)];
  await systemPool().query("update recordings set created_at = '2020-01-01' where call_id = any($1)", [ofBoth]);
  await runSweep('recordings.forget_old');
  expect([await heard(owner.token, call), await heard(owner.token, other)]).toEqual([200, 404]);
  const { clock, ids } = world.app.ctx;
  const longAgo = new Date(clock.nowMs() - 100 * 86_400_000);
  const oldCall = () => makeCall(world, { id: ids.next('call', longAgo), createdAt: longAgo });
  const old = { id: await oldCall() };
  const without = await oldCall();
  await leave(old, unreportedSid(5));
  await runSweep('calls.forget_old');
  expect((await detail(old.id)).id).toBe(old.id);
  await expect(detail(without)).rejects.toMatchObject(gone);
});

test('a box is deleted while its callers are being written down: neither waits for the other', async () => {
  const call = nextCall();
  const box = await world.admin(createBox, { body: { name: 'Brief' } });
  const params = { box_id: box.id };
  const first = await leave(call, unreportedSid(3), box.id);
  await world.admin(deleteVoicemail, { params: { voicemail_id: first } });
  const { ctx } = world.app;
  const callId = id('call', call.id);
  const message = { tenantId: tenantId(), callId, boxId: box.id, recordingSid: unreportedSid(4), seconds: 7 };
  let deletion: Promise<unknown> | undefined;
  await ctx.db.asSystem(async (tx) => {
    await tx.selectFrom('calls').select('id').where('id', '=', callId).forNoKeyUpdate().execute();
    let isOver = false;
    deletion = world.admin(deleteBox, { params }).catch((error: unknown) => {
      isOver = true;
      return error;
    });
    while (!isOver && (await systemPool().query('select from pg_locks where not granted')).rowCount === 0);
    await takeMessage(ctx, tx, {
      ...message,
      from: '+390612345678',
      to: ourNumber,
      contactId: null,
      at: ctx.clock.now(),
    });
  });
  expect(await deletion).toMatchObject({ problem: { code: 'voicemail.box_has_messages' } });
  const taken = await systemPool().query('select from voicemails where recording_sid = $1', [message.recordingSid]);
  expect(taken.rowCount).toBe(1);
});

test('with voicemail switched off boxes take nothing, which is not the same as being full', async () => {
  const { ctx } = world.app;
  const params = { key: 'enable_voicemail' as const };
  const known = async () => (await ctx.db.asTenant(tenantId(), boxesForDirectory)).boxes[boxId];
  expect(await known()).toMatchObject({ is_off: false, is_full: false });
  await world.admin(changeSetting, { params, body: { value: false } });
  expect(await known()).toMatchObject({ is_off: true, is_full: true });
  await world.admin(changeSetting, { params, body: { value: true } });
});

test('pages hear of messages that go with their call', async () => {
  const call = found((await world.admin(listCalls, {})).items.find(({ recording }) => recording?.status === 'ready'));
  const { rows } = await systemPool().query('select id from voicemails where call_id = $1', [id('call', call.id)]);
  const [message] = rows.map((row: { id: Id<'voicemail'> }) => row.id);
  await world.admin(deleteCall, { params: { call_id: call.id } });
  await expect(world.admin(getVoicemail, { params: { voicemail_id: `voicemail_${message}` } })).rejects.toMatchObject(
    gone,
  );
  const told = "select from outbox where name = 'voicemail.changed' and payload->>'voicemail_id' = $1";
  expect((await systemPool().query(told, [found(message)])).rowCount).toBe(1);
});

test('a call that came in to a workspace on a shared account came through the connection of that workspace', async () => {
  const second = await makeSecondWorkspace(world);
  const caller = await callFrom(world, await buyNumber({ ...world, admin: second.api }));
  await caller.hangsUp();
  const { rows } = await systemPool().query(
    `select c.tenant_id, x.tenant_id as holder from calls c join carrier_connections x on x.id = c.connection_id
     where c.sid = $1`,
    [caller.sid],
  );
  expect(rows).toEqual([{ tenant_id: second.tenantId, holder: second.tenantId }]);
});

test('a call that came in is deleted at the account that it came through, whichever is used now', async () => {
  await world.admin(changeSetting, { params: { key: 'auto_record_calls' }, body: { value: false } });
  const caller = await callFrom(world, await buyNumber(world));
  await caller.hangsUp();
  const call = await caller.call();
  const { ctx } = world.app;
  const elsewhere = { mode: 'emulator' as const, accountSid: `AC${'e'.repeat(32)}`, baseUrl: 'http://127.0.0.1:9' };
  await ctx.db.asSystem((tx) => seedConnection(ctx, tx, tenantId(), { ...elsewhere, authToken: 'f'.repeat(32) }));
  expect(await statusAtCarrier(`Calls/${caller.sid}.json`)).toBe(200);
  await world.admin(deleteCall, { params: { call_id: call.id } });
  await world.settles();
  expect(await statusAtCarrier(`Calls/${caller.sid}.json`)).toBe(404);
});
