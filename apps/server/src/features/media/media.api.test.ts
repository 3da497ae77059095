import { createServer, type RequestListener, type Server } from 'node:http';
import { createVoicemailDrop, deleteVoicemailDrop, listVoicemailDrops } from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toneWav } from '../../../test/tone.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { readLinkToken, writeLinkToken } from '../../runtime/link-token.ts';
import { found } from '../../runtime/refusal.ts';
import { keepAudio, mediaUrl, sweepAudio, takeAudio } from './index.ts';

let world: World;
let server: Server;
let base: string;
const answers = new Map<string, RequestListener>();
beforeAll(async () => {
  world = await makeWorld();
  server = createServer((request, response) => answers.get(request.url ?? '')?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // a TCP server that listens
  base = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await world.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const tone = toneWav(1);
const limits = { maxBytes: 1_000_000, maxSeconds: 60 };
const ctx = () => world.app.ctx;
const drop = (name: string, audio_url: string) => world.admin(createVoicemailDrop, { body: { name, audio_url } });
const rows = async () =>
  (await ctx().db.systemPool.query('select state, storage_key as key from media order by id')).rows;

async function tenant(): Promise<Id<'workspace'>> {
  const { rows: found } = await ctx().db.systemPool.query('select tenant_id from workspaces order by created_at');
  return found[0].tenant_id;
}

function serve(path: string, listener: RequestListener): string {
  answers.set(path, listener);
  return base + path;
}

async function kept(): Promise<{ url: string; tenantId: Id<'workspace'>; id: Id<'media'>; wav: Buffer }> {
  const tenantId = await tenant();
  const file = { bytes: tone.length, read: async () => tone, close: async () => undefined };
  const taken = await takeAudio(ctx(), tenantId, { file, name: 'tone.wav' }, limits);
  await ctx().db.asTenant(tenantId, (tx) => keepAudio(tx, taken));
  const wav = await ctx().storage.read(`${tenantId}/media/${taken.id}.wav`);
  return { url: mediaUrl(ctx(), tenantId, taken.id), tenantId, id: taken.id, wav: Buffer.from(wav) };
}

test('the carrier hears audio at an address that nobody can guess', async () => {
  const { url, wav } = await kept();
  const answer = await fetch(url);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'audio/wav',
    'content-length': String(wav.length),
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=3600',
    etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
  });
  expect(Buffer.from(await answer.arrayBuffer()).equals(wav)).toBe(true);
  const head = await fetch(url, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(wav.length), '']);
  const part = await fetch(url, { headers: { range: 'bytes=-10' } });
  expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, wav.subarray(-10)]);
  const again = await fetch(url, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('any other address is answered like one that never was', async () => {
  const { url, tenantId, id } = await kept();
  const until = new Date(world.clock.nowMs() + 60_000);
  const { mac } = ctx().keys;
  const at = (token: string) => `${world.url}/api/voice/media/${token}`;
  const otherTenant = found(parseId('workspace', '0198c0de-0000-7000-8000-000000000001'));
  const otherMedia = found(parseId('media', '0198c0de-0000-7000-8000-000000000001'));
  // The same id in an address for recordings.
  const recordingId = found(parseId('recording', id));
  const wrong = [
    at('nonsense'),
    url.slice(0, -1),
    `${url}A`,
    url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    at(writeLinkToken('recording', { tenantId, id: recordingId, until }, mac)),
    at(writeLinkToken('media', { tenantId: otherTenant, id, until }, mac)),
    at(writeLinkToken('media', { tenantId, id: otherMedia, until }, mac)),
    at(writeLinkToken('media', { tenantId, id, until: world.clock.now() }, mac)),
    at(writeLinkToken('media', { tenantId, id, until }, (data) => Buffer.from(mac(data)).reverse())),
  ];
  const heard = await Promise.all(wrong.map(async (each) => Object(await (await fetch(each)).json())));
  for (const body of heard) expect({ ...body, request_id: '' }).toEqual({ ...heard[0], request_id: '' });
  expect(heard[0]).toMatchObject({ status: 404, code: 'request.not_found' });
  expect((await fetch(at(writeLinkToken('media', { tenantId, id, until }, mac)))).status).toBe(200);
});

test('an address lives as long as a call can last, and ends by itself', async () => {
  const { url, tenantId, id } = await kept();
  const { mac } = ctx().keys;
  const link = found(readLinkToken('media', url.split('/').at(-1) ?? '', world.clock.now(), mac));
  expect(Math.round((link.until.getTime() - world.clock.nowMs()) / 3_600_000)).toBe(6);
  const until = new Date(world.clock.nowMs() + 10_000);
  const short = `${world.url}/api/voice/media/${writeLinkToken('media', { tenantId, id, until }, mac)}`;
  expect((await fetch(short)).status).toBe(200);
  await world.passes(11);
  expect((await fetch(short)).status).toBe(404);
});

const age = (minutes: number) =>
  ctx().db.systemPool.query(
    `update media set created_at = created_at - make_interval(mins => $1) where state = 'writing'`,
    [minutes],
  );

test('audio that was written and never got its place is removed after an hour, and the rest stays', async () => {
  const { url } = await kept();
  const before = await rows();
  const tenantId = await tenant();
  const file = { bytes: tone.length, read: async () => tone, close: async () => undefined };
  // A crash between the file and its place: nobody keeps it.
  const lost = await takeAudio(ctx(), tenantId, { file, name: 'lost.wav' }, limits);
  expect((await fetch(mediaUrl(ctx(), tenantId, lost.id))).status).toBe(404);
  await age(59);
  await sweepAudio(ctx());
  expect(await rows()).toHaveLength(before.length + 1);
  await age(2);
  await world.passes(601);
  expect(await rows()).toEqual(before);
  await expect(ctx().storage.read(`${tenantId}/media/${lost.id}.wav`)).rejects.toMatchObject({ reason: 'missing' });
  await expect(ctx().db.asTenant(tenantId, (tx) => keepAudio(tx, lost))).rejects.toThrow('was removed');
  expect((await fetch(url)).status).toBe(200);
});

test('a storage that fails leaves a row that the sweep takes away, and no drop', async () => {
  const url = serve('/fine', (_request, response) => response.end(tone));
  const { storage } = ctx();
  const { write } = storage;
  storage.write = () => Promise.reject(new Error('The disk is full.'));
  try {
    await expect(drop('Full disk', url)).rejects.toMatchObject({ problem: { status: 500 } });
  } finally {
    storage.write = write;
  }
  expect((await rows()).map((row) => row.state)).toContain('writing');
  await age(61);
  await sweepAudio(ctx());
  expect((await rows()).every((row) => row.state === 'ready')).toBe(true);
});

test('what the storage does not give up now is removed later', async () => {
  const url = serve('/later', (_request, response) => response.end(tone));
  const { id } = await drop('Removed later', url);
  const { storage } = ctx();
  const { remove } = storage;
  storage.remove = () => Promise.reject(new Error('The storage is away.'));
  try {
    await world.admin(deleteVoicemailDrop, { params: { drop_id: id } });
  } finally {
    storage.remove = remove;
  }
  const [gone] = (await rows()).filter((row) => row.state === 'unwanted');
  expect((await storage.read(gone.key)).length).toBeGreaterThan(0);
  await sweepAudio(ctx());
  expect((await rows()).every((row) => row.state === 'ready')).toBe(true);
  await expect(storage.read(gone.key)).rejects.toMatchObject({ reason: 'missing' });
});

test('audio that cannot be removed keeps no other from being removed', async () => {
  const url = serve('/stuck', (_request, response) => response.end(tone));
  const { storage } = ctx();
  const { remove } = storage;
  const away = () => Promise.reject(new Error('The storage is away.'));
  storage.remove = away;
  for (const name of ['Stuck', 'Next']) {
    await world.admin(deleteVoicemailDrop, { params: { drop_id: (await drop(name, url)).id } });
  }
  const gone = (await rows()).filter((row) => row.state === 'unwanted');
  expect(gone).toHaveLength(2);
  storage.remove = (key) => (key === gone[0].key ? away() : remove.call(storage, key));
  try {
    await sweepAudio(ctx());
  } finally {
    storage.remove = remove;
  }
  expect((await rows()).filter((row) => row.state === 'unwanted')).toEqual([gone[0]]);
  await sweepAudio(ctx());
  expect((await rows()).every((row) => row.state === 'ready')).toBe(true);
});

test('audio is fetched from an address, whatever it calls it, and is then ours', async () => {
  const url = serve('/tone', (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(tone),
  );
  const { id } = await drop('From an address', url);
  await world.admin(deleteVoicemailDrop, { params: { drop_id: id } });
});

const redirect: RequestListener = (_request, response) => response.writeHead(302, { location: '/tone' }).end();
const gone: RequestListener = (_request, response) => response.writeHead(404).end('secret page');
const page: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'audio/mpeg' });
  response.write('<!doctype html><html>'.padEnd(70_000));
};
const huge: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': String(2 * 1024 ** 3) });
  response.write(tone);
};
const endless: RequestListener = (_request, response) => {
  response.write(tone);
  const more = () => {
    while (response.write(new Uint8Array(1024 * 1024)));
  };
  response.on('drain', more);
  more();
};
const cut: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-length': '100000' });
  response.write(tone.subarray(0, 1000), () => request.socket.destroy());
};

