import {
  type ApiError,
  changeRecording,
  changeSetting,
  deleteRecording,
  getCall,
  getPeaks,
  getRecording,
  hangUpCall,
  linkRecording,
  listAuditEntries,
  pauseRecording,
  placeCall,
  resumeRecording,
  retryRecording,
} from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { join } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { fetchRecording } from './actions/fetch.ts';

const long = 'This is a sentence that goes on for quite a while so that there is something to record. '.repeat(12);
let world: World;
let call: Awaited<ReturnType<typeof detail>>;
let lastDigits = 200;

beforeAll(async () => {
  world = await makeWorld();
  call = await finished('Recorded from end to end.');
});
afterAll(() => world.close());

const detail = (call_id: string) => world.admin(getCall, { params: { call_id } });
const codeOf = (work: Promise<unknown>) => work.then(String, (error: ApiError) => error.code);
const params = () => ({ call_id: call.id });
const raw = (path: string, headers: Record<string, string> = {}) => fetch(world.url + path, { headers });
const mine = (headers: Record<string, string> = {}) => ({
  authorization: `Bearer ${world.signedIn.token}`,
  ...headers,
});

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

async function atCarrier(path: string): Promise<Response> {
  const { url, accountSid, authorization } = world.carrier;
  return fetch(`${url}/2010-04-01/Accounts/${accountSid}/${path}`, { headers: { authorization } });
}

describe('a recording that is kept', () => {
  test('names who is on which channel, its hash agrees, and its waveform is drawn', async () => {
    expect(call.recording).toMatchObject({ status: 'ready', channels: 2, channel_names: [call.to_number, 'Our end'] });
    const peaks = await world.admin(getPeaks, { params: params() });
    expect(peaks.channels).toHaveLength(2);
    expect(Math.max(...(peaks.channels[1] ?? []))).toBeGreaterThan(0.05);
    expect(Math.max(...(peaks.channels[1] ?? []))).toBeLessThanOrEqual(1);
  });

  test('is served as WAV and as MP3, whole and in parts, to listen and to download', async () => {
    const path = `/api/calls/${call.id}/recording`;
    const wav = new Uint8Array(await (await raw(path, mine())).arrayBuffer());
    expect(Buffer.from(wav.subarray(0, 4)).toString()).toBe('RIFF');
    const mp3 = await raw(`${path}?format=mp3&download=true`, mine());
    expect(mp3.headers.get('content-type')).toBe('audio/mpeg');
    expect(mp3.headers.get('content-disposition')).toBe(`attachment; filename="${call.id}.mp3"`);
    const whole = new Uint8Array(await mp3.arrayBuffer());
    expect(whole.length).toBeLessThan(wav.length / 2);
    const part = await raw(`${path}?format=mp3`, mine({ range: 'bytes=100-199' }));
    expect(part.status).toBe(206);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(100, 200));
    expect((await raw(path, mine({ range: `bytes=${wav.length}-` }))).status).toBe(416);
  });

  test('is heard by a link that needs no sign-in and ends after five minutes', async () => {
    const { url } = await world.admin(linkRecording, { params: params() });
    const path = new URL(url).pathname;
    expect((await raw(path)).status).toBe(200);
    expect((await raw(path, { range: 'bytes=0-3' })).headers.get('content-range')).toMatch(/^bytes 0-3\//);
    expect((await raw(`${path.slice(0, -1)}x`)).status).toBe(404);
    await world.passes(301);
    expect((await raw(path)).status).toBe(404);
  });

  test('may be named and described; who heard it is in the audit log', async () => {
    const words = { name: 'First talk', description: 'She wants a garden.' };
    await world.admin(changeRecording, { params: params(), body: words });
    expect((await detail(call.id)).recording).toMatchObject(words);
    await world.admin(changeRecording, { params: params(), body: { name: null } });
    expect((await detail(call.id)).recording).toMatchObject({ ...words, name: null });
    const { items } = await world.admin(listAuditEntries, {});
    expect(items.filter(({ action, subject }) => action === 'recordings.heard' && subject === call.id)).not.toEqual([]);
  });

  test.each([getRecording, getPeaks, linkRecording, changeRecording, deleteRecording])(
    '$name of another workspace is missing',
    async (route) => {
      const path = route.path.replace(':call_id', 'call_0198c0de-0000-7000-8000-000000000000');
      const json = route.method === 'PATCH' ? { name: 'x' } : undefined;
      expect((await ask(world.url, route.method, path, { token: world.signedIn.token, json })).code).toBe(
        'request.not_found',
      );
    },
  );

  test('an agent may not delete it; a manager may, once, here and at the carrier', async () => {
    const other = await finished('Deleted soon.');
    const target = { params: { call_id: other.id } };
    const agent = await join(world, 'agent');
    expect(await codeOf(agent.api(deleteRecording, target))).toBe('access.not_allowed');
    const { url } = await world.admin(linkRecording, target);
    await world.admin(deleteRecording, target);
    await world.settles();
    expect((await atCarrier(`Recordings/${other.recording?.recording_sid}.json`)).status).toBe(404);
    expect((await raw(new URL(url).pathname)).status).toBe(404);
    expect((await detail(other.id)).recording).toBeNull();
    expect(await codeOf(world.admin(deleteRecording, target))).toBe('calls.no_recording');
  });
});

