import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { LiveMessage, login, makeClient, socketTicket } from '@offhook/contract';
import { makeIds, realClock, secureRandom } from '@offhook/kit';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import { makeKeys } from '../apps/server/src/runtime/keys.ts';
import { adminEmail, adminPassword, type Rig } from '../journeys/chaos/rig.ts';
import { ratio, show, spreadOf, table } from './figures.ts';
import { type PreparedRequest, prepareCalls, preparePeers, webhooksPerCall, writeRequests } from './prepare.ts';
import {
  databaseCpu,
  databaseMicros,
  type LoadResult,
  type Peer,
  sendLoad,
  serverCpuMicros,
  startPeer,
} from './processes.ts';

/** What live-viewers.ts prints. */
export interface Viewed {
  /** What came to each of the readers, and to each of the others, on average. */
  readerBytes: number;
  sinkBytes: number;
  /** What the readers among them were told, and when. */
  seen: { page: number; sid: string; status: string; atMs: number }[];
}

const pages = 200;
const eventsPerSecond = 300;
/** Calls of one look; each is four events. */
const pacedCalls = 150;
const fastCalls = 500;
const fastConnections = 32;
const batch = 150;
const warmUpCalls = 300;
/** What the last webhook causes gets this long; with pages it is waited for that they were told of every end, too. */
const afterworkMs = 500;
/** A page that read too slowly is greeted anew and fetches its lists: it is never told of what it missed. */
const mostToldMs = 4000;

interface Side {
  name: string;
  address: string;
  file: string;
  cpuMicros(): Promise<number>;
  /** As many as there are pages. */
  tickets(): Promise<string>;
}

interface Bench {
  sides: [ours: Side, naive: Side];
  rounds: number;
  postmaster: number;
  /** The next call that nobody was told about. */
  first: number;
}

interface Look {
  cpuMicros: number;
  latenciesMs: number[];
  perSecond: number;
  isTold: boolean;
}

/** What it costs to tell 200 open pages, beside a server that tells each of them each event, and what it costs the webhooks. */
export async function measureLive(
  rig: Rig,
  {
    databaseUrl,
    folder,
    rounds,
    postmaster,
  }: { databaseUrl: string; folder: string; rounds: number; postmaster: number },
): Promise<string[][]> {
  const { requests, sample } = await prepare(rig, databaseUrl, folder, rounds);
  const peer = await startPeer('live', { DATABASE_URL: databaseUrl, SAMPLE: JSON.stringify(sample) });
  try {
    const sides: Bench['sides'] = [ourSide(rig, requests, folder), naiveSide(peer, requests)];
    const bench: Bench = { sides, rounds, postmaster, first: 0 };
    for (const side of sides) await look(bench, side, { calls: warmUpCalls, watching: 0 });
    bench.first += warmUpCalls;
    return [await fanOut(bench), await ingest(bench)];
  } finally {
    await peer.end();
  }
}

/** Both at the same pace, with pages and without: the difference is what telling them costs. */
async function fanOut(bench: Bench): Promise<string[]> {
  const without = bench.sides.map(() => [] as number[]);
  const costs = bench.sides.map(() => [] as number[]);
  const p50s = bench.sides.map(() => [] as number[]);
  const p95s = bench.sides.map(() => [] as number[]);
  for (let round = 0; round < bench.rounds; round += 1) {
    // In turn, so that what an earlier look left to do is not always done on the account of the same one.
    for (const watching of round % 2 === 0 ? [0, pages] : [pages, 0]) {
      for (const [index, side] of bench.sides.entries()) {
        const { cpuMicros, latenciesMs } = await look(bench, side, {
          calls: pacedCalls,
          watching,
          rate: eventsPerSecond,
        });
        (watching === 0 ? without : costs)[index]?.push(cpuMicros);
        if (watching > 0) {
          p50s[index]?.push(percentile(latenciesMs, 0.5));
          p95s[index]?.push(percentile(latenciesMs, 0.95));
        }
      }
      bench.first += pacedCalls;
    }
  }
  const perPage = (index: number) =>
    (spreadOf(costs[index] ?? []).median - spreadOf(without[index] ?? []).median) / pages;
  const rows = bench.sides.map(({ name }, index) => [
    name,
    show(spreadOf(without[index] ?? [])),
    show(spreadOf(costs[index] ?? [])),
    perPage(index).toFixed(2),
    show(spreadOf(p50s[index] ?? [])),
    show(spreadOf(p95s[index] ?? [])),
  ]);
  const header = [
    `${eventsPerSecond} events a second, with the database`,
    ...['CPU µs an event, no page', `${pages} pages`, 'the difference, a page'],
    ...['event to page p50 ms', 'p95 ms'],
  ];
  return table(header, rows);
}

