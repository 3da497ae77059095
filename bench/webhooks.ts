import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { makeIds, realClock, secureRandom } from '@offhook/kit';
import { Client } from 'pg';
import { makeKeys } from '../apps/server/src/runtime/keys.ts';
import type { Rig } from '../journeys/chaos/rig.ts';
import { type Spread, spreadOf } from './figures.ts';
import { prepareCalls, preparePeers, webhooksPerCall, writeRequests } from './prepare.ts';
import {
  databaseCpu,
  databaseMicros,
  type LoadResult,
  type Peer,
  sendLoad,
  serverCpuMicros,
  startPeer,
} from './processes.ts';

/** What one program did at one concurrency. */
export interface WebhookFigures {
  name: string;
  concurrency: number;
  /** Of the program and of the database server together. */
  cpuMicros: Spread;
  databaseMicros: Spread;
  perSecond: Spread;
  p99Ms: Spread;
}

/** Calls of a round at each concurrency; each is four webhooks. */
const levels = [
  { concurrency: 1, calls: 100 },
  { concurrency: 32, calls: 500 },
  { concurrency: 256, calls: 1000 },
] as const;
const batch = 250;
const warmUpCalls = 1000;
/** Calls of one look at half load, and at twice the load. */
const pacedCalls = 1500;
const overloadCalls = 4000;
const overloadConnections = 1024;
/** What the server does after its answer (the outbox, costs and sums) is counted too: it gets so long. Peers do nothing. */
const afterworkMs = 1500;

interface Contender {
  name: string;
  address: string;
  file: string;
  cpuMicros(): Promise<number>;
}

/** At half of what each can do, and at twice as much as we can. */
export interface LoadFigures {
  half: { name: string; perSecond: number; p50Ms: Spread; p99Ms: Spread }[];
  overload: { best: number; offered: number; good: Spread; goodP99Ms: Spread; refused: Spread };
}

interface Bench {
  contenders: Contender[];
  rounds: number;
  postmaster: number;
  /** The next call that nobody was told about. */
  first: number;
}

/** Sends the same webhooks to the server and to the peers, in turn, round after round; each about a thing never told before. */
export async function measureWebhooks(
  rig: Rig,
  options: { databaseUrl: string; folder: string; rounds: number; postmaster: number },
): Promise<{ figures: WebhookFigures[]; load: LoadFigures; probe: Spread }> {
  const peers = await startPeers(rig, options.databaseUrl);
  try {
    const bench = { contenders: await prepare(rig, peers, options), first: 0, ...options };
    await warmUp(bench);
    const { figures, probe } = await measure(bench);
    return { figures, probe, load: await measureLoad(bench, figures) };
  } finally {
    for (const peer of peers.values()) await peer.end();
  }
}

async function startPeers(rig: Rig, databaseUrl: string): Promise<Map<string, Peer>> {
  const environment = { DATABASE_URL: databaseUrl, TWILIO_AUTH_TOKEN: rig.emulator.authToken };
  const start = async (name: string) => [name, await startPeer(name, environment)] as const;
  return new Map([await start('bare-insert'), await start('express')]);
}

async function prepare(
  rig: Rig,
  peers: ReadonlyMap<string, Peer>,
  { databaseUrl, folder, rounds }: { databaseUrl: string; folder: string; rounds: number },
): Promise<Contender[]> {
  const clock = realClock();
  const perRound = levels.reduce((sum, { calls }) => sum + calls, 0) + pacedCalls + overloadCalls;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await preparePeers(client);
  const { mac } = makeKeys(rig.config);
  const count = warmUpCalls + rounds * perRound;
  const calls = await prepareCalls(client, count, { ids: makeIds(clock, secureRandom()), at: clock.now(), mac });
  await client.query('vacuum analyze');
  await client.end();
  const { accountSid: sid, authToken: token } = rig.emulator;
  const contender = (name: string, signedFor: string, address: string, cpuMicros: () => Promise<number>): Contender => {
    const file = join(folder, `${name}.json`);
    writeRequests(file, calls, { batch, address: signedFor, at: clock.now(), account: { sid, token } });
    return { name, address, file, cpuMicros };
  };
  const signedFor = `http://localhost:${rig.config.port}`;
  return [
    contender('offhook', signedFor, rig.url, () => serverCpuMicros(rig.url, rig.config.metricsToken ?? '')),
    ...[...peers].map(([name, peer]) => contender(`peer-${name}`, peer.url, peer.url, peer.cpuMicros)),
  ];
}

