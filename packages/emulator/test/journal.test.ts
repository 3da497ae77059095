import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock, scaledClock, seededRandom } from '@offhook/kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator, type EmulatorOptions, openJournal } from '../src/index.ts';
import type { Entry } from '../src/world.ts';
import { accountSid, authToken, type Box, openBox, ours } from './box.ts';

let folder: string;
let box: Box | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-journal-'));
});
afterEach(async () => {
  await box?.close();
  box = undefined;
  rmSync(folder, { recursive: true });
});

const placed = (sid: string, at = 1): Entry => ({
  ...{ kind: 'call', sid, atMs: at },
  event: {
    type: 'placed',
    call: {
      ...{ sid, accountSid, from: ours, to: '+12025550123', direction: 'outbound-api' },
      plan: { ringTimeoutSeconds: 60, timeLimitSeconds: 60 },
    },
  },
});

const warned = (sid: string, message: string): Entry => ({
  ...{ kind: 'call', sid, atMs: 2 },
  event: { type: 'warned', code: 12200, message },
});

const number = (sid: string, friendlyName?: string): Entry => {
  const methods = { voiceMethod: 'POST', voiceFallbackMethod: 'POST', statusCallbackMethod: 'POST' } as const;
  const row = { sid, accountSid, phoneNumber: ours, friendlyName: friendlyName ?? '', createdAtMs: 1, updatedAtMs: 1 };
  return { kind: 'row', table: 'numbers', sid, atMs: 3, ...(friendlyName ? { row: { ...row, ...methods } } : {}) };
};

async function entriesIn(): Promise<readonly Entry[]> {
  const journal = await openJournal(folder);
  const entries = journal.takeEntries();
  expect(journal.takeEntries()).toEqual([]);
  await journal.close();
  return entries;
}

describe('a journal', () => {
  test('gives back what was appended, without a last line that was torn', async () => {
    const journal = await openJournal(folder);
    const written = [placed('CA1'), warned('CA1', 'odd ✓'), number('PN1', 'One')];
    for (const entry of written) journal.append(entry);
    await journal.close();
    appendFileSync(join(folder, 'calls.jsonl'), '{"kind":"call","sid":"CA1"');
    expect(await entriesIn()).toEqual(written);
    expect(await entriesIn()).toEqual(written);
  });

  test('forgets what is not kept and rows that were replaced, and nothing that is appended meanwhile', async () => {
    const journal = await openJournal(folder);
    const [old, late] = [placed('CA1'), warned('CA2', 'late')];
    for (const entry of [old, number('PN1', 'One'), placed('CA2'), number('PN2', 'Two'), number('PN1', 'Uno')]) {
      journal.append(entry);
    }
    journal.append(number('PN2'));
    const compacting = journal.compact((entry) => entry.sid !== 'CA1');
    journal.append(late);
    await compacting;
    journal.append(warned('CA2', 'later'));
    await journal.close();
    expect(await entriesIn()).toEqual([placed('CA2'), number('PN1', 'Uno'), late, warned('CA2', 'later')]);
    expect(readdirSync(folder)).toEqual(['calls.jsonl']);
  });

  test('is worth compacting once it has grown, and then not before it has grown again', async () => {
    const journal = await openJournal(folder);
    expect(journal.isGrown()).toBe(false);
    for (let count = 0; count < 6000; count += 1) journal.append(warned(`CA${count % 2}`, 'x'.repeat(1000)));
    await journal.flushed();
    expect(journal.isGrown()).toBe(true);
    await journal.compact(({ sid }) => sid === 'CA1');
    expect(journal.isGrown()).toBe(false);
    expect(statSync(join(folder, 'calls.jsonl')).size).toBeLessThan(3_300_000);
    await journal.close();
    expect(await entriesIn()).toHaveLength(3000);
  });

  test('keeps no more than a page of what an application answers', async () => {
    const journal = await openJournal(folder);
    const request = { method: 'POST', url: 'https://example.com/', parameters: { Big: 'p'.repeat(20_000) } } as const;
    const response = { status: 200, contentType: 'text/xml', body: 'b'.repeat(60_000), durationMs: 1 };
    const asked = { type: 'asked', request: { ...request, signature: 's' }, response } as const;
    journal.append({ kind: 'call', sid: 'CA1', atMs: 1, event: asked });
    journal.append({ kind: 'call', sid: 'CA1', atMs: 1, event: { type: 'document', twiml: 'd'.repeat(60_000) } });
    await journal.close();
    expect(statSync(join(folder, 'calls.jsonl')).size).toBeLessThan(26_000);
    expect(readFileSync(join(folder, 'calls.jsonl'), 'utf8')).toContain('51808 more characters were not kept');
  });

  test('keeps sound piece by piece, whole or not at all', async () => {
    const journal = await openJournal(folder);
    const pieces = async function* () {
      yield Uint8Array.of(1, 2, 3);
      expect(await journal.media('RE1')).toBeUndefined();
      yield Uint8Array.of(4, 5);
    };
    await journal.putMedia('RE1', pieces());
    const media = await journal.media('RE1');
    const read: number[] = [];
    for await (const bytes of media?.read(1, 4) ?? []) read.push(...bytes);
    expect([media?.byteLength, read]).toEqual([5, [2, 3, 4]]);
    const torn = async function* () {
      yield Uint8Array.of(1);
      throw new Error('no more');
    };
    await expect(journal.putMedia('RE2', torn())).rejects.toThrow('no more');
    expect(await journal.media('RE2')).toBeUndefined();
    await journal.removeMedia('RE1');
    expect(await journal.media('RE1')).toBeUndefined();
    await journal.close();
  });
});

