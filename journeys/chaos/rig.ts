import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, type Random, secureRandom } from '@offhook/kit';
import { emulatedAccount } from '../../apps/server/src/program.ts';
import { type Config, readConfig } from '../../apps/server/src/runtime/config.ts';
import { startEmbeddedPostgres } from '../../apps/server/src/runtime/processes/embedded-postgres.ts';
import { findFreePort } from '../../apps/server/src/runtime/processes/free-port.ts';
import { endsWithin, isRunning, signalProcess } from '../../apps/server/src/runtime/processes/running-process.ts';
import { killBackend, killDatabase } from './database-process.ts';
import { startMischievousEmulator } from './emulator-process.ts';
import { timing } from './mischief.ts';

export const adminEmail = 'admin@example.com';
export const adminPassword = 'correct horse battery staple';

const serverProgram = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));

/** The real program as processes of its own on a folder of its own, to be killed and started again. */
export interface Rig {
  dataDir: string;
  config: Config;
  url: string;
  pids(): { server: number; emulator: number };
  emulator: { url: string; accountSid: string; authToken: string };
  /** Starts the server's process without waiting for it; false when it runs already. */
  launch(): boolean;
  /** Starts the carrier full of mischief, where it does not run; before the server, which takes it over. */
  launchMischief(seed: number): Promise<void>;
  /** Resolves once the launched server is ready; an error when it ends instead. */
  ready(): Promise<void>;
  isReady(): boolean;
  /** kill -9 of the server; its database and its emulator live on. */
  kill(): Promise<void>;
  /** kill -9 of the server and the emulator at once. */
  killBoth(): Promise<void>;
  /** kill -9 of PostgreSQL. The server does not start it again: it waits for its own next start. */
  killDatabase(): void;
  /** kill -9 of one process of PostgreSQL, which then recovers by itself while the server lives on. */
  killBackend(random: Random): void;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Ends whatever still runs on the data folder, the emulator and the database of a dead server too. */
  clear(): Promise<void>;
}

export async function makeRig(clock: Clock, changes: Record<string, string> = {}): Promise<Rig> {
  const dataDir = await mkdtemp(join(tmpdir(), 'offhook-chaos-'));
  // As root the database runs as another user, who must be able to walk through.
  await chmod(dataDir, 0o711);
  const environment = { ...(await makeEnvironment(dataDir)), ...changes };
  const config = readConfig(environment, dataDir);
  const url = `http://127.0.0.1:${config.port}`;
  const log = createWriteStream(join(dataDir, 'server.log'));
  let server: ChildProcess | undefined;
  let isReady = false;
  const signalled = async (signal: NodeJS.Signals): Promise<number | null> => {
    isReady = false;
    const running = server;
    server = undefined;
    if (running?.exitCode !== null || running.signalCode !== null) return running?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => running.once('exit', resolve));
    running.kill(signal);
    return ended;
  };
  return {
    dataDir,
    config,
    url,
    pids: () => ({ server: server?.pid ?? 0, emulator: emulatorPid(dataDir) ?? 0 }),
    emulator: { url: `http://127.0.0.1:${config.emulatorPort}`, ...emulatedAccount(config) },
    launch() {
      if (server) return false;
      server = spawn(process.execPath, [serverProgram], {
        cwd: dataDir,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      server.stdout?.pipe(log, { end: false });
      server.stderr?.pipe(log, { end: false });
      return true;
    },
    async launchMischief(seed) {
      const running = emulatorPid(dataDir);
      if (running !== undefined && isRunning(running)) return;
      const account = { url: `http://127.0.0.1:${config.emulatorPort}`, ...emulatedAccount(config) };
      await startMischievousEmulator(dataDir, account, seed, clock);
    },
    async ready() {
      for (const endMs = clock.nowMs() + 60_000; !(await answers(`${url}/readyz`)); await clock.sleep(25)) {
        if (!server || server.exitCode !== null) throw new Error(`The server did not start:\n${lastLines(dataDir)}`);
        if (clock.nowMs() > endMs) throw new Error(`The server was not ready within a minute:\n${lastLines(dataDir)}`);
      }
      isReady = true;
    },
    isReady: () => isReady,
    killDatabase: () => killDatabase(dataDir),
    killBackend: (random) => killBackend(dataDir, random),
    async kill() {
      await signalled('SIGKILL');
    },
    async killBoth() {
      const emulator = emulatorPid(dataDir);
      if (emulator !== undefined) signalProcess(emulator, 'SIGKILL');
      await signalled('SIGKILL');
      if (emulator !== undefined) await endsWithin(emulator, 5000, clock);
    },
    stop: () => signalled('SIGTERM'),
    async clear() {
      await signalled('SIGKILL');
      // Gone after a stop in order.
      const emulator = emulatorPid(dataDir);
      if (emulator === undefined) return;
      signalProcess(emulator, 'SIGKILL');
      await (await startEmbeddedPostgres({ dataDir, log: () => undefined })).stop();
    },
  };
}

// Production, so that no sample data stands among the calls; nothing of the caller's environment but what Node needs.
async function makeEnvironment(dataDir: string): Promise<Record<string, string>> {
  const random = secureRandom();
  const port = async () => String(await findFreePort(random));
  const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SYSTEMROOT'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'production',
    CARRIER: 'emulator',
    APP_ENCRYPTION_KEY: Buffer.from(random.bytes(32)).toString('base64'),
    OFFHOOK_DATA_DIR: dataDir,
    OFFHOOK_ADMIN_EMAIL: adminEmail,
    OFFHOOK_ADMIN_PASSWORD: adminPassword,
    PORT: await port(),
    WS_PORT: await port(),
    EMULATOR_PORT: await port(),
    LOG_LEVEL: 'warn',
    CARRIER_TIMEOUT_SECONDS: String(timing.carrierTimeoutSeconds),
    // Beyond what a late acceptance of the emulator takes.
    RECONCILE_AFTER_SECONDS: String(timing.horizonSeconds),
    SWEEP_SECONDS: '1',
  };
}

function emulatorPid(dataDir: string): number | undefined {
  const file = join(dataDir, 'emulator.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

function lastLines(dataDir: string): string {
  return readFileSync(join(dataDir, 'server.log'), 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