test.each([
  ['/redirect', redirect, 422, 'media.unreachable', /answers 302/],
  ['/gone', gone, 422, 'media.unreachable', /answers 404\.$/],
  ['/page', page, 422, 'media.not_audio', /web page/],
  ['/huge', huge, 413, 'media.too_large', /26214400/],
  ['/endless', endless, 413, 'media.too_large', /26214400/],
  ['/cut', cut, 422, 'media.unreachable', /stopped before the end/],
])('an address that answers %s is refused, and nothing is left', async (path, listener, status, code, sentence) => {
  const before = await rows();
  await expect(drop(path, serve(path, listener))).rejects.toMatchObject({
    problem: { status, code, message: expect.stringMatching(sentence) },
  });
  expect(await rows()).toEqual(before);
  expect((await world.admin(listVoicemailDrops, {})).items.map((each) => each.name)).not.toContain(path);
});

test('an address that gives its audio drop by drop is given up', async () => {
  const url = serve('/slow', (_request, response) => void response.write(tone.subarray(0, 100)));
  let outcome: unknown;
  void drop('Slow address', url).catch((error: unknown) => {
    outcome = error;
  });
  while (outcome === undefined) await world.clock.passes(5000);
  expect(outcome).toMatchObject({ problem: { status: 408, code: 'media.too_slow' } });
});

test('where calls are real no address inside is fetched, however it is written', async () => {
  const real = await makeWorld({ environment: { CARRIER: 'none' } });
  const { port } = new URL(base);
  const hosts = ['127.0.0.1', 'localhost', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', '[::1]', '169.254.169.254'];
  try {
    for (const host of hosts) {
      const body = { name: host, audio_url: `http://${host}:${port}/tone` };
      await expect(real.admin(createVoicemailDrop, { body })).rejects.toMatchObject({
        problem: { code: 'media.unreachable', message: 'audio_url: The address is not on the public internet.' },
      });
    }
    expect((await real.admin(listVoicemailDrops, {})).items).toEqual([]);
  } finally {
    await real.close();
  }
});
