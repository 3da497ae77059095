// npm run emulator:twilio-cli: installs Twilio's own command line in an empty folder and lets it create, list and update calls
// against an emulator, unchanged. Not part of npm test: the command line is 175 MB.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scaledClock, seededRandom } from '@offhook/kit';
import { createEmulator } from '../src/index.ts';

const run = promisify(execFile);
const version = '6.2.4';
const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
const authToken = 'fedcba9876543210'.repeat(2);

const folder = await mkdtemp(join(tmpdir(), 'offhook-twilio-cli-'));
const emulator = createEmulator({ accountSid, authToken, clock: scaledClock(1), random: seededRandom(1) });
const server = await emulator.listen({ port: 0 });
try {
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `twilio-cli@${version}`];
  await run('npm', install, { cwd: folder, shell: process.platform === 'win32' });
  const env = {
    ...process.env,
    HOME: folder,
    EMULATOR_URL: server.url,
    NODE_OPTIONS: `--import ${new URL('../src/preload.ts', import.meta.url).href}`,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
  };
  const twilio = async (...args: string[]) => {
    const script = join(folder, 'node_modules', 'twilio-cli', 'bin', 'run');
    const { stdout } = await run(process.execPath, [script, ...args, '-o', 'json'], { cwd: folder, env });
    // The command line prints lists of what it was answered.
    return JSON.parse(stdout) as { sid: string; status: string }[];
  };
  const parties = ['--to', '+12025550110', '--from', '+15005550006'];
  const [created] = await twilio('api:core:calls:create', ...parties, '--twiml', '<Response><Pause/></Response>');
  const listed = await twilio('api:core:calls:list');
  const [updated] = await twilio('api:core:calls:update', '--sid', created?.sid ?? '', '--status', 'completed');
  const [fetched] = await twilio('api:core:calls:fetch', '--sid', created?.sid ?? '');
  const isGood = listed.some(({ sid }) => sid === created?.sid) && updated?.sid === created?.sid;
  console.log(`twilio-cli ${version} created, listed and updated ${created?.sid}, which is now ${fetched?.status}.`);
  process.exitCode = isGood && fetched?.status === 'canceled' ? 0 : 1;
} finally {
  await server.close();
  await emulator.stop();
  await rm(folder, { recursive: true, force: true });
}
