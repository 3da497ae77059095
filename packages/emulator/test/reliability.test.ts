import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock, seededRandom } from '@offhook/kit';
import { afterEach, describe, expect, test } from 'vitest';
import { createEmulator, openJournal } from '../src/index.ts';
import { accountSid, authToken, type Box, openBox, ours, rest } from './box.ts';

let box: Box | undefined;
afterEach(async () => {
  await box?.close();
  box = undefined;
});

const call = (opened: Box) =>
  opened.client.calls.create({
    ...{ to: '+12025550123', from: ours, url: `${opened.app.url}/voice` },
    statusCallback: `${opened.app.url}/status`,
  });

describe('a fault of the next create', () => {
  test.each([
    ['refuse-429', { status: 429, code: 20429 }, 0],
    ['error-before', { status: 500, code: 20500 }, 0],
    ['error-after', { status: 500, code: 20500 }, 1],
  ] as const)('%s answers so, and leaves %s calls', async (fault, refusal, calls) => {
    box = await openBox();
    box.emulator.faults.next('calls.create', fault);
    await expect(call(box)).rejects.toMatchObject(refusal);
    expect((await box.client.calls.list()).length).toBe(calls);
    await call(box);
    expect((await box.client.calls.list()).length).toBe(calls + 1);
  });

  test('drop-after breaks the connection after the call was accepted', async () => {
    box = await openBox();
    box.emulator.faults.next('calls.create', 'drop-after');
    await expect(call(box)).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect((await box.client.calls.list()).length).toBe(1);
  });

  test('late-accept accepts the call some seconds later', async () => {
    box = await openBox({ lateAcceptMs: 3000 });
    const ordered = await fetch(`${box.url}/emulator/v1/faults`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      body: JSON.stringify({ next: [{ operation: 'calls.create', fault: 'late-accept' }] }),
    });
    expect(ordered.status).toBe(204);
    const placing = call(box);
    while (box.clock.untilNextTimerMs() === undefined) await new Promise((turn) => setImmediate(turn));
    expect((await box.client.calls.list()).length).toBe(0);
    await box.clock.passes(3000);
    expect((await placing).status).toBe('queued');
  });
});

test('callbacks are lost and sent twice as often as ordered', async () => {
  box = await openBox();
  box.app.on('/voice', '<Response/>');
  box.emulator.faults.callbacks({ lose: 1 });
  await call(box);
  await box.clock.passes(30_000);
  expect(box.app.at('/status')).toEqual([]);
  box.emulator.faults.callbacks({ duplicate: 1, delayMs: [1000, 2000] });
  await call(box);
  await box.clock.passes(30_000);
  expect(box.app.at('/status').map((params) => params.SequenceNumber)).toEqual(['0', '0']);
});

test('a connection that fails is tried once more, an answer that is bad is not', async () => {
  let attempts = 0;
  const failing: typeof fetch = async (input, init) => {
    attempts += 1;
    if (attempts === 1) throw new TypeError('fetch failed');
    return fetch(input, init);
  };
  box = await openBox({ fetch: failing });
  box.app.on('/voice', () => ({ status: 500 }));
  await call(box);
  await box.clock.passes(10_000);
  expect(attempts).toBeGreaterThanOrEqual(2);
  expect(box.app.at('/voice').length).toBe(1);
});

test('an application that does not answer in time counts as away', async () => {
  const silent: typeof fetch = (_input, init) =>
    new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
  box = await openBox({ fetch: silent, webhookTimeoutMs: 20 });
  await call(box);
  await box.clock.passes(30_000);
  expect(box.log.join('\n')).toContain('warning 11200');
});

describe('with a journal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-emulator-'));
  const restart = async (before: Box) => {
    await before.emulator.stop();
    const clock = manualClock(new Date(before.clock.nowMs() + 3_600_000));
    const emulator = createEmulator({
      ...{ accountSid, authToken, clock, random: seededRandom(1) },
      journal: await openJournal(folder),
    });
    const { url, close } = await emulator.listen({ port: 0 });
    before.client.api.baseUrl = url;
    await clock.settles();
    const closeAll = async () => {
      await emulator.stop();
      await close();
    };
    return { ...before, url, emulator, clock, close: closeAll };
  };

  test('calls survive: ended ones are kept whole, live ones are ended truthfully and the application is told', async () => {
    box = await openBox({ journal: await openJournal(folder) });
    const { client, app, clock } = box;
    const says = '<Response><Say>Hello there.</Say></Response>';
    const done = await client.calls.create({ to: '+12025550123', from: ours, twiml: says, record: true });
    await clock.passes(30_000);
    app.on('/voice', '<Response><Pause length="4"/><Say>Still here.</Say><Pause length="600"/></Response>');
    const target = { from: ours, url: `${app.url}/voice`, statusCallback: `${app.url}/status` };
    const live = await client.calls.create({
      ...{ ...target, to: '+12025550110', record: true },
      recordingStatusCallback: `${app.url}/recording`,
    });
    await clock.passes(1000);
    await box.emulator.farEnds.act(live.sid, { do: 'answer' });
    await clock.passes(8000);
    const ringing = await client.calls.create({ ...target, to: '+12025550103' });
    await clock.passes(2000);
    await box.emulator.settles();
    appendFileSync(join(folder, 'calls.jsonl'), '{"kind":"call","sid":"CA12');

    const again = await restart(box);
    expect(app.at('/status').map((params) => [params.CallSid, params.CallStatus])).toEqual([
      [live.sid, 'completed'],
      [ringing.sid, 'failed'],
    ]);
    expect(app.at('/recording')).toMatchObject([{ CallSid: live.sid, RecordingStatus: 'absent' }]);
    const ended = await client.calls(live.sid).fetch();
    expect(ended.status).toBe('completed');
    expect(Number(ended.duration)).toBeGreaterThanOrEqual(4);
    expect(Number(ended.duration)).toBeLessThan(9);
    expect(ended.price).toBe('-0.01400');
    expect(await client.calls(done.sid).fetch()).toMatchObject({ status: 'completed' });
    expect((await client.calls.list()).length).toBe(3);
    const [recording] = await client.calls(done.sid).recordings.list();
    const media = await rest(again, `/Recordings/${recording?.sid}.wav`);
    expect((await media.bytes()).length).toBeGreaterThan(8000);

    const third = await restart(again);
    expect(app.at('/status').length).toBe(2);
    const next = await client.calls.create({ ...target, to: '+12025550103' });
    expect(next.sid).not.toBe(done.sid);
    await third.close();
    rmSync(folder, { recursive: true });
  });
});
