import type { ManualClock, Random } from '@offhook/kit';
import type { FarEndAction } from '../src/control/far-ends.ts';
import type { Emulator } from '../src/emulator.ts';
import type { Exchange } from '../src/exchange.ts';
import type { MischiefRule } from '../src/mischief/rule.ts';
import { RestRefusal } from '../src/rest/refusals.ts';
import { accountSid, authToken } from './box.ts';
import {
  application,
  livelyDocument,
  oddTexts,
  outsideNumber,
  ownNumbers,
  pick,
  queues,
  rooms,
} from './random-documents.ts';

/** One random world, as it goes on. */
export interface World {
  random: Random;
  clock: ManualClock;
  exchange: Exchange;
  emulator: Emulator;
  /** Requests that are not answered yet. */
  asked: Set<Promise<void>>;
  problems: string[];
  note: (line: string) => void;
}

type Deed = (world: World) => void;

export function post(world: World, path: string, params: Record<string, string>): void {
  send(world, 'POST', path, new URLSearchParams(params));
}

function send({ emulator, asked, problems, note }: World, method: string, path: string, body?: URLSearchParams): void {
  const url = `http://emulator/2010-04-01/Accounts/${accountSid}${path}`;
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  const answered = async () => {
    try {
      const response = await emulator.fetch(new Request(url, { method, headers, body: body ?? null }));
      const text = await response.text();
      note(`${method} ${path} ${body ?? ''} ${response.status} ${text}`);
      if (text.includes('20500') && text.includes('internal')) problems.push(`${method} ${path} ${body}: ${text}`);
    } catch (error) {
      note(`${method} ${path} cut: ${String(error)}`);
    }
  };
  const work = answered();
  asked.add(work);
  void work.finally(() => asked.delete(work));
}

const chance = (random: Random, likely: number, params: Record<string, string>) =>
  random.next() < likely ? params : {};
const whole = (random: Random, most: number) => Math.floor(random.next() * most);

function legParameters(random: Random): Record<string, string> {
  const to =
    random.next() < 0.15
      ? pick(random, [...ownNumbers, 'client:ann', 'client:bob', 'sip:bob@example.com'])
      : outsideNumber(random);
  return {
    ...{ To: to, From: pick(random, ownNumbers) },
    ...chance(random, 0.6, { StatusCallback: `${application}/status` }),
    ...chance(random, 0.3, { MachineDetection: pick(random, ['Enable', 'DetectMessageEnd']) }),
    ...chance(random, 0.2, { Record: 'true', RecordingStatusCallback: `${application}/status` }),
    ...chance(random, 0.2, { TimeLimit: String(1 + whole(random, 60)) }),
    ...chance(random, 0.2, { Timeout: String(1 + whole(random, 30)) }),
  };
}

function callParameters(random: Random): Record<string, string> {
  return {
    ...legParameters(random),
    ...chance(random, 0.2, { AsyncAmd: 'true', AsyncAmdStatusCallback: `${application}/status` }),
    ...chance(random, 0.1, { SendDigits: 'w1w2' }),
    ...chance(random, 0.3, { FallbackUrl: `${application}/voice` }),
  };
}

function whatToRun(random: Random): Record<string, string> {
  return random.next() < 0.6 ? { Url: `${application}/voice` } : { Twiml: livelyDocument(random).slice(0, 4000) };
}

const createCall: Deed = (world) => {
  const { random } = world;
  post(world, '/Calls.json', { ...callParameters(random), ...whatToRun(random) });
};

const callIn: Deed = ({ emulator, random, note }) => {
  try {
    emulator.callers.call({ from: outsideNumber(random), to: pick(random, ownNumbers) });
  } catch (error) {
    note(String(error));
  }
};

/** Mostly a live call, sometimes one that has ended. */
function someCall({ exchange, random }: World): string {
  const sids = random.next() < 0.85 ? [...exchange.lines.keys()] : [...exchange.world.calls.keys()];
  return sids.length === 0 ? `CA${'0'.repeat(32)}` : pick(random, sids);
}

const updateCall: Deed = (world) => {
  const { random } = world;
  const change = pick(random, [
    whatToRun(random),
    whatToRun(random),
    { Status: 'completed' },
    { Status: 'canceled' },
    { TimeLimit: String(1 + whole(random, 100)) },
  ]);
  post(world, `/Calls/${someCall(world)}.json`, change);
};

const record: Deed = (world) => {
  const { random, exchange } = world;
  const recordings = [...exchange.world.recordings.values()];
  if (recordings.length === 0 || random.next() < 0.3) {
    post(world, `/Calls/${someCall(world)}/Recordings.json`, chance(random, 0.5, { RecordingChannels: 'dual' }));
    return;
  }
  const { callSid, conferenceSid, sid } = pick(random, recordings);
  const Status = pick(random, ['paused', 'in-progress', 'stopped']);
  if (conferenceSid) post(world, `/Conferences/${conferenceSid}/Recordings/${sid}.json`, { Status });
  else if (random.next() < 0.15) send(world, 'DELETE', `/Recordings/${sid}.json`);
  else post(world, `/Calls/${callSid}/Recordings/${sid}.json`, { Status });
};