/** As fast as webhooks are taken, with pages and without. */
async function ingest(bench: Bench): Promise<string[]> {
  const [ours] = bench.sides;
  const looks = new Map<number, Look[]>([
    [0, []],
    [pages, []],
  ]);
  for (let round = 0; round < bench.rounds; round += 1) {
    for (const [watching, own] of looks) {
      own.push(await look(bench, ours, { calls: fastCalls, watching }));
      bench.first += fastCalls;
    }
  }
  const spread = (watching: number, figure: (each: Look) => number) =>
    spreadOf((looks.get(watching) ?? []).map(figure));
  const cost = (watching: number) => spread(watching, ({ cpuMicros }) => cpuMicros);
  const rows = [0, pages].map((watching) => [
    String(watching),
    show(cost(watching)),
    ratio(cost(watching), cost(0), 2),
    show(spread(watching, ({ perSecond }) => perSecond)),
    watching === 0 ? '' : `${looks.get(watching)?.filter(({ isTold }) => isTold).length} of ${bench.rounds}`,
  ]);
  const header = [
    'Pages that watch',
    `CPU µs a webhook, ${fastConnections} at once`,
    '× without',
    'webhooks a second',
    'rounds in which all was told',
  ];
  return table(header, rows);
}

/** Sends the webhooks of some calls while pages watch. */
async function look(
  { first, postmaster }: Bench,
  side: Side,
  { calls, watching, rate }: { calls: number; watching: number; rate?: number },
): Promise<Look> {
  const count = calls * webhooksPerCall;
  const viewers = watching > 0 ? await openViewers(side, watching, calls) : undefined;
  const [before, databaseBefore] = [await side.cpuMicros(), databaseCpu(postmaster)];
  const range = [side.address, side.file, first * webhooksPerCall, count, fastConnections];
  const result = await sendLoad(rate ? [...range, rate] : range);
  // Telling that came after our look would cost nothing here.
  const isTold = (await viewers?.told()) ?? true;
  await realClock().sleep(afterworkMs);
  const ofDatabase = databaseMicros(databaseBefore, databaseCpu(postmaster));
  const cpuMicros = ((await side.cpuMicros()) - before + ofDatabase) / count;
  if (result.answers['204'] !== count) throw new Error(`Not all were taken: ${JSON.stringify(result.answers)}`);
  const viewed = await viewers?.end();
  // Pages that are not told cost nothing either.
  if (viewed && rate && viewed.sinkBytes < 0.9 * viewed.readerBytes) {
    throw new Error(`${side.name}: ${viewed.sinkBytes} bytes came to a page, ${viewed.readerBytes} to a reader.`);
  }
  const latenciesMs =
    viewed && rate ? latenciesOf(side.file, first * webhooksPerCall, { result, viewed, rate, count }) : [];
  return { cpuMicros, latenciesMs, perSecond: count / result.seconds, isTold };
}

/** From when each webhook was due to when a page knew of it, or of what followed; one that no page knew of is an error. */
function latenciesOf(
  file: string,
  first: number,
  { result, viewed, rate, count }: { result: LoadResult; viewed: Viewed; rate: number; count: number },
): number[] {
  // Our own file, written by prepare.ts.
  const requests = (JSON.parse(readFileSync(file, 'utf8')) as PreparedRequest[]).slice(first, first + count);
  const told = Map.groupBy(viewed.seen, ({ page, sid }) => `${page} ${sid}`);
  const readers = new Set(viewed.seen.map(({ page }) => page));
  return requests.flatMap(({ body }, index) => {
    const params = new URLSearchParams(body);
    const place = order.indexOf(params.get('CallStatus')?.replace('initiated', 'queued') ?? '');
    const dueMs = result.startedAtMs + (index * 1000) / rate;
    return [...readers].map((page) => {
      const news = told.get(`${page} ${params.get('CallSid')}`) ?? [];
      const known = news.find(({ status }) => order.indexOf(status) >= place);
      if (!known) throw new Error(`A page was never told of an event (${params.get('CallStatus')}).`);
      return known.atMs - dueMs;
    });
  });
}

