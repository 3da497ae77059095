import { createHash } from 'node:crypto';
import { type ManualClock, type Random, seededRandom, virtualClock } from '@offhook/kit';
import { encodeWav } from '../src/audio/index.ts';
import type { CallEvent } from '../src/call.ts';
import { type EmulatorOptions, emulatorOver, makeExchange } from '../src/emulator.ts';
import type { Exchange } from '../src/exchange.ts';
import type { WebhookRequest } from '../src/webhook.ts';
import type { Entry } from '../src/world.ts';
import { accountSid, authToken } from './box.ts';
import { deeds, post, type World } from './random-deeds.ts';
import { application, livelyDocument, ownNumbers, pick, shortDocument } from './random-documents.ts';

/** What came of one random world. */
export interface WorldResult {
  /** What is wrong, a sentence each. */
  problems: string[];
  /** Of everything that was noted and logged, in order. */
  digest: string;
  entries: number;
}

const sound = encodeWav([new Int16Array(12_000)]);

/** Lets people call, documents run and everything go wrong for a while; then all hang up and nothing must be left. */
export async function runWorld(
  seed: number,
  { steps = 30, trace }: { steps?: number; trace?: (line: string) => void } = {},
): Promise<WorldResult> {
  const hash = createHash('sha256');
  let entries = 0;
  const note = (line: string) => {
    hash.update(`${line}\n`);
    trace?.(line);
  };
  const problems: string[] = [];
  const random = seededRandom(seed);
  const clock = virtualClock(new Date('2026-01-05T09:00:00Z'));
  const options = optionsOf(seed, clock, (line) => {
    note(line);
    if (line.startsWith('bug')) problems.push(line);
  });
  const exchange = makeExchange(options);
  exchange.listeners.add((entry) => {
    entries += 1;
    note(JSON.stringify(entry));
    problems.push(...problemsOf(exchange, entry));
  });
  const emulator = emulatorOver(exchange, options);
  const world: World = { random, clock, exchange, emulator, asked: new Set(), problems, note };
  for (let step = 0; step < steps; step += 1) {
    pick(random, deeds)(world);
    await clock.passes(random.next() < 0.3 ? 0 : Math.floor(random.next() ** 2 * 12_000));
  }
  await endAll(world);
  await emulator.stop();
  return { problems, digest: hash.digest('hex'), entries };
}

function optionsOf(seed: number, clock: ManualClock, log: (line: string) => void): EmulatorOptions {
  const answers = seededRandom(seed + 1_000_003);
  return {
    ...{ accountSid, authToken, clock, random: seededRandom(seed), log, ringSeconds: 2, forgetAfterMs: 3_600_000 },
    numbers: ownNumbers.map((phoneNumber) => ({ phoneNumber, voiceUrl: `${application}/voice` })),
    personas: [
      { numbers: ['client:ann', 'sip:bob@example.com'], persona: 'presses-one' },
      {
        endsIn: '0109',
        persona: { kind: 'person', noiseDbfs: -40, steps: [{ do: 'wait', seconds: 20 }, { do: 'hang-up' }] },
      },
      { endsIn: '0111', persona: 'impatient' },
      { endsIn: '0112', persona: 'fax' },
    ],
    application: (request) => {
      const answer = answerTo(answers, request);
      return answers.next() < 0.3 ? Promise.resolve(answer) : answer;
    },
    fetch: async () => new Response(sound, { headers: { 'content-type': 'audio/wav' } }),
  };
}

function answerTo(random: Random, { url }: WebhookRequest) {
  const { pathname } = new URL(url);
  if (random.next() < 0.03) throw new Error('The application is away');
  if (random.next() < 0.03) return { status: 500, contentType: 'text/plain', body: 'no' };
  if (pathname === '/status') return { status: 204, contentType: '', body: '' };
  const isShort = pathname === '/wait' || pathname === '/whisper';
  return { status: 200, contentType: 'text/xml', body: isShort ? shortDocument(random) : livelyDocument(random) };
}

const order = ['queued', 'ringing', 'in-progress', 'completed'];

function problemsOf({ world }: Exchange, entry: Entry): string[] {
  if (entry.kind !== 'call' || entry.event.type !== 'ended') return [];
  const events = (world.history.get(entry.sid) ?? []).map(({ event }) => event);
  const count = (type: CallEvent['type']) => events.filter((event) => event.type === type).length;
  const { status } = entry.event;
  return [
    ...(count('ended') === 1 ? [] : [`${entry.sid} ended ${count('ended')} times`]),
    ...(count('answered') <= 1 ? [] : [`${entry.sid} was answered ${count('answered')} times`]),
    ...(count('answered') === 1 && status !== 'completed' ? [`${entry.sid} was answered and is ${status}`] : []),
    ...(count('answered') === 0 && order.indexOf(status) >= 0
      ? [`${entry.sid} was not answered and is ${status}`]
      : []),
  ];
}

/** Everybody hangs up; within the time limit of any call nothing is left of it, and after the retention nothing at all. */
async function endAll(world: World): Promise<void> {
  const { clock, exchange, emulator, problems, random } = world;
  const { tables } = exchange.world;
  await clock.passes(60_000);
  // Half of the worlds end by themselves; only hours of sound would take long to make.
  const isPatient = random.next() < 0.5;
  for (const { callSid } of [...exchange.lines.values()]) {
    if (!isPatient || exchange.world.recordings.size > 0)
      post(world, `/Calls/${callSid}.json`, { Status: 'completed' });
  }
  emulator.mischief.clear();
  await clock.passes(24 * 3_600_000);
  await Promise.all(world.asked);
  const left: [string, number][] = [
    ['lines', exchange.lines.size],
    ['far ends', exchange.farEnds.size],
    ['rooms', exchange.rooms.size],
    ['names of rooms', exchange.roomsByName.size],
    ['participants', tables.participants.size],
    ['members of queues', [...exchange.waitingLines.values()].flatMap(({ members }) => members).length],
    ['dialers of queues', [...exchange.waitingLines.values()].flatMap(({ dialers }) => dialers).length],
    ['forks', exchange.forks.size],
    ['strands', exchange.strands.size],
    ['held callbacks', exchange.held.size],
    ['calls', exchange.world.calls.size],
    ['recordings', exchange.world.recordings.size],
    ['sessions', exchange.web.sessions.size],
    ['conferences', tables.conferences.size],
    ['streams', tables.streams.size],
  ];
  for (const [what, count] of left) if (count > 0) problems.push(`${count} ${what} left`);
  const timerMs = clock.untilNextTimerMs();
  if (timerMs !== undefined) problems.push(`a timer is left, due in ${timerMs} ms`);
}
