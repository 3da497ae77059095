import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Clock } from '@offhook/kit';

/** True while the process runs. One that has ended but was not reaped yet (a zombie) counts as gone. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM means that it runs under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM' && !isZombie(pid);
  }
  return !isZombie(pid);
}

/** When the process began, in words that only serve to tell it from a later one with the same id. */
export function startOf(pid: number): string {
  if (process.platform === 'linux') return statFields(pid)[19] ?? '';
  return process.platform === 'win32' ? '' : ps(pid, 'lstart=');
}

/** The command line of a process, or undefined where it cannot be known. */
export function commandOf(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined;
  if (process.platform !== 'linux') return ps(pid, 'command=') || undefined;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Resolves to true as soon as the process is gone, to false if it still runs after `limitMs`. */
export async function endsWithin(pid: number, limitMs: number, clock: Clock): Promise<boolean> {
  for (const endMs = clock.nowMs() + limitMs; isRunning(pid); await clock.sleep(20)) {
    if (clock.nowMs() >= endMs) return false;
  }
  return true;
}

/** Sends a signal to a process that may be gone already. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function isZombie(pid: number): boolean {
  if (process.platform === 'linux') return statFields(pid)[0] === 'Z';
  return process.platform !== 'win32' && ps(pid, 'stat=').startsWith('Z');
}

// Field 2 of /proc/<pid>/stat is the program's name in brackets and may hold blanks: count from behind it (proc(5)).
function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
