import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import twilio from 'twilio';
import { afterAll, describe, expect, test } from 'vitest';
import { accountSid, authToken, ours } from './box.ts';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'offhook-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const account = ['--account-sid', accountSid, '--auth-token', authToken];

function start(file: string, args: string[]): Promise<{ child: ChildProcess; url: string; banner: string }> {
  const child = spawn(process.execPath, [file, '--port', '0', ...account, ...args], { stdio: 'pipe' });
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /API +(http\S+)/.exec(printed)?.[1];
      if (url && printed.includes('Journal')) resolve({ child, url, banner: printed });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => reject(new Error(`It ended with ${code}: ${printed}`)));
  });
}

async function stopped(child: ChildProcess): Promise<number | null> {
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return exit;
}

async function health(url: string): Promise<unknown> {
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  return (await fetch(`${url}/emulator/v1/health`, { headers })).json();
}

test('the command starts, says what it is, and stops on a signal', async () => {
  const { child, url, banner } = await start(cli, ['--speed', '10', '--journal', join(folder, 'journal')]);
  expect(banner).toContain(accountSid);
  expect(await health(url)).toMatchObject({ status: 'ok', speed: 10 });
  expect(await stopped(child)).toBe(0);
});

test('killed right after it accepted a call, it still knows the call when it comes back', async () => {
  const journal = ['--journal', join(folder, 'killed')];
  const first = await start(cli, journal);
  const client = twilio(accountSid, authToken);
  client.api.baseUrl = first.url;
  const { sid } = await client.calls.create({ to: '+12025550103', from: ours, twiml: '<Response/>' });
  const gone = new Promise((resolve) => first.child.once('exit', resolve));
  first.child.kill('SIGKILL');
  await gone;
  const second = await start(cli, journal);
  client.api.baseUrl = second.url;
  expect(await client.calls(sid).fetch()).toMatchObject({ status: 'failed', to: '+12025550103' });
  expect(await stopped(second.child)).toBe(0);
});

describe('the command refuses in one sentence', () => {
  const wrong = join(folder, 'wrong.json');
  writeFileSync(wrong, '{"rules":[{"persona":{"kind":"parrot"}}]}');
  test.each([
    [['--speed', 'fast'], "--speed must be a number above 0, not 'fast'."],
    [['--account-sid', 'AC1'], '--account-sid must be AC followed by 32 hexadecimal digits.'],
    [['--personas', wrong], `The personas file ${wrong} is wrong at line 1, column 23 (rules.0.persona.kind)`],
    [['--personas', join(folder, 'none.json')], 'cannot be read'],
    [['--frobnicate'], "Unknown option '--frobnicate'"],
  ])('%j', (args, sentence) => {
    const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n').length).toBe(1);
  });
});
