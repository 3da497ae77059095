import { parseArgs } from 'node:util';

/** A wrong argument; the message is one sentence for the person who typed it. */
export class Misuse extends Error {
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
  'voice-url': { type: 'string' },
  personas: { type: 'string' },
  mischief: { type: 'string' },
  journal: { type: 'string' },
  record: { type: 'string' },
  'forget-after': { type: 'string' },
  'any-caller-id': { type: 'boolean', default: false },
  'plain-sockets': { type: 'boolean', default: false },
  'open-media': { type: 'boolean', default: false },
  'test-credentials': { type: 'string' },
  'forward-for': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export const usage = `offhook-emulator: Twilio Voice in a box

  --port 4650            where to listen
  --host 127.0.0.1       on which address
  --account-sid AC…      the account's SID (made up when not given)
  --auth-token …         its auth token (else EMULATOR_AUTH_TOKEN, else made up)
  --voice-url URL        what +15005550006 asks when somebody calls it
  --personas FILE        who answers which number, and numbers of the account (JSON, see README.md)
  --mischief FILE        what goes wrong on purpose (JSON, see README.md)
  --seed 1               repeat the chances of an earlier run
  --speed 1              how many seconds pass in one
  --calls-per-second 1   how fast calls are dialled
  --any-caller-id        calls may come from any number, not only from those of the account
  --plain-sockets        streams may go to ws: on this machine; Twilio itself wants wss:
  --open-media           recordings can be heard without credentials
  --test-credentials AC…:TOKEN  a second account that only judges requests, by Twilio's magic numbers
  --journal DIR          remember calls and recordings across restarts
  --forget-after HOURS   forget calls that ended longer ago
  --record FILE          write everything that happens as lines of JSON; as calls.jsonl in a --journal folder they are
                         read again, and the page shows that run
  --forward-for node|cli|sdk  say how to point a program at the emulator, and go on`;

export type Flags = ReturnType<typeof readFlags>;

/** The arguments of the command; throws {@link Misuse}. */
export function readFlags(args?: string[]) {
  try {
    return parseArgs({ options: flags, strict: true, args }).values;
  } catch (error) {
    throw new Misuse(`${error instanceof Error ? error.message : String(error)} (--help lists the options)`);
  }
}

export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Misuse(`--port must be a port from 0 to 65535, not '${text}'.`);
}

export function numberOf(name: string, text: string, { above }: { above: number }): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > above) return value;
  throw new Misuse(`--${name} must be a number above ${above}, not '${text}'.`);
}
