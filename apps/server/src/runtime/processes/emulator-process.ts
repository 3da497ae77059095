import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, realClock, type Timer } from '@offhook/kit';
import { errorCode, fileProblem, portProblem, StartupProblem } from '../startup-problem.ts';
import { commandOf, endsWithin, isRunning, signalProcess, startOf } from './running-process.ts';

export interface EmulatorProcess {
  url: string;
  /** True when the emulator of an earlier process was found running and taken over. */
  adopted: boolean;
  /** The process that runs now; another one after a restart. */
  pid(): number;
  stop(): Promise<void>;
}

export interface EmulatorProcessOptions {
  dataDir: string;
  port: number;
  accountSid: string;
  authToken: string;
  log: (message: string) => void;
  /** Further arguments of the emulator's command, such as `['--speed', '10']`. */
  args?: string[];
  clock?: Clock;
}

const program = fileURLToPath(new URL('../../../../../packages/emulator/src/cli.ts', import.meta.url));

/**
 * Runs the emulator as a process of its own, which outlives a kill of the server: a carrier does not forget calls because
 * an application died. The next start takes it over, and one that dies is started again.
 */
export async function startEmulatorProcess(options: EmulatorProcessOptions): Promise<EmulatorProcess> {
  const clock = options.clock ?? realClock();
  const orphan = await takeOver(options, clock);
  let pid = orphan ?? (await launch(options, clock));
  let timer: Timer | undefined;
  let restart: Promise<void> | undefined;
  let stopped = false;
  let pauseMs = shortestPauseMs;

  const watch = (delayMs: number) => {
    timer = clock.after(delayMs, () => {
      if (isRunning(pid)) watch(watchIntervalMs);
      else restart = revive();
    });
  };
  const revive = async () => {
    try {
      options.log('The emulator ended unexpectedly and is started again');
      pid = await launch(options, clock);
      pauseMs = shortestPauseMs;
    } catch (error) {
      options.log(`The emulator could not be started again: ${error instanceof Error ? error.message : error}`);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
    if (!stopped) watch(pauseMs);
  };
  watch(watchIntervalMs);

  return {
    url: urlOf(options.port),
    adopted: orphan !== undefined,
    pid: () => pid,
    async stop() {
      stopped = true;
      timer?.cancel();
      await restart;
      await end(pid, clock);
      rmSync(pidFileOf(options.dataDir), { force: true });
    },
  };
}

const watchIntervalMs = 500;
const shortestPauseMs = 500;
const longestPauseMs = 30_000;

// The emulator of the same account is kept with its calls; any other of ours is stopped, so that the port is free.
async function takeOver(options: EmulatorProcessOptions, clock: Clock): Promise<number | undefined> {
  const left = readPidFile(options.dataDir);
  if (!left || !isRunning(left.pid) || startOf(left.pid) !== left.start) return undefined;
  if (!(commandOf(left.pid)?.includes('--account-sid') ?? true)) return undefined;
  if (left.port === options.port && (await isHealthy(options))) {
    options.log('Taking over the emulator that an earlier server left running');
    return left.pid;
  }
  await end(left.pid, clock);
  return undefined;
}

async function launch(options: EmulatorProcessOptions, clock: Clock): Promise<number> {
  await requireFreePort(options.port, clock);
  const logFile = join(options.dataDir, 'emulator.log');
  const log = openLog(logFile, options.dataDir);
  const child = spawn(process.execPath, [program, ...argumentsOf(options)], {
    stdio: ['ignore', log.descriptor, log.descriptor],
    detached: true,
    env: { ...process.env, EMULATOR_AUTH_TOKEN: options.authToken },
  });
  closeSync(log.descriptor);
  child.on('error', () => undefined);
  child.unref();
  const pid = child.pid;
  if (pid === undefined)
    throw new StartupProblem(`The emulator could not be started: ${process.execPath} cannot be run.`);
  writeFileSync(pidFileOf(options.dataDir), `${pid}\n${options.port}\n${startOf(pid)}\n`, { mode: 0o600 });
  for (const endMs = clock.nowMs() + 30_000; !(await isHealthy(options)); await clock.sleep(50)) {
    if (!isRunning(pid))
      throw await explainFailure(options.port, readFileSync(logFile, 'utf8').slice(log.size), logFile);
    if (clock.nowMs() < endMs) continue;
    await end(pid, clock);
    throw new StartupProblem(`The emulator was not ready within 30 seconds: ${logFile} says why.`);
  }
  return pid;
}

// The token goes by the environment: every user of the machine can read a command line.
// A workspace's caller ids are its own affair as long as its numbers are not the carrier's.
function argumentsOf({ dataDir, port, accountSid, args = [] }: EmulatorProcessOptions): string[] {
  const account = ['--port', String(port), '--account-sid', accountSid, '--any-caller-id'];
  return [...account, '--journal', join(dataDir, 'emulator'), ...args];
}

async function isHealthy({ port, accountSid, authToken }: EmulatorProcessOptions): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  try {
    const response = await fetch(`${urlOf(port)}/emulator/v1/health`, {
      headers: { authorization },
      signal: AbortSignal.timeout(2000),
    });
    const body: unknown = await response.json();
    return (
      response.ok &&
      typeof body === 'object' &&
      body !== null &&
      'account_sid' in body &&
      body.account_sid === accountSid
    );
  } catch {
    return false;
  }
}

async function end(pid: number, clock: Clock): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    signalProcess(pid, signal);
    if (await endsWithin(pid, 5000, clock)) return;
  }
}

const portPatienceMs = 2000;

// A process that has just ended may hold its port a moment longer.
async function requireFreePort(port: number, clock: Clock): Promise<void> {
  const endMs = clock.nowMs() + portPatienceMs;
  for (let error = await listenOnce(port); error; error = await listenOnce(port)) {
    if (clock.nowMs() >= endMs) throw portProblem(error, port, 'EMULATOR_PORT');
    await clock.sleep(100);
  }
}

function listenOnce(port: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

async function explainFailure(port: number, output: string, logFile: string): Promise<unknown> {
  if (/EADDRINUSE|in use/.test(output))
    return portProblem(Object.assign(new Error(), { code: 'EADDRINUSE' }), port, 'EMULATOR_PORT');
  const reason = output.split('\n').find((line) => /error/i.test(line)) ?? output.trim().split('\n').at(-1);
  return new StartupProblem(
    `The emulator could not be started (${reason?.trim() || 'no reason given'}): ${logFile} says more.`,
  );
}

function openLog(logFile: string, dataDir: string): { descriptor: number; size: number } {
  try {
    mkdirSync(join(dataDir, 'emulator'), { recursive: true, mode: 0o700 });
    return { descriptor: openSync(logFile, 'a', 0o600), size: statSync(logFile).size };
  } catch (error) {
    throw fileProblem(error, dataDir);
  }
}

function readPidFile(dataDir: string): { pid: number; port: number; start: string } | undefined {
  try {
    const [pid, port, start] = readFileSync(pidFileOf(dataDir), 'utf8').split('\n');
    return Number(pid) > 0 ? { pid: Number(pid), port: Number(port), start: start ?? '' } : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileProblem(error, dataDir);
  }
}

function pidFileOf(dataDir: string): string {
  return join(dataDir, 'emulator.pid');
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}
