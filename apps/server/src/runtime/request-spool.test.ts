import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLog } from './log.ts';
import { makeRequestSpool } from './request-spool.ts';

const log = makeLog({ level: 'silent', personalData: false });
let folder: string;
let ms: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-spool-'));
  ms = 1000;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const spoolHere = () => makeRequestSpool(folder, log, () => ms++);
const never = () => false;

async function replayed(spool = spoolHere()): Promise<unknown[]> {
  const taken: unknown[] = [];
  await spool.replay(async (entry) => void taken.push(entry), never);
  return taken;
}

test('what was acknowledged is replayed in order, by another process too, and once', async () => {
  const spool = spoolHere();
  await Promise.all([1, 2, 3].map((number) => spool.append({ number })));
  await spool.append({ number: 4 });
  expect(await replayed(spoolHere())).toEqual([1, 2, 3, 4].map((number) => ({ number })));
  expect(await replayed(spoolHere())).toEqual([]);
});

test('entries that come during replays are lost in none', async () => {
  const spool = spoolHere();
  const taken: number[] = [];
  const take = async (entry: unknown) => void taken.push((entry as { number: number }).number); // as it was appended
  const appended: Promise<void>[] = [];
  for (let number = 0; number < 2000; number += 1) {
    appended.push(spool.append({ number }));
    if (number % 7 === 0) await spool.replay(take, never);
  }
  await Promise.all(appended);
  await spool.replay(take, never);
  expect(taken).toEqual(Array.from({ length: 2000 }, (_none, number) => number));
});

test('an entry after another one that was just acknowledged is written at once', async () => {
  const spool = spoolHere();
  await spool.append({ number: 1 });
  await spool.append({ number: 2 });
  expect(await replayed(spool)).toHaveLength(2);
});

test('a line that a crash cut off costs no other line, and is kept', async () => {
  const spool = spoolHere();
  await spool.append({ number: 1 });
  const [name = ''] = await readdir(folder);
  await appendFile(join(folder, name), '{"number":');
  await spoolHere().append({ number: 2 });
  expect(await replayed(spoolHere())).toEqual([{ number: 1 }, { number: 2 }]);
  expect(await readFile(join(folder, 'set-aside.jsonl'), 'utf8')).toBe('{"number":\n');
});

test('an entry that can never be taken is set aside and holds up nobody; one that cannot be taken now holds up all', async () => {
  const spool = spoolHere();
  for (const number of [1, 2, 3]) await spool.append({ number });
  let isAway = true;
  const taken: unknown[] = [];
  const take = async (entry: unknown) => {
    if (isAway) throw new Error('away');
    if (JSON.stringify(entry) === '{"number":2}') throw new Error('poison');
    taken.push(entry);
  };
  const isPoison = (error: unknown) => error instanceof Error && error.message === 'poison';
  await expect(spool.replay(take, isPoison)).rejects.toThrow('away');
  isAway = false;
  await spool.replay(take, isPoison);
  expect(taken).toEqual([{ number: 1 }, { number: 3 }]);
  expect(await readdir(folder)).toEqual(['set-aside.jsonl']);
});

test('what cannot be written is not acknowledged, and the next entry is tried again', async () => {
  const blocked = join(folder, 'blocked');
  await writeFile(blocked, '');
  const spool = makeRequestSpool(blocked, log, () => ms++);
  await expect(spool.append({ number: 1 })).rejects.toThrow();
  await rm(blocked);
  await spool.append({ number: 2 });
  expect(await readdir(blocked)).toHaveLength(1);
});