async function warmUp(bench: Bench): Promise<void> {
  for (const contender of bench.contenders) {
    allGood(await send(bench, contender, { calls: warmUpCalls, concurrency: 32 }));
  }
  bench.first += warmUpCalls;
}

async function measure(bench: Bench): Promise<{ figures: WebhookFigures[]; probe: Spread }> {
  const probes: number[] = [];
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < bench.rounds; round += 1) {
    for (const { concurrency, calls } of levels) {
      probes.push(probe());
      for (const contender of bench.contenders) {
        const sample = allGood(await send(bench, contender, { calls, concurrency }));
        const key = `${contender.name} ${concurrency}`;
        samples.set(key, [...(samples.get(key) ?? []), sample]);
      }
      bench.first += calls;
    }
  }
  const figures = bench.contenders.flatMap(({ name }) =>
    levels.map(({ concurrency }) => {
      const own = samples.get(`${name} ${concurrency}`) ?? [];
      const spread = (figure: (sample: Sample) => number) => spreadOf(own.map(figure));
      return {
        name,
        concurrency,
        cpuMicros: spread((sample) => sample.cpuMicros),
        databaseMicros: spread((sample) => sample.databaseMicros),
        perSecond: spread((sample) => sample.count / sample.seconds),
        p99Ms: spread((sample) => sample.p99Ms),
      };
    }),
  );
  return { figures, probe: spreadOf(probes) };
}

/** At half of its own best rate each; then ours at twice its best. */
async function measureLoad(bench: Bench, figures: readonly WebhookFigures[]): Promise<LoadFigures> {
  const bestOf = (name: string) =>
    Math.max(...figures.filter((each) => each.name === name).map(({ perSecond }) => perSecond.median));
  const [ours, bare] = bench.contenders;
  if (!ours || !bare) throw new Error('Nobody contends.');
  const offered = 2 * bestOf(ours.name);
  const paced = [ours, bare].map((contender) => ({
    contender,
    samples: [] as Sample[],
    rate: bestOf(contender.name) / 2,
  }));
  const over: Sample[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    for (const { contender, samples, rate } of paced) {
      samples.push(allGood(await send(bench, contender, { calls: pacedCalls, concurrency: 256, rate })));
    }
    bench.first += pacedCalls;
    over.push(await send(bench, ours, { calls: overloadCalls, concurrency: overloadConnections, rate: offered }));
    bench.first += overloadCalls;
  }
  const good = (sample: Sample) => sample.answers['204'] ?? 0;
  return {
    half: paced.map(({ contender, samples, rate }) => ({
      name: contender.name,
      perSecond: rate,
      p50Ms: spreadOf(samples.map(({ p50Ms }) => p50Ms)),
      p99Ms: spreadOf(samples.map(({ p99Ms }) => p99Ms)),
    })),
    overload: {
      best: bestOf(ours.name),
      offered,
      good: spreadOf(over.map((sample) => good(sample) / sample.seconds)),
      goodP99Ms: spreadOf(over.map(({ goodP99Ms }) => goodP99Ms)),
      refused: spreadOf(over.map((sample) => (100 * (sample.count - good(sample))) / sample.count)),
    },
  };
}

type Sample = LoadResult & { count: number; cpuMicros: number; databaseMicros: number };

async function send(
  { first, postmaster }: Bench,
  { name, address, file, cpuMicros }: Contender,
  { calls, concurrency, rate }: { calls: number; concurrency: number; rate?: number },
): Promise<Sample> {
  const count = calls * webhooksPerCall;
  const [before, databaseBefore] = [await cpuMicros(), databaseCpu(postmaster)];
  const result = await sendLoad([address, file, first * webhooksPerCall, count, concurrency, ...(rate ? [rate] : [])]);
  if (!name.startsWith('peer-')) await realClock().sleep(afterworkMs);
  const ofDatabase = databaseMicros(databaseBefore, databaseCpu(postmaster)) / count;
  const ofProgram = ((await cpuMicros()) - before) / count;
  return { ...result, count, cpuMicros: ofProgram + ofDatabase, databaseMicros: ofDatabase };
}

function allGood(sample: Sample): Sample {
  if (sample.answers['204'] !== sample.count)
    throw new Error(`Not all were answered with 204: ${JSON.stringify(sample.answers)}`);
  return sample;
}

/** Processor microseconds to hash a megabyte: the same work each time, so that a noisy machine shows. */
function probe(): number {
  const megabyte = Buffer.alloc(1 << 20, 1);
  const before = process.cpuUsage();
  for (let turn = 0; turn < 100; turn += 1) createHash('sha256').update(megabyte).digest();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 100;
}
