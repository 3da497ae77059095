import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { errorCode, fileProblem, StartupProblem } from '../startup-problem.ts';
import { isRunning, startOf } from './running-process.ts';

export interface HeldDataFolder {
  path: string;
  release(): void;
}

const holds = new Map<string, number>();

/**
 * Makes the data folder if need be and reserves it for this process, so that no second server works on the same data.
 * A process may hold it several times; the last release gives it up, and so does the death of the process.
 */
export function holdDataFolder(dataDir: string): HeldDataFolder {
  const path = resolve(dataDir);
  makeUsable(path);
  const held = holds.get(path) ?? 0;
  if (held === 0) writeLock(join(path, lockName), path);
  holds.set(path, held + 1);
  let released = false;
  return {
    path,
    release() {
      if (released) return;
      released = true;
      const left = (holds.get(path) ?? 1) - 1;
      holds.set(path, left);
      if (left === 0) rmSync(join(path, lockName), { force: true });
    },
  };
}

const lockName = 'offhook.pid';

function makeUsable(path: string): void {
  try {
    // Root's database runs as another user, who must be able to walk through; the secrets inside are 0600 each.
    mkdirSync(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    if (!statSync(path).isDirectory())
      throw new StartupProblem(`${path} is not a folder: name another one in OFFHOOK_DATA_DIR.`);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw fileProblem(error, path);
  }
}

function writeLock(lock: string, path: string): void {
  const mine = `${process.pid}\n${startOf(process.pid)}\n`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      writeFileSync(lock, mine, { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw fileProblem(error, path);
    }
    const other = readLock(lock);
    if (other && other.pid !== process.pid && isRunning(other.pid) && startOf(other.pid) === other.start) break;
    removeStale(lock, other?.pid);
  }
  const pid = readLock(lock)?.pid;
  throw new StartupProblem(
    `Offhook already runs on the data folder ${path} (process ${pid}): stop it, or name another folder in OFFHOOK_DATA_DIR.`,
  );
}

// Moved aside before it is judged again: between reading and removing, another server may have put its own lock there.
function removeStale(lock: string, stalePid: number | undefined): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readLock(aside)?.pid !== stalePid) linkSync(aside, lock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(errorCode(error))) throw fileProblem(error, lock);
  }
  rmSync(aside, { force: true });
}

function readLock(lock: string): { pid: number; start: string } | undefined {
  try {
    const [pid, start] = readFileSync(lock, 'utf8').split('\n');
    return Number(pid) > 0 ? { pid: Number(pid), start: start ?? '' } : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileProblem(error, lock);
  }
}
