import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { secureRandom } from '@offhook/kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.ts';
import { findFreePort } from './free-port.ts';
import { isRunning } from './running-process.ts';

const accountSid = `AC${'1'.repeat(32)}`;
const authToken = 'token';
const program = fileURLToPath(new URL('../../../test/start-emulator.ts', import.meta.url));

let dataDir = '';
let port = 0;
let said: string[] = [];
let running: EmulatorProcess[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'offhook-emulator-'));
  port = await findFreePort(secureRandom());
  said = [];
  running = [];
});

afterEach(async () => {
  for (const emulator of running) await emulator.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the emulator runs as a process of its own and is gone after the stop', async () => {
  const emulator = await start();
  expect(emulator).toMatchObject({ adopted: false, url: `http://127.0.0.1:${port}` });
  expect(await health()).toMatchObject({ status: 'ok', account_sid: accountSid });
  expect(statSync(join(dataDir, 'emulator.log')).mode & 0o077).toBe(0);
  await emulator.stop();
  expect(isRunning(emulator.pid())).toBe(false);
});

test('left behind by a killed server, it is taken over', async () => {
  const pid = await leaveBehind();
  const emulator = await start();
  expect(emulator.adopted).toBe(true);
  expect(emulator.pid()).toBe(pid);
});

test('that of another account is stopped, and a new one starts on the same port', async () => {
  const pid = await leaveBehind(`AC${'2'.repeat(32)}`);
  const emulator = await start();
  expect(emulator.adopted).toBe(false);
  expect(isRunning(pid)).toBe(false);
  expect(await health()).toMatchObject({ account_sid: accountSid });
});

test('one that dies is started again', async () => {
  const emulator = await start();
  const first = emulator.pid();
  process.kill(first, 'SIGKILL');
  await expect.poll(() => emulator.pid(), { timeout: 20_000 }).not.toBe(first);
  expect(await health()).toMatchObject({ status: 'ok' });
  expect(said).toContain('The emulator ended unexpectedly and is started again');
});

test('a port in use is said in one sentence that names the setting', async () => {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  await expect(start()).rejects.toMatchObject({
    name: 'StartupProblem',
    message: `Port ${port} is in use by another program: stop it, or choose another port with EMULATOR_PORT.`,
  });
  server.close();
});

test('an emulator that refuses its arguments is quoted', async () => {
  await expect(start({ args: ['--speed', 'fast'] })).rejects.toMatchObject({
    name: 'StartupProblem',
    message: expect.stringMatching(
      /^The emulator could not be started \(--speed must be a number.*\): .*emulator\.log says more\.$/,
    ),
  });
});

async function start(more: { args?: string[] } = {}): Promise<EmulatorProcess> {
  const emulator = await startEmulatorProcess({
    dataDir,
    port,
    accountSid,
    authToken,
    log: (line) => said.push(line),
    ...more,
  });
  running.push(emulator);
  return emulator;
}

async function leaveBehind(sid = accountSid): Promise<number> {
  const child = spawn(process.execPath, [program, dataDir, String(port), sid, authToken], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const { pid }: { pid: number } = JSON.parse(String(line));
  expect(isRunning(pid)).toBe(true);
  return pid;
}

async function health(): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return (await fetch(`http://127.0.0.1:${port}/emulator/v1/health`, { headers: { authorization } })).json();
}
