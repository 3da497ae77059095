import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A peer that runs. */
export interface Peer {
  url: string;
  pid: number;
  cpuMicros(): Promise<number>;
  end(): Promise<void>;
}

/** Starts a program of `peers/` and resolves once it serves. */
export async function startPeer(name: string, environment: Record<string, string>): Promise<Peer> {
  const program = fileURLToPath(new URL(`peers/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await firstLine(child, name);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    pid: child.pid ?? 0,
    cpuMicros: async () => Number(await (await fetch(`${url}/cpu`)).text()),
    end: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

function firstLine(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (data) => resolve(String(data).trim()));
    child.once('exit', (code) => reject(new Error(`The peer ${name} ended with ${code}.`)));
  });
}

/** Processor time that the server has used, from its own /metrics. */
export async function serverCpuMicros(url: string, metricsToken: string): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
  const seconds = ['user', 'system'].map((kind) =>
    Number(new RegExp(`^process_cpu_${kind}_seconds_total ([\\d.e+-]+)`, 'm').exec(metrics)?.[1]),
  );
  if (seconds.some(Number.isNaN)) throw new Error('/metrics does not tell the processor time.');
  return seconds.reduce((sum, each) => sum + each, 0) * 1e6;
}

/** What one run of load.ts prints. */
export interface LoadResult {
  /** On the clock that all processes of a machine share: `performance.timeOrigin + performance.now()`. */
  startedAtMs: number;
  seconds: number;
  /** How many answers of each status. */
  answers: Record<string, number>;
  p50Ms: number;
  p99Ms: number;
  /** Of those that were answered with 204. */
  goodP99Ms: number;
}

/** One run of load.ts in a process of its own. */
export async function sendLoad(args: readonly (string | number)[]): Promise<LoadResult> {
  const program = fileURLToPath(new URL('load.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args.map(String)]);
  // The line that load.ts prints.
  return JSON.parse(stdout) as LoadResult;
}

/**
 * Processor nanoseconds that each process of the database server has used, by process. Linux only: elsewhere none is seen,
 * and the figures are those of the application alone.
 */
export function databaseCpu(postmaster: number): Map<number, number> {
  if (process.platform !== 'linux') return new Map();
  return new Map(familyOf(postmaster).flatMap(cpuOf));
}

/** Microseconds between two looks. What a process used before it was first seen is its own start. */
export function databaseMicros(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  let nanoseconds = 0;
  for (const [pid, used] of after) nanoseconds += used - (before.get(pid) ?? 0);
  return nanoseconds / 1000;
}

// The first field of schedstat: time on the processor in nanoseconds. A connection may end while we look.
function cpuOf(pid: number): [number, number][] {
  try {
    return [[pid, Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0])]];
  } catch {
    return [];
  }
}

/** Megabytes in memory: `Rss` counts shared pages for each process, `Pss` divides them among those that share. Linux only. */
export function memoryMegabytes(pids: readonly number[], kind: 'Rss' | 'Pss'): number {
  const kilobytes = pids.map((pid) => {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(new RegExp(`^${kind}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]);
  });
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

/** A process and its children. Linux only. */
export function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid);
  return [pid, ...children.map(Number)];
}

// Field 4, counted from behind the name in brackets (proc(5)); a process may end while we look.
function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
