import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '@offhook/kit';
import { errorCode, fileProblem, StartupProblem } from '../startup-problem.ts';
import { noSpace, postgresEnvironment } from './postgres-cluster.ts';
import type { PostgresHome } from './postgres-home.ts';
import { noPostgresHere } from './postgres-programs.ts';
import { commandOf, endsWithin, isRunning, signalProcess } from './running-process.ts';

/** A PostgreSQL that accepts connections on 127.0.0.1. */
export interface Postmaster {
  pid: number;
  port: number;
}

/** The PostgreSQL that an earlier server left behind on this cluster, once it is ready; undefined when there is none. */
export async function findOrphan(home: PostgresHome, clock: Clock): Promise<Postmaster | undefined> {
  for (const endMs = clock.nowMs() + 10_000; ; await clock.sleep(50)) {
    const found = readPidFile(home.cluster);
    if (!found) return undefined;
    if (!isOurs(found.pid, home.cluster)) {
      removeStalePidFile(home.cluster);
      return undefined;
    }
    if (found.ready) return { pid: found.pid, port: found.port };
    if (clock.nowMs() >= endMs) {
      await stopPostmaster(found.pid, home, clock);
      return undefined;
    }
  }
}

export interface LaunchOptions {
  port: number;
  logFile: string;
  settings: Record<string, string | number>;
  clock: Clock;
}

/** Starts PostgreSQL and waits until it is ready; undefined when the port was taken in between. */
export async function launchPostmaster(home: PostgresHome, options: LaunchOptions): Promise<Postmaster | undefined> {
  const { port, logFile, clock } = options;
  const log = openLog(logFile);
  const settings = Object.entries({ ...options.settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: else Ctrl-C in a terminal ends the database before the server has finished its last transactions.
  const child = spawn(join(home.programs, 'bin', 'postgres'), ['-D', home.cluster, ...settings], {
    cwd: home.cluster,
    env: postgresEnvironment,
    stdio: ['ignore', log.descriptor, log.descriptor],
    detached: true,
    ...home.account,
  });
  closeSync(log.descriptor);
  const failure = watchForFailure(child);
  child.unref();
  for (const endMs = clock.nowMs() + 60_000; ; await clock.sleep(15)) {
    if (failure.error)
      throw errorCode(failure.error) === 'ENOENT' ? noPostgresHere() : fileProblem(failure.error, home.programs);
    if (failure.ended) return explainFailure(readFileSync(logFile, 'utf8').slice(log.size), home, logFile);
    const found = readPidFile(home.cluster);
    if (found?.ready && found.pid === child.pid) return { pid: found.pid, port: found.port };
    if (clock.nowMs() >= endMs)
      throw new StartupProblem(`The database was not ready within a minute: ${logFile} says why.`);
  }
}

/** Ends PostgreSQL: open transactions are rolled back, everything committed is on disk. */
export async function stopPostmaster(pid: number, home: PostgresHome, clock: Clock): Promise<void> {
  if (process.platform === 'win32') {
    execFileSync(join(home.programs, 'bin', 'pg_ctl'), ['stop', '-D', home.cluster, '-m', 'fast', '-w', '-t', '10'], {
      stdio: 'ignore',
    });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signalProcess(pid, signal);
    if (await endsWithin(pid, 5000, clock)) return;
  }
}

// postmaster.pid, by line: pid, data directory, start, port, socket folder, address, shared memory, status (PostgreSQL 10 to 18).
function readPidFile(cluster: string): { pid: number; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    if (!(Number(lines[0]) > 0)) return undefined;
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileProblem(error, cluster);
  }
}

// After a reboot, or in a container, the id in the file may belong to any other program.
function isOurs(pid: number, cluster: string): boolean {
  return isRunning(pid) && (commandOf(pid)?.includes(cluster) ?? true);
}

function removeStalePidFile(cluster: string): void {
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

const largestLog = 10 * 1024 * 1024;

function openLog(logFile: string): { descriptor: number; size: number } {
  try {
    const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (size > largestLog) renameSync(logFile, `${logFile}.old`);
    return { descriptor: openSync(logFile, 'a', 0o600), size: size > largestLog ? 0 : size };
  } catch (error) {
    throw fileProblem(error, dirname(logFile));
  }
}

function watchForFailure(child: ChildProcess): { error?: Error; ended: boolean } {
  const failure: { error?: Error; ended: boolean } = { ended: false };
  child.on('error', (error) => {
    failure.error = error;
  });
  child.on('exit', () => {
    failure.ended = true;
  });
  return failure;
}

function explainFailure(output: string, home: PostgresHome, logFile: string): undefined {
  if (/Address already in use|could not bind/.test(output)) return undefined;
  if (noSpace.test(output)) throw fileProblem(Object.assign(new Error(), { code: 'ENOSPC' }), home.cluster);
  if (/Permission denied/.test(output)) throw fileProblem(Object.assign(new Error(), { code: 'EACCES' }), home.cluster);
  if (/lock file "postmaster.pid" already exists/.test(output)) {
    throw new StartupProblem(`Another PostgreSQL already runs on ${home.cluster}: stop it first.`);
  }
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1);
  throw new StartupProblem(`The database could not be started (${reason || 'no reason given'}): ${logFile} says more.`);
}
