#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scaledClock, secureRandom, seededRandom } from '@offhook/kit';
import { closeSpeech, synthesise } from './audio/index.ts';
import { PersonasFileRefused, readPersonasFile } from './callers/personas-file.ts';
import { createEmulator, type EmulatorOptions } from './emulator.ts';
import { openJournal } from './journal.ts';

/** A wrong argument; the message is one sentence for the person who typed it. */
class Misuse extends Error {
  override name = 'Misuse';
}

const flags = {
  port: { type: 'string', default: '4650' },
  host: { type: 'string', default: '127.0.0.1' },
  'account-sid': { type: 'string' },
  'auth-token': { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string', default: '1' },
  'calls-per-second': { type: 'string', default: '1' },
  personas: { type: 'string' },
  journal: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const usage = `offhook-emulator: Twilio Voice in a box

  --port 4650            where to listen
  --host 127.0.0.1       on which address
  --account-sid AC…      the account's SID (made up when not given)
  --auth-token …         its auth token (else EMULATOR_AUTH_TOKEN, else made up)
  --seed 1               repeat the chances of an earlier run
  --speed 1              how many seconds pass in one
  --calls-per-second 1   how fast calls are dialled
  --personas FILE        who answers which number (JSON, see README.md)
  --journal DIR          remember calls and recordings across restarts`;

async function main(): Promise<void> {
  const { values } = readArguments();
  if (values.help) return console.log(usage);
  const accountSid = values['account-sid'] ?? `AC${hex(16)}`;
  const authToken = values['auth-token'] ?? process.env.EMULATOR_AUTH_TOKEN ?? hex(16);
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid)) {
    throw new Misuse('--account-sid must be AC followed by 32 hexadecimal digits.');
  }
  const speed = numberOf('speed', values.speed, { above: 0 });
  const emulator = createEmulator({
    accountSid,
    authToken,
    speed,
    clock: scaledClock(speed),
    random: values.seed === undefined ? secureRandom() : seededRandom(numberOf('seed', values.seed, { above: -1 })),
    callsPerSecond: numberOf('calls-per-second', values['calls-per-second'], { above: 0 }),
    journal: values.journal === undefined ? undefined : await openJournal(values.journal),
    log: (line) => console.error(line),
    ...personasIn(values.personas),
  });
  const port = portOf(values.port);
  const server = await emulator.listen({ port, host: values.host }).catch((error: Error) => {
    throw new Misuse(`The emulator cannot listen on ${values.host}:${port}: ${error.message}.`);
  });
  // The first words take half a second to prepare; nobody should hear that in the first call.
  await synthesise('Hello', 'slt');
  console.log(banner({ url: server.url, accountSid, authToken, journal: values.journal }));
  const stop = async () => {
    await server.close();
    await emulator.stop();
    await closeSpeech();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

function readArguments() {
  try {
    return parseArgs({ options: flags, strict: true });
  } catch (error) {
    throw new Misuse(`${error instanceof Error ? error.message : String(error)} (--help lists the options)`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Misuse(`--port must be a port from 0 to 65535, not '${text}'.`);
}

function numberOf(name: string, text: string, { above }: { above: number }): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > above) return value;
  throw new Misuse(`--${name} must be a number above ${above}, not '${text}'.`);
}

function personasIn(path: string | undefined): Pick<EmulatorOptions, 'namedPersonas' | 'personas' | 'numbers'> {
  if (path === undefined) return {};
  try {
    const { personas, rules, numbers } = readPersonasFile(readText(path), path);
    return { namedPersonas: personas, personas: rules, numbers };
  } catch (error) {
    throw error instanceof PersonasFileRefused ? new Misuse(error.message) : error;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Misuse(`The personas file ${path} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}

function banner(box: { url: string; accountSid: string; authToken: string; journal: string | undefined }): string {
  return [
    'Offhook emulator: a Twilio Voice account on this machine. No call leaves it, nothing costs money.',
    `  API          ${box.url}`,
    `  Account SID  ${box.accountSid}`,
    `  Auth token   ${box.authToken}`,
    `  Page         ${box.url}/emulator/#sid=${box.accountSid}&token=${encodeURIComponent(box.authToken)}`,
    `  Journal      ${box.journal ?? 'none: calls are forgotten when it stops'}`,
  ].join('\n');
}

function hex(bytes: number): string {
  return Buffer.from(secureRandom().bytes(bytes)).toString('hex');
}

main().catch((error: unknown) => {
  console.error(error instanceof Misuse ? error.message : error);
  process.exit(1);
});