describe('calls that ended a while ago are forgotten', () => {
  const says = '<Response><Say>Hello there.</Say></Response>';
  const place = (opened: Box) =>
    opened.client.calls.create({ to: '+12025550123', from: ours, twiml: says, record: true });

  test('with their history, their recordings and their sound, while later ones stay', async () => {
    box = await openBox({ forgetAfterMs: 60_000, journal: await openJournal(folder) });
    const { client, clock, emulator } = box;
    const first = await place(box);
    await clock.passes(40_000);
    const [recording] = await client.recordings.list();
    expect(readdirSync(folder)).toContain(`${recording?.sid}.wav`);
    const second = await place(box);
    await clock.passes(62_000);
    expect((await client.calls.list()).map(({ sid }) => sid)).toEqual([second.sid]);
    await expect(client.calls(first.sid).fetch()).rejects.toMatchObject({ code: 20404 });
    expect(emulator.events(first.sid)).toEqual([]);
    expect((await client.recordings.list()).map(({ callSid }) => callSid)).toEqual([second.sid]);
    await clock.passes(60_000);
    expect([await client.calls.list(), await client.recordings.list()]).toEqual([[], []]);
    expect(readdirSync(folder)).toEqual(['calls.jsonl']);
  });

  test('by the next start also in the file, when much of it is of no use any more', async () => {
    const journal = await openJournal(folder);
    for (let count = 0; count < 6000; count += 1) journal.append(number('PN1', `${count}${'x'.repeat(1000)}`));
    await journal.close();
    box = await openBox({ journal: await openJournal(folder) });
    await box.emulator.stop();
    expect(statSync(join(folder, 'calls.jsonl')).size).toBeLessThan(10_000);
    expect((await entriesIn()).filter(({ sid }) => sid === 'PN1')).toHaveLength(1);
  });

  test('also by the next start, and live ones never', async () => {
    box = await openBox({ journal: await openJournal(folder) });
    const old = await place(box);
    await box.clock.passes(40_000);
    await box.emulator.stop();
    const clock = manualClock(new Date(box.clock.nowMs() + 3_600_000));
    const options: EmulatorOptions = { accountSid, authToken, clock, random: seededRandom(2), forgetAfterMs: 60_000 };
    const emulator = createEmulator({ ...options, journal: await openJournal(folder) });
    expect(emulator.events(old.sid)).toEqual([]);
    const { sid } = emulator.calls.create({ To: '+12025550110', From: ours, Twiml: says });
    await clock.passes(30_000);
    expect(emulator.events(sid)).not.toEqual([]);
    await emulator.stop();
  });
});

test('a transcription that was under way is completed by the next start', async () => {
  box = await openBox({ transcriptionDelayMs: 600_000, journal: await openJournal(folder) });
  const { app, client, emulator, clock: before } = box;
  app.on(
    '/voice',
    '<Response><Record action="/done" timeout="3" transcribe="true" transcribeCallback="/words"/></Response>',
  );
  const { sid } = await client.calls.create({ to: '+12025550110', from: ours, url: `${app.url}/voice` });
  await before.passes(1000);
  await emulator.farEnds.act(sid, { do: 'answer' });
  await before.passes(1000);
  await emulator.farEnds.act(sid, { do: 'say', text: 'Please call me back tomorrow.' });
  await before.passes(30_000);
  await emulator.stop();
  const clock = manualClock(new Date(before.nowMs() + 1000));
  const options = { accountSid, authToken, clock, random: seededRandom(2), transcriptionDelayMs: 1000 };
  const next = createEmulator({ ...options, journal: await openJournal(folder) });
  const { close } = await next.listen({ port: 0 });
  await clock.passes(2000);
  expect(app.at('/words')).toMatchObject([{ TranscriptionText: 'Please call me back tomorrow.', CallSid: sid }]);
  await next.stop();
  await close();
});

test('an answer that comes after its call was forgotten is of no account', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow: typeof fetch = async (input, init) => {
    if (String(input).endsWith('/initiated')) await held;
    return fetch(input, init);
  };
  const clock = { ...scaledClock(1_000_000) };
  const log: string[] = [];
  box = await openBox({ clock, fetch: slow, forgetAfterMs: 1, log: (line) => void log.push(line) });
  const { client, app, emulator } = box;
  const { sid } = await client.calls.create({
    ...{ to: '+12025550102', from: ours, twiml: '<Response/>' },
    ...{ statusCallback: `${app.url}/initiated`, statusCallbackEvent: ['initiated'] },
  });
  await expect.poll(() => emulator.events(sid).length).toBe(0);
  release();
  await expect.poll(() => app.at('/initiated').length).toBe(1);
  await emulator.settles();
  expect(log.filter((line) => line.includes('bug'))).toEqual([]);
});
