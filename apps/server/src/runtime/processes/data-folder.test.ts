import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdDataFolder } from './data-folder.ts';
import { startOf } from './running-process.ts';

let dataDir = '';
const lock = () => join(dataDir, 'offhook.pid');

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'offhook-folder-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('the last release gives the folder up', () => {
  const first = holdDataFolder(dataDir);
  const second = holdDataFolder(join(dataDir, '.'));
  first.release();
  first.release();
  expect(existsSync(lock())).toBe(true);
  second.release();
  expect(readdirSync(dataDir)).toEqual([]);
});

test('a folder that another running process holds is refused by name', () => {
  writeFileSync(lock(), `${process.ppid}\n${startOf(process.ppid)}\n`);
  expect(() => holdDataFolder(dataDir)).toThrow(`already runs on the data folder ${dataDir} (process ${process.ppid})`);
  expect(existsSync(lock())).toBe(true);
});

test('the lock of a process that has ended counts no more', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  writeFileSync(lock(), `${child.pid}\n${startOf(child.pid ?? 0)}\n`);
  await new Promise((resolve) => child.on('exit', resolve));
  holdDataFolder(dataDir).release();
});

test('the lock of an earlier process with the id of a later one counts no more', () => {
  writeFileSync(lock(), `${process.ppid}\n1\n`);
  holdDataFolder(dataDir).release();
});

test('a damaged lock counts no more', () => {
  writeFileSync(lock(), 'x');
  holdDataFolder(dataDir).release();
});