const confer: Deed = (world) => {
  const { random, exchange } = world;
  const [room] = [...exchange.rooms.values()].sort(() => random.next() - 0.5);
  if (!room || random.next() < 0.3) {
    const odd = random.next() < 0.1 ? oddTexts.filter((text) => text.trim() !== '') : [];
    const name = encodeURIComponent(pick(random, [...rooms, ...odd]));
    const settings = {
      ...legParameters(random),
      ...chance(random, 0.3, { EndConferenceOnExit: 'true' }),
      ...chance(random, 0.3, { EarlyMedia: 'true' }),
      ...chance(random, 0.3, { ConferenceRecord: 'true' }),
    };
    post(world, `/Conferences/${name}/Participants.json`, settings);
    return;
  }
  const path = `/Conferences/${room.sid}`;
  const member = pick(random, [...room.present.keys(), ...room.expected, someCall(world)]);
  const change = pick<Record<string, string> | undefined>(random, [
    { Muted: String(random.next() < 0.5) },
    { Hold: String(random.next() < 0.5), ...chance(random, 0.5, { HoldUrl: `${application}/wait` }) },
    { AnnounceUrl: `${application}/wait` },
    { EndConferenceOnExit: 'true' },
    { WaitUrl: `${application}/wait` },
    { Coaching: 'true', CallSidToCoach: member },
    undefined,
  ]);
  const drawn = random.next();
  if (drawn < 0.1) post(world, `${path}.json`, { Status: 'completed' });
  else if (drawn < 0.2) post(world, `${path}.json`, { AnnounceUrl: `${application}/wait` });
  else if (change) post(world, `${path}/Participants/${member}.json`, change);
  else send(world, 'DELETE', `${path}/Participants/${member}.json`);
};

const queue: Deed = (world) => {
  const { random, exchange } = world;
  const known = [...exchange.world.tables.queues.keys()];
  if (known.length === 0) return post(world, '/Queues.json', { FriendlyName: pick(random, queues) });
  const path = `/Queues/${pick(random, known)}`;
  if (random.next() < 0.1) return send(world, 'DELETE', `${path}.json`);
  post(world, `${path}/Members/${random.next() < 0.5 ? 'Front' : someCall(world)}.json`, {
    Url: `${application}/voice`,
  });
};

const fork: Deed = (world) => {
  const { random, exchange } = world;
  const live = [...exchange.forks.values()];
  if (live.length > 0 && random.next() < 0.5) {
    const { kind, sid, callSid } = pick(random, live);
    const collection = { stream: 'Streams', siprec: 'Siprec', transcription: 'Transcriptions' }[kind];
    return post(world, `/Calls/${callSid}/${collection}/${sid}.json`, { Status: 'stopped' });
  }
  const collection = pick(random, ['Siprec', 'Transcriptions']);
  const callback = collection === 'Siprec' ? 'StatusCallback' : 'StatusCallbackUrl';
  post(world, `/Calls/${someCall(world)}/${collection}.json`, { [callback]: `${application}/status` });
};

const read: Deed = (world) => {
  const sid = someCall(world);
  const paths = ['/Calls.json', '/Conferences.json', '/Recordings.json', '/Queues.json', `/Calls/${sid}.json`];
  send(
    world,
    'GET',
    pick(world.random, [...paths, `/Calls/${sid}/Events.json`, `/Calls/${sid}/Recordings.json`, '/Notifications.json']),
  );
};

const remove: Deed = (world) => send(world, 'DELETE', `/Calls/${someCall(world)}.json`);

const act: Deed = (world) => {
  const { random, emulator, asked, note, problems } = world;
  const action = pick<FarEndAction>(random, [
    { do: 'answer' },
    { do: 'answer' },
    { do: 'decline' },
    { do: 'hang-up' },
    { do: 'say', text: 'Yes, please go on.' },
    { do: 'press', digits: pick(random, ['1', '*', '#', '12w34#']) },
    { do: 'be-machine' },
  ]);
  const work = emulator.farEnds.act(someCall(world), action).catch((error: unknown) => {
    note(String(error));
    if (!(error instanceof RestRefusal)) problems.push(`to ${action.do}: ${String(error)}`);
  });
  asked.add(work);
  void work.finally(() => asked.delete(work));
};

const mischiefs: MischiefRule['do'][] = [
  { fault: 'drop' },
  { fault: 'duplicate', copies: 2, apartMs: [0, 3000] },
  { fault: 'delay', delayMs: [0, 20_000] },
  { fault: 'reorder' },
  { fault: 'forge', signature: 'wrong-token' },
  { fault: 'extra', afterMs: 1000 },
];

const goWrong: Deed = ({ random, emulator }) => {
  const drawn = random.next();
  const often = { chance: random.next(), times: 1 + whole(random, 5) };
  if (drawn < 0.2) emulator.mischief.clear();
  else if (drawn < 0.7) {
    const on = { callback: pick(random, ['*', 'status', 'recording', 'document', 'conference']) };
    // The rule is read by its schema, which refuses a fault that does not fit.
    tryRule(emulator, { ...often, on, do: pick(random, mischiefs) } as MischiefRule);
  } else {
    const fault = pick(random, [
      { fault: 'refuse', status: 503, accepted: random.next() < 0.5 },
      { fault: 'cut', accepted: true },
      { fault: 'late-accept', delayMs: [0, 9000] },
      { fault: 'slow', part: 'body', delayMs: 500 },
      { fault: 'lag', delayMs: 5000 },
      { fault: 'callback-first' },
    ]);
    // As above.
    tryRule(emulator, { ...often, on: { operation: pick(random, ['*', 'CreateCall']) }, do: fault } as MischiefRule);
  }
};

function tryRule(emulator: Emulator, rule: MischiefRule): void {
  emulator.mischief.add({ ...rule, seed: 1 });
}

/** What may happen next. */
export const deeds: Deed[] = [
  ...[
    createCall,
    createCall,
    createCall,
    callIn,
    callIn,
    callIn,
    updateCall,
    updateCall,
    record,
    confer,
    confer,
    confer,
    confer,
  ],
  ...[queue, fork, read, remove, act, act, act, act, goWrong],
];
