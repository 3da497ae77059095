import { spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '@offhook/kit';
import { isRunning, startOf } from '../../apps/server/src/runtime/processes/running-process.ts';
import { writeMischief } from './mischief.ts';
import { writePeople } from './people.ts';

const program = fileURLToPath(new URL('../../packages/emulator/src/cli.ts', import.meta.url));

interface Account {
  url: string;
  accountSid: string;
  authToken: string;
}

/**
 * Starts an emulator full of mischief in a data folder, where a server of that folder takes it over as one that an earlier
 * server left behind.
 */
export async function startMischievousEmulator(dataDir: string, account: Account, seed: number, clock: Clock) {
  mkdirSync(join(dataDir, 'emulator'), { recursive: true });
  const args = ['--journal', join(dataDir, 'emulator'), '--seed', String(seed)];
  return startEmulator([dataDir], account, [...args, '--mischief', writeMischief(dataDir, seed)], clock);
}

/** Starts an emulator with the people of few words; servers of any of the folders take it over. Answers its process. */
export async function startEmulator(
  folders: readonly string[],
  account: Account,
  more: readonly string[],
  clock: Clock,
) {
  const [dataDir = ''] = folders;
  const { port } = new URL(account.url);
  const log = openSync(join(dataDir, 'emulator.log'), 'a');
  const args = [
    ...['--port', port, '--account-sid', account.accountSid, '--any-caller-id', '--calls-per-second', '500'],
    ...['--personas', writePeople(dataDir), ...more],
  ];
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', log, log],
    detached: true,
    env: { ...process.env, EMULATOR_AUTH_TOKEN: account.authToken },
  });
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error('The emulator could not be started.');
  for (const folder of folders) writeFileSync(join(folder, 'emulator.pid'), `${pid}\n${port}\n${startOf(pid)}\n`);
  const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
  for (const endMs = clock.nowMs() + 30_000; !(await isHealthy(account.url, authorization)); await clock.sleep(50)) {
    if (!isRunning(pid) || clock.nowMs() > endMs) throw new Error(`The emulator is not ready: ${dataDir}/emulator.log`);
  }
  return pid;
}

async function isHealthy(url: string, authorization: string): Promise<boolean> {
  return fetch(`${url}/emulator/v1/health`, { headers: { authorization } }).then(
    (answer) => answer.ok,
    () => false,
  );
}