describe('the recording of a live call', () => {
  test('is paused and goes on, as the carrier knows and the timeline tells', async () => {
    const id = await placed(long);
    await world.passes(10);
    const sid = (await detail(id)).recording?.recording_sid;
    expect((await detail(id)).recording?.status).toBe('in-progress');
    expect((await world.admin(pauseRecording, { params: { call_id: id } })).recording?.paused).toBe(true);
    expect(await (await atCarrier(`Recordings/${sid}.json`)).json()).toMatchObject({ status: 'paused' });
    await world.passes(5);
    expect((await world.admin(resumeRecording, { params: { call_id: id } })).recording?.paused).toBe(false);
    await world.passes(5);
    await world.admin(hangUpCall, { params: { call_id: id } });
    await world.passes(20);
    const done = await detail(id);
    expect(done.recording).toMatchObject({ status: 'ready', paused: false });
    expect(done.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['recording-paused', 'recording-resumed']),
    );
    expect(await codeOf(world.admin(pauseRecording, { params: { call_id: id } }))).toBe('calls.over');
  });

  test('of a call that is not recorded cannot be paused', async () => {
    lastDigits += 1;
    const body = {
      to: `+1415555${String(lastDigits).padStart(4, '0')}`,
      from: ourNumber,
      message: long,
      record: false,
    };
    const { id } = await world.admin(placeCall, { body });
    await world.passes(10);
    expect(await codeOf(world.admin(pauseRecording, { params: { call_id: id } }))).toBe('calls.not_recorded');
    await world.admin(hangUpCall, { params: { call_id: id } });
    await world.passes(20);
  });
});

describe('a recording that the carrier does not give', () => {
  // rapidpro/rapidpro#604: a recording was fetched too early and the error page was kept as audio.
  test('is tried twelve times, then given up with the reason, and fetched again when somebody asks', async () => {
    const rule = { on: { operation: 'FetchRecordingMedia' }, do: { fault: 'refuse' as const, status: 404 } };
    const ids = [world.emulator.mischief.add({ ...rule, id: 'no-media' })];
    const broken = await finished('Not to be had at first.');
    const [tenantId, id] = idsOf(broken);
    for (let tries = 0; tries < 12; tries += 1)
      await fetchRecording(world.app.ctx, tenantId, id).catch(() => undefined);
    expect((await detail(broken.id)).recording).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('404'),
      url: null,
    });
    expect(await codeOf(world.admin(getPeaks, { params: { call_id: broken.id } }))).toBe('calls.recording_failed');
    for (const known of ids) world.emulator.mischief.remove(known);
    await world.admin(retryRecording, { params: { call_id: broken.id } });
    await world.settles();
    expect((await detail(broken.id)).recording).toMatchObject({ status: 'ready', failure: null });
  });

  test('whole is not kept as a part', async () => {
    const rule = {
      on: { operation: 'FetchRecordingMedia' },
      do: { fault: 'bad-body' as const, body: 'truncated' as const },
    };
    const known = world.emulator.mischief.add({ ...rule, id: 'half' });
    const half = await finished('Only half of this sentence arrives on the first try.');
    expect((await detail(half.id)).recording?.status).toBe('fetching');
    world.emulator.mischief.remove(known);
    await fetchRecording(world.app.ctx, ...idsOf(half));
    expect((await detail(half.id)).recording?.status).toBe('ready');
  });
});

test('the copy of the carrier is deleted once ours is checked and its price is told, where the workspace wants that', async () => {
  await world.admin(changeSetting, { params: { key: 'keep_recordings_at_carrier' }, body: { value: false } });
  const ours = await finished('Ours alone.');
  await world.settles();
  expect(ours.recording?.status).toBe('ready');
  const copy = `Recordings/${ours.recording?.recording_sid}.json`;
  expect((await atCarrier(copy)).status).toBe(200);
  await world.passes(420);
  const priced = (await detail(ours.id)).cost_lines.filter(({ what }) => what === 'recording');
  expect(priced.map(({ basis }) => basis)).toContain('carrier');
  expect((await atCarrier(copy)).status).toBe(404);
  expect((await raw(`/api/calls/${ours.id}/recording`, mine())).status).toBe(200);
  await world.admin(changeSetting, { params: { key: 'keep_recordings_at_carrier' }, body: { value: null } });
});

describe('retention', () => {
  test('deletes recordings after their days and calls after theirs, here and at the carrier, and says so', async () => {
    const sid = call.recording?.recording_sid;
    await world.admin(changeSetting, { params: { key: 'recording_retention_days' }, body: { value: 2 } });
    await world.admin(changeSetting, { params: { key: 'call_retention_days' }, body: { value: 3 } });
    expect((await detail(call.id)).recording?.delete_after).toMatch(/^2026-11-04T/);
    await daysPass(2.5);
    expect((await detail(call.id)).recording).toBeNull();
    expect((await atCarrier(`Recordings/${sid}.json`)).status).toBe(404);
    expect((await atCarrier(`Calls/${call.call_sid}.json`)).status).toBe(200);
    await daysPass(1);
    expect(await codeOf(detail(call.id))).toBe('request.not_found');
    expect((await atCarrier(`Calls/${call.call_sid}.json`)).status).toBe(404);
    const { items } = await world.admin(listAuditEntries, {});
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['recordings.deleted_by_age', 'calls.deleted_by_age']),
    );
  });
});

/** Nobody asks the server anything for days: it is off, and its nightly work is due when it comes back. */
async function daysPass(days: number): Promise<void> {
  await world.stopServer();
  await world.clock.passes(days * 86_400_000);
  await world.startServer();
  const work = world.app.features
    .flatMap(({ sweeps }) => sweeps ?? [])
    .filter(({ name }) => name.endsWith('.forget_old'));
  expect(work).toHaveLength(2);
  for (const sweep of work) await sweep.run();
  await world.settles();
}

function idsOf(of: typeof call) {
  const [tenant, id] = [world.signedIn.workspace.id, of.recording?.id ?? ''];
  const [tenantId, recordingId] = [parseId('workspace', tenant), parseId('recording', id)];
  if (!tenantId || !recordingId) throw new Error('The call has no recording.');
  return [tenantId, recordingId] as const;
}