const order = ['queued', 'ringing', 'in-progress', 'completed'];

interface Viewers {
  /** True once the readers among them know of every end; false when that takes too long. */
  told(): Promise<boolean>;
  end(): Promise<Viewed>;
}

async function openViewers(side: Side, count: number, calls: number): Promise<Viewers> {
  const program = fileURLToPath(new URL('live-viewers.ts', import.meta.url));
  const address = `${side.address.replace('http', 'ws')}/ws`;
  const child = spawn(process.execPath, [program, address, await side.tickets(), String(count), String(calls)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('The viewers ended.');
    return String(value);
  };
  await line();
  const next = line();
  return {
    told: () =>
      Promise.race([
        next.then(() => true),
        realClock()
          .sleep(mostToldMs)
          .then(() => false),
      ]),
    async end() {
      child.stdin.end();
      const first = await next;
      // The last line that live-viewers.ts prints.
      return JSON.parse(first === 'told' ? await line() : first) as Viewed;
    },
  };
}

interface Requests {
  ours: string;
  naive(address: string): string;
}

async function prepare(
  rig: Rig,
  databaseUrl: string,
  folder: string,
  rounds: number,
): Promise<{ requests: Requests; sample: LiveMessage }> {
  const clock = realClock();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await preparePeers(client);
  const count = warmUpCalls + rounds * (2 * pacedCalls + 2 * fastCalls);
  const { mac } = makeKeys(rig.config);
  const calls = await prepareCalls(client, count, { ids: makeIds(clock, secureRandom()), at: clock.now(), mac });
  await client.query('vacuum analyze');
  await client.end();
  const { accountSid: sid, authToken: token } = rig.emulator;
  const write = (name: string, address: string) => {
    const file = join(folder, `live-${name}.json`);
    writeRequests(file, calls, { batch, address, at: clock.now(), account: { sid, token } });
    return file;
  };
  const requests = {
    ours: write('offhook', `http://localhost:${rig.config.port}`),
    naive: (address: string) => write('naive', address),
  };
  return { requests, sample: await sampleOf(rig) };
}

function ourSide(rig: Rig, { ours: file }: Requests, folder: string): Side {
  return {
    ...{ name: 'offhook', address: rig.url, file },
    cpuMicros: () => serverCpuMicros(rig.url, rig.config.metricsToken ?? ''),
    async tickets() {
      const path = join(folder, 'tickets.json');
      writeFileSync(path, JSON.stringify(await ticketsOf(rig, pages)));
      return path;
    },
  };
}

function naiveSide(peer: Peer, { naive }: Requests): Side {
  return {
    ...{ name: 'peer-live: JSON for each page', address: peer.url, file: naive(peer.url) },
    cpuMicros: peer.cpuMicros,
    tickets: async () => '-',
  };
}

async function ticketsOf(rig: Rig, count: number): Promise<string[]> {
  const body = { email: adminEmail, password: adminPassword };
  const { token } = await makeClient({ baseUrl: rig.url })(login, { body });
  const admin = makeClient({ baseUrl: rig.url, headers: () => ({ authorization: `Bearer ${token}` }) });
  return Promise.all(Array.from({ length: count }, async () => (await admin(socketTicket, {})).ticket));
}

/** A message as our pages get them. */
async function sampleOf(rig: Rig): Promise<LiveMessage> {
  const [ticket] = await ticketsOf(rig, 1);
  const socket = new WebSocket(`${rig.url.replace('http', 'ws')}/ws?ticket=${ticket}`);
  const greeting = await new Promise<LiveMessage>((resolve, reject) => {
    socket.once('message', (data) => resolve(LiveMessage.parse(JSON.parse(String(data)))));
    socket.once('error', reject);
  });
  socket.terminate();
  const [call] = greeting.type === 'hello' ? greeting.live_calls : [];
  if (!call) throw new Error('There is no live call.');
  return { type: 'call.changed', seq: greeting.seq, call };
}

function percentile(values: number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}
