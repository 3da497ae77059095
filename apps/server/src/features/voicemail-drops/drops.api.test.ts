import { readFile } from 'node:fs/promises';
import {
  changeVoicemailDrop,
  createVoicemailDrop,
  deleteVoicemailDrop,
  getVoicemailDrop,
  hangUpCall,
  listVoicemailDrops,
  placeCall,
} from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { toneWav } from '../../../test/tone.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { dropForCall } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const tone = new Blob([toneWav(2)]);
const upload = (name: string, file: Blob = tone) => world.admin(createVoicemailDrop, { body: { name }, file });
const speak = (name: string, text = 'Please call us back.') =>
  world.admin(createVoicemailDrop, { body: { name, text } });
const refusedWith = (status: number, code: string, details = {}) => ({ problem: { status, code, details } });
const gone = refusedWith(404, 'request.not_found');
const dropNames = async () => (await world.admin(listVoicemailDrops, {})).items.map((drop) => drop.name);
const audioOf = (path: string | null, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(world.url + path, { method, headers: { authorization: `Bearer ${world.signedIn.token}`, ...headers } });

async function leftBehind(): Promise<number> {
  const { rows } = await world.app.ctx.db.systemPool.query(`select count(*) from media where state <> 'ready'`);
  return rows[0].count;
}

test('uploaded audio becomes what a telephone plays, with its length and its waveform', async () => {
  const drop = await upload(' Tone ');
  expect(drop).toMatchObject({ name: 'Tone', kind: 'audio', text: null, duration_seconds: 2, in_use: 0 });
  expect(drop.peaks).toHaveLength(300);
  expect(Math.max(...(drop.peaks ?? []))).toBeCloseTo(12_000 / 32_768, 1);
  expect(await world.admin(getVoicemailDrop, { params: { drop_id: drop.id } })).toEqual(drop);
  const answer = await audioOf(drop.audio_url);
  expect(answer.headers.get('content-type')).toBe('audio/wav');
  const wav = Buffer.from(await answer.arrayBuffer());
  expect([wav.length, drop.bytes]).toEqual([44 + 2 * 16_000, 44 + 2 * 16_000]);
  expect(wav.readUInt32LE(24)).toBe(8000);
});

test.each(['tones.mp3', 'tones.m4a', 'tones-vorbis.ogg', 'tones-opus.ogg'])(
  '%s is taken, whatever it is called',
  async (name) => {
    const bytes = await readFile(new URL(`../../providers/audio/fixtures/${name}`, import.meta.url));
    const drop = await upload(name, new File([bytes], 'page.html', { type: 'text/html' }));
    expect(Math.abs(drop.duration_seconds - 1.7)).toBeLessThan(0.1);
  },
);

test('text is spoken by a voice, and how long it takes is estimated', async () => {
  const text = 'Please call us back when you have time to talk about your roof.';
  const body = { name: 'Spoken', text, voice: 'Polly.Joanna' };
  const drop = await world.admin(createVoicemailDrop, { body });
  expect(drop).toMatchObject({
    kind: 'speech',
    text,
    voice: 'Polly.Joanna',
    audio_url: null,
    peaks: null,
    bytes: null,
  });
  expect(drop.duration_seconds).toBeGreaterThan(3);
  expect(drop.duration_seconds).toBeLessThan(6);
  expect((await speak('Default voice')).voice).toBe('alice');
  const path = `/api/voice/voicemail-drops/${drop.id}/audio`;
  const answer = await ask(world.url, 'GET', path, { token: world.signedIn.token });
  expect([answer.status, answer.code]).toEqual([404, 'voicemail_drops.no_audio']);
});

test('the audio is answered in parts, and not again to whoever has it', async () => {
  const { audio_url } = await upload('Parts');
  const whole = Buffer.from(await (await audioOf(audio_url)).arrayBuffer());
  const part = await audioOf(audio_url, { range: 'bytes=100-199' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${whole.length}`]);
  expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(100, 200))).toBe(true);
  expect((await audioOf(audio_url, { range: `bytes=${whole.length}-` })).status).toBe(416);
  const tag = part.headers.get('etag') ?? '';
  expect((await audioOf(audio_url, { 'if-none-match': tag })).status).toBe(304);
  expect((await audioOf(audio_url, { range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200);
});

test('a drop is renamed and deleted; afterwards nothing is left of it', async () => {
  const drop = await upload('Old name');
  const params = { drop_id: drop.id };
  const renamed = await world.admin(changeVoicemailDrop, { params, body: { name: 'New name' } });
  expect(renamed).toEqual({ ...drop, name: 'New name' });
  expect(await world.admin(changeVoicemailDrop, { params, body: { name: 'NEW name' } })).toMatchObject({
    name: 'NEW name',
  });
  const { rows } = await world.app.ctx.db.systemPool.query('select storage_key from media order by id desc limit 1');
  await world.admin(deleteVoicemailDrop, { params });
  await expect(world.admin(deleteVoicemailDrop, { params })).rejects.toMatchObject(gone);
  await expect(world.admin(getVoicemailDrop, { params })).rejects.toMatchObject(gone);
  await expect(world.admin(changeVoicemailDrop, { params, body: { name: 'x' } })).rejects.toMatchObject(gone);
  expect((await audioOf(drop.audio_url)).status).toBe(404);
  expect(await leftBehind()).toBe(0);
  await expect(world.app.ctx.storage.read(rows[0].storage_key)).rejects.toMatchObject({ reason: 'missing' });
});

test('a name is one drop, however it is spelled, also for two uploads at once and when renaming', async () => {
  const taken = refusedWith(409, 'voicemail_drops.name_taken');
  const settled = await Promise.allSettled([upload('Twin'), upload('TWIN'), speak('twin')]);
  expect(settled.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(settled.filter((each) => each.status === 'rejected')).toMatchObject([{ reason: taken }, { reason: taken }]);
  expect((await dropNames()).filter((name) => /twin/i.test(name))).toHaveLength(1);
  await expect(upload('tWin')).rejects.toMatchObject(taken);
  const { id } = await speak('Somebody else');
  await expect(
    world.admin(changeVoicemailDrop, { params: { drop_id: id }, body: { name: 'twiN' } }),
  ).rejects.toMatchObject(taken);
  expect(await leftBehind()).toBe(0);
});

const page = new Blob(['<!doctype html><html><body>no audio</body></html>'.padEnd(100_000)], { type: 'audio/mpeg' });

test.each([
  ['a web page that says it is audio', page, 422, 'media.not_audio', /web page/],
  ['an empty file', new Blob([]), 422, 'media.not_audio', /empty/],
  ['a picture', new Blob([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')]), 422, 'media.not_audio', /picture/],
  ['the beginning of a WAV', tone.slice(0, 20), 422, 'media.not_audio', /./],
  ['more than ten minutes', new Blob([toneWav(601)]), 422, 'media.too_long', /600/],
  ['more than 25 MB', new Blob([toneWav(1), new Uint8Array(26_300_000)]), 413, 'media.too_large', /26214400/],
])('%s is refused, and nothing is left of it', async (what, file, status, code, sentence) => {
  const refused = upload(what, file);
  await expect(refused).rejects.toMatchObject({ problem: { status, code, message: expect.stringMatching(sentence) } });
  expect(await dropNames()).not.toContain(what);
  expect(await leftBehind()).toBe(0);
});

test.each([
  ['nothing', {}, 'voicemail_drops.one_content'],
  ['text and an address', { text: 'x', audio_url: 'https://example.com/a.mp3' }, 'voicemail_drops.one_content'],
  ['a voice without text', { voice: 'alice', audio_url: 'https://example.com/a.mp3' }, 'request.invalid'],
  ['a voice that cannot be', { text: 'x', voice: '"/><Dial>' }, 'request.invalid'],
  ['an address of another kind', { audio_url: 'file:///etc/passwd' }, 'request.invalid'],
  ['no name', { name: ' ', text: 'x' }, 'request.invalid'],
  ['audio as text', { audio: 'x' }, 'request.invalid'],
])('%s makes no drop', async (what, part, code) => {
  const json = { name: what, ...part };
  const answer = await ask(world.url, 'POST', '/api/voice/voicemail-drops', { token: world.signedIn.token, json });
  expect([answer.status, answer.code]).toEqual([422, code]);
});

test('pages come newest first, none twice and none left out', async () => {
  const before = await dropNames();
  await speak('Page one');
  await speak('Page two');
  const all = ['Page two', 'Page one', ...before];
  const shown: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = cursor ? { limit: 3, cursor } : { limit: 3 };
    const answer = await world.admin(listVoicemailDrops, { query });
    shown.push(...answer.items.map((drop) => drop.name));
    cursor = answer.next_cursor;
  } while (cursor);
  expect(shown).toEqual(all);
  const bad = await ask(world.url, 'GET', '/api/voice/voicemail-drops?cursor=x', { token: world.signedIn.token });
  expect([bad.status, bad.code]).toEqual([422, 'request.bad_cursor']);
});

const inUse = refusedWith(409, 'voicemail_drops.in_use', { calls: 1 });

test('a drop that a call under way may still leave stays', async () => {
  const { id } = await speak('Busy');
  const params = { drop_id: id };
  const call = await world.admin(placeCall, { body: { to: '+14155550142', from: ourNumber, voicemail_drop_id: id } });
  expect(await world.admin(getVoicemailDrop, { params })).toMatchObject({ in_use: 1, used_by_calls: 1 });
  await expect(world.admin(deleteVoicemailDrop, { params })).rejects.toMatchObject(inUse);
  await world.admin(hangUpCall, { params: { call_id: call.id } });
  await world.passes(120);
  expect(await world.admin(getVoicemailDrop, { params })).toMatchObject({ in_use: 0, used_by_calls: 1 });
  await world.admin(deleteVoicemailDrop, { params });
});

test('a drop cannot be deleted while a call is being placed with it', async () => {
  const { id } = await speak('Racing');
  const call = await world.admin(placeCall, { body: { to: '+14155550142', from: ourNumber } });
  const { db } = world.app.ctx;
  const { rows } = await db.systemPool.query('select tenant_id from voicemail_drops limit 1');
  const deleting = Promise.withResolvers<unknown>();
  await db.asTenant(rows[0].tenant_id, async (tx) => {
    const drop = await dropForCall(tx, id);
    let isOver = false;
    world.admin(deleteVoicemailDrop, { params: { drop_id: id } }).then(deleting.resolve, (error: unknown) => {
      isOver = true;
      deleting.reject(error);
    });
    void deleting.promise.then(() => (isOver = true)).catch(() => undefined);
    while (!isOver && (await db.systemPool.query('select from pg_locks where not granted')).rowCount === 0);
    await tx
      .updateTable('calls')
      .set({ drop_id: drop.id })
      .where('id', '=', found(parseId('call', call.id)))
      .execute();
  });
  await expect(deleting.promise).rejects.toMatchObject(inUse);
  await world.admin(hangUpCall, { params: { call_id: call.id } });
});
