import { readdir } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { listVoicemailDrops } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join as joinWorkspace } from '../../../test/members.ts';
import { toneWav } from '../../../test/tone.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const path = '/api/voice/voicemail-drops';
const boundary = 'border';
const field = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const fileHead = (name = 'audio') =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="a.wav"\r\nContent-Type: audio/wav\r\n\r\n`;
const end = `\r\n--${boundary}--\r\n`;
const tone = Buffer.from(toneWav(1));

interface Sending {
  write(part: string | Uint8Array): Promise<void>;
  end(): void;
  abort(): void;
  /** Also when it comes before everything was sent. */
  answer: Promise<{ status: number; code: string | undefined; message: string; body: Record<string, unknown> }>;
}

/** A form that is sent piece by piece, by whoever has the token. */
function send({ token = world.signedIn.token, type = `multipart/form-data; boundary=${boundary}`, headers = {} } = {}) {
  const request = httpRequest(world.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
  });
  const answer = new Promise<IncomingMessage>((resolve, reject) => request.on('response', resolve).on('error', reject));
  const sending: Sending = {
    write: (part) => new Promise((resolve) => request.write(part, () => resolve())),
    end: () => request.end(),
    abort: () => request.destroy(),
    answer: answer.then(async (response) => {
      const body = JSON.parse(Buffer.concat(await response.toArray()).toString());
      return { status: response.statusCode ?? 0, code: body.code, message: body.message, body };
    }),
  };
  sending.answer.catch(() => undefined);
  return sending;
}

async function sendWhole(parts: (string | Uint8Array)[], options: Parameters<typeof send>[0] = {}) {
  const sending = send(options);
  for (const part of parts) await sending.write(part);
  sending.end();
  return sending.answer;
}

const dropNames = async () => (await world.admin(listVoicemailDrops, {})).items.map((drop) => drop.name);
const lyingAround = () => readdir(join(world.app.ctx.config.dataDir, 'uploads'));

test('a form is read in whatever order its parts come', async () => {
  const first = await sendWhole([field('name', 'Field first'), fileHead(), tone, end]);
  const last = await sendWhole([fileHead(), tone, `\r\n${field('name', 'Field last').replace(/\r\n$/, '')}`, end]);
  expect([first.status, last.status]).toEqual([201, 201]);
  expect(await dropNames()).toEqual(['Field last', 'Field first']);
  expect(await lyingAround()).toEqual([]);
});

test('a form without a file is read like JSON', async () => {
  const form = [field('name', 'Spoken form'), field('text', 'Hello.').replace(/\r\n$/, ''), end];
  expect(await sendWhole(form)).toMatchObject({ status: 201, body: { kind: 'speech', text: 'Hello.' } });
});

test.each([
  ['a field too many', [field('name', 'x'), field('colour', 'red'), fileHead(), tone, end], /colour/],
  ['a field twice', [field('name', 'x'), field('name', 'y'), fileHead(), tone, end], /name: stands there twice/],
  ['too long a field', [field('name', 'x'.repeat(20_000)), fileHead(), tone, end], /name: is too long/],
  ['a hundred fields', [...Array(100).keys()].map((each) => field(`f${each}`, 'x')).concat(end), /./],
  ['two files', [field('name', 'x'), fileHead(), tone, `\r\n${fileHead()}`, tone, end], /more than one file/],
  ['a file of another name', [field('name', 'x'), fileHead('image'), tone, end], /image/],
  ['a poisoned prototype', [field('__proto__', 'x'), fileHead(), tone, end], /./],
  ['no end', [field('name', 'x'), fileHead(), tone], /no form that can be read to its end/],
  ['no form inside', ['nonsense'], /no form that can be read to its end/],
  ['nothing inside', [], /name/],
])('%s is refused, and nothing lies around', async (_what, parts, message) => {
  expect(await sendWhole(parts)).toMatchObject({
    status: 422,
    code: 'request.invalid',
    message: expect.stringMatching(message),
  });
  expect(await dropNames()).not.toContain('x');
  expect(await lyingAround()).toEqual([]);
});

test('a form without a boundary is refused', async () => {
  const answer = await sendWhole([field('name', 'x')], { type: 'multipart/form-data' });
  expect(answer).toMatchObject({ status: 422, code: 'request.invalid' });
});

test('only a route that takes files reads a form', async () => {
  const form = new FormData();
  form.set('name', 'x');
  const headers = { authorization: `Bearer ${world.signedIn.token}` };
  const answer = await fetch(`${world.url}/api/contacts`, { method: 'POST', headers, body: form });
  expect(answer.status).toBe(415);
});

test('two gigabytes are refused by what their sender says, before any of them came', async () => {
  const sending = send({ headers: { 'content-length': String(2 * 1024 ** 3) } });
  await sending.write(fileHead());
  expect(await sending.answer).toMatchObject({ status: 413, code: 'media.too_large' });
  sending.abort();
});

test('a file without an end is refused at the limit', async () => {
  const sending = send();
  await sending.write(field('name', 'Endless') + fileHead());
  await sending.write(tone);
  let isAnswered = false;
  void sending.answer.then(() => (isAnswered = true));
  const megabyte = new Uint8Array(1024 * 1024);
  let megabytes = 0;
  while (!isAnswered && megabytes < 200) {
    await sending.write(megabyte);
    megabytes += 1;
  }
  expect(await sending.answer).toMatchObject({ status: 413, code: 'media.too_large' });
  expect(megabytes).toBeLessThan(200);
  sending.abort();
  expect(await lyingAround()).toEqual([]);
});

test('a web page that poses as audio is refused while it is still being sent', async () => {
  const sending = send();
  await sending.write(field('name', 'Page') + fileHead());
  await sending.write('<!doctype html><html>'.padEnd(70_000));
  expect(await sending.answer).toMatchObject({ status: 422, code: 'media.not_audio' });
  sending.abort();
});

test('whoever sends drop by drop is told when the time is over', async () => {
  const startedAt = world.clock.nowMs();
  const sending = send();
  await sending.write(field('name', 'Slow') + fileHead());
  await sending.write(tone.subarray(0, 44));
  let isAnswered = false;
  void sending.answer.then(() => (isAnswered = true));
  while (!isAnswered) {
    await world.clock.passes(5000);
    if (!isAnswered) await sending.write(Buffer.from([0]));
  }
  expect(await sending.answer).toMatchObject({ status: 408, code: 'media.too_slow' });
  expect(world.clock.nowMs() - startedAt).toBeGreaterThanOrEqual(120_000);
  await world.passes(0);
  expect(await dropNames()).not.toContain('Slow');
  expect(await lyingAround()).toEqual([]);
});

test('a sender who goes away leaves nothing behind', async () => {
  const sending = send();
  await sending.write(field('name', 'Gone away') + fileHead());
  await sending.write(tone);
  sending.abort();
  await expect(sending.answer).rejects.toThrow();
  await world.settles();
  expect(await dropNames()).not.toContain('Gone away');
  expect(await lyingAround()).toEqual([]);
});

test('a file of somebody who may not send one is not read', async () => {
  const viewer = await joinWorkspace(world, 'viewer');
  for (const [token, code] of [
    ['nonsense', 'access.signed_out'],
    [viewer.token, 'access.not_allowed'],
  ]) {
    const sending = send({ token: token ?? '' });
    await sending.write(field('name', 'x') + fileHead());
    expect(await sending.answer).toMatchObject({ code });
    sending.abort();
  }
});
