import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { scaledClock, secureRandom, seededRandom } from '@offhook/kit';
import { PersonasFileRefused, readPersonasFile } from '../callers/personas-file.ts';
import type { EmulatorOptions } from '../emulator.ts';
import { lineOf } from '../journal/line.ts';
import { type Journal, memoryJournal, openJournal } from '../journal.ts';
import { BadMischief, readMischief } from '../mischief/rule.ts';
import { type Flags, Misuse, numberOf } from './flags.ts';

/** What the arguments of the command ask for; throws {@link Misuse}. */
export async function optionsFrom(flags: Flags): Promise<EmulatorOptions> {
  const accountSid = flags['account-sid'] ?? `AC${hex(16)}`;
  const authToken = flags['auth-token'] ?? process.env.EMULATOR_AUTH_TOKEN ?? hex(16);
  if (!isAccountSid(accountSid)) throw new Misuse('--account-sid must be AC followed by 32 hexadecimal digits.');
  const speed = numberOf('speed', flags.speed, { above: 0 });
  const seed = flags.seed === undefined ? undefined : numberOf('seed', flags.seed, { above: -1 });
  return {
    accountSid,
    authToken,
    speed,
    clock: scaledClock(speed),
    random: seed === undefined ? secureRandom() : seededRandom(seed),
    callsPerSecond: numberOf('calls-per-second', flags['calls-per-second'], { above: 0 }),
    log: (line) => console.error(line),
    anyCallerId: flags['any-caller-id'],
    plainSockets: flags['plain-sockets'],
    mediaAuth: !flags['open-media'],
    testCredentials: testCredentialsIn(flags['test-credentials']),
    mischief: mischiefIn(flags.mischief),
    forgetAfterMs: forgetAfterMs(flags['forget-after']),
    ...peopleAndNumbers(flags),
    journal: recorded(await journalIn(flags.journal), flags.record),
  };
}

function isAccountSid(sid: string): boolean {
  return /^AC[0-9a-f]{32}$/i.test(sid);
}

function hex(bytes: number): string {
  return Buffer.from(secureRandom().bytes(bytes)).toString('hex');
}

function testCredentialsIn(text: string | undefined): EmulatorOptions['testCredentials'] {
  if (text === undefined) return undefined;
  const [accountSid = '', authToken = ''] = text.split(':');
  if (isAccountSid(accountSid) && authToken !== '') return { accountSid, authToken };
  throw new Misuse('--test-credentials must be AC followed by 32 hexadecimal digits, a colon and a token.');
}

function forgetAfterMs(hours: string | undefined): number | undefined {
  return hours === undefined ? undefined : numberOf('forget-after', hours, { above: 0 }) * 3_600_000;
}

function peopleAndNumbers(flags: Flags): Pick<EmulatorOptions, 'namedPersonas' | 'personas' | 'numbers'> {
  const { personas, rules, numbers } = personasIn(flags.personas);
  const voiceUrl = flags['voice-url'];
  if (voiceUrl !== undefined && !URL.canParse(voiceUrl))
    throw new Misuse(`--voice-url must be a URL, not '${voiceUrl}'.`);
  const own = voiceUrl === undefined ? [] : [{ phoneNumber: '+15005550006', voiceUrl }];
  const all = [...own, ...(numbers ?? [])];
  return { namedPersonas: personas, personas: rules, ...(all.length > 0 ? { numbers: all } : {}) };
}

function personasIn(path: string | undefined): ReturnType<typeof readPersonasFile> {
  if (path === undefined) return {};
  try {
    return readPersonasFile(readText('personas', path), path);
  } catch (error) {
    throw error instanceof PersonasFileRefused ? new Misuse(error.message) : error;
  }
}

function mischiefIn(path: string | undefined): EmulatorOptions['mischief'] {
  if (path === undefined) return undefined;
  try {
    return readMischief(readText('mischief', path), path);
  } catch (error) {
    throw error instanceof BadMischief ? new Misuse(error.message) : error;
  }
}

function readText(what: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Misuse(`The ${what} file ${path} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}

async function journalIn(folder: string | undefined): Promise<Journal> {
  if (folder === undefined) return memoryJournal();
  return openJournal(folder).catch((error: Error) => {
    throw new Misuse(`The journal folder ${folder} cannot be used: ${error.message}.`);
  });
}

// Beside the journal, which is compacted and may be none, the record keeps every line.
function recorded(journal: Journal, path: string | undefined): Journal {
  if (path === undefined) return journal;
  try {
    writeFileSync(path, '');
  } catch (error) {
    throw new Misuse(`The record ${path} cannot be written: ${error instanceof Error ? error.message : error}.`);
  }
  return {
    ...journal,
    append: (entry) => {
      journal.append(entry);
      appendFileSync(path, lineOf(entry));
    },
  };
}
