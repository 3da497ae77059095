import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundlePackage } from '../pack/bundle.ts';
import { packFolder } from '../pack/tarball.ts';
import { accountSid, authToken } from './box.ts';

const run = promisify(execFile);
// As on a machine that knows nothing of this repository: its own Node and npm.
const path = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);
const env = { ...process.env, PATH: path };

let folder: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-emulator-'));
  await bundlePackage(join(folder, 'package'));
  const tarball = await packFolder(join(folder, 'package'), folder);
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], { cwd: folder, env });
}, 120_000);

afterAll(async () => {
  running?.kill('SIGTERM');
  if (running) await new Promise((resolve) => running?.once('exit', resolve));
  await rm(folder, { recursive: true, force: true });
});

test('the packed command answers a call in an empty folder, and what was said can be fetched as WAV and MP3', async () => {
  const url = await started();
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  const account = `${url}/2010-04-01/Accounts/${accountSid}`;
  const twiml = '<Response><Say>Good morning</Say><Pause length="1"/></Response>';
  const body = new URLSearchParams({ To: '+12025550123', From: '+15005550006', Twiml: twiml, Record: 'true' });
  const created = await fetch(`${account}/Calls.json`, { method: 'POST', headers, body });
  expect(created.status).toBe(201);
  // Twilio's list of recordings has this shape.
  const list = async () =>
    (await (await fetch(`${account}/Recordings.json`, { headers })).json()) as { recordings: { sid: string }[] };
  await expect.poll(list, { timeout: 30_000 }).toMatchObject({ recordings: [{ status: 'completed' }] });
  const sid = (await list()).recordings[0]?.sid;
  for (const [suffix, type] of [
    ['.wav', 'audio/x-wav'],
    ['.mp3', 'audio/mpeg'],
  ]) {
    const media = await fetch(`${account}/Recordings/${sid}${suffix}`, { headers });
    expect(media.headers.get('content-type')).toBe(type);
    expect((await media.arrayBuffer()).byteLength).toBeGreaterThan(2000);
  }
  expect((await fetch(`${url}/emulator/`)).status).toBe(200);
}, 60_000);

test('the packed library is typed and runs without a port', async () => {
  const program = `
    import { createEmulator, seededRandom, virtualClock } from '@offhook/emulator';
    const clock = virtualClock(new Date(0));
    const application = () => ({ status: 200, contentType: 'text/xml', body: '<Response><Hangup/></Response>' });
    const account = { accountSid: '${accountSid}', authToken: 't' };
    const emulator = createEmulator({ ...account, clock, random: seededRandom(1), application });
    const { sid } = emulator.callers.call({ from: '+12025550123', to: '+15005550006', voiceUrl: 'http://app/voice' });
    await clock.passes(10_000);
    console.log(emulator.events(sid).map(({ event }) => event.type).includes('ended'));
    process.exit(0);`;
  await writeFile(join(folder, 'program.mjs'), program);
  const { stdout } = await run('node', ['program.mjs'], { cwd: folder, env });
  expect(stdout.trim()).toBe('true');
});

async function started(): Promise<string> {
  const account = ['--account-sid', accountSid, '--auth-token', authToken];
  const command = join(folder, 'node_modules', '@offhook', 'emulator', 'dist', 'cli.js');
  running = spawn('node', [command, '--port', '0', '--speed', '20', ...account], { cwd: folder, env });
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /API\s+(http:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    };
    running?.stdout?.on('data', listen);
    running?.stderr?.on('data', listen);
    running?.once('exit', () => reject(new Error(said)));
  });
}
