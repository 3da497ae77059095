import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '@offhook/kit';
import { findPostgresHome } from '../../apps/server/src/runtime/processes/postgres-home.ts';
import { signalProcess } from '../../apps/server/src/runtime/processes/running-process.ts';

/** kill -9 of the PostgreSQL of a data folder. */
export function killDatabase(dataDir: string): void {
  signalProcess(postmasterOf(dataDir), 'SIGKILL');
}

/** kill -9 of one of its backends: PostgreSQL ends all the others, recovers and goes on by itself. */
export function killBackend(dataDir: string, random: Random): void {
  const pids = childrenOf(postmasterOf(dataDir));
  const pid = pids[Math.floor(random.next() * pids.length)];
  if (pid !== undefined) signalProcess(pid, 'SIGKILL');
}

function childrenOf(pid: number): number[] {
  // A slim container has no pgrep, and only Linux has the file.
  const file = `/proc/${pid}/task/${pid}/children`;
  const text = existsSync(file)
    ? readFileSync(file, 'utf8')
    : execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  // To signal 0 is to signal ourselves.
  return text
    .split(/\s+/)
    .map(Number)
    .filter((child) => child > 0);
}

function postmasterOf(dataDir: string): number {
  const { cluster } = findPostgresHome(dataDir, 18);
  const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  if (pid > 0) return pid;
  throw new Error(`No PostgreSQL runs on ${cluster}.`);
}
