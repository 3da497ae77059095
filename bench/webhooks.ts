import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { makeIds, realClock, secureRandom } from '@offhook/kit';
import { Client } from 'pg';
import { makeKeys } from '../apps/server/src/runtime/keys.ts';
import type { Rig } from '../journeys/chaos/rig.ts';
import { type Spread, spreadOf } from './figures.ts';
import { prepareCalls, preparePeers, webhooksPerCall, writeRequests } from './prepare.ts';
import { type Peer, sendLoad, serverCpuMicros, startPeer } from './processes.ts';

/** What one program did at one concurrency. */
export interface WebhookFigures {
  name: string;
  concurrency: number;
  cpuMicros: Spread;
  perSecond: Spread;
  p99Ms: Spread;
}

/** Calls of a round at each concurrency; each is four webhooks. */
const levels = [
  { concurrency: 1, calls: 100 },
  { concurrency: 32, calls: 500 },
] as const;
const batch = 100;
const warmUpCalls = 500;
/** The work that the server does after its answer (listeners, outbox) is counted too: it gets this long to begin. */
const afterworkMs = 300;

interface Contender {
  name: string;
  address: string;
  file: string;
  cpuMicros(): Promise<number>;
}

/** Sends the same webhooks to the server and to the peers, in turn, round after round; each about a thing never told before. */
export async function measureWebhooks(
  rig: Rig,
  { databaseUrl, folder, rounds }: { databaseUrl: string; folder: string; rounds: number },
): Promise<{ figures: WebhookFigures[]; probe: Spread }> {
  const peers = await startPeers(rig, databaseUrl);
  try {
    const contenders = await prepare(rig, peers, { databaseUrl, folder, rounds });
    return await measure(contenders, rounds);
  } finally {
    for (const peer of peers.values()) await peer.end();
  }
}

async function startPeers(rig: Rig, databaseUrl: string): Promise<Map<string, Peer>> {
  const environment = { DATABASE_URL: databaseUrl, TWILIO_AUTH_TOKEN: rig.emulator.authToken };
  const start = async (name: string) => [name, await startPeer(name, environment)] as const;
  return new Map([await start('bare-insert'), await start('three-queries')]);
}

async function prepare(
  rig: Rig,
  peers: ReadonlyMap<string, Peer>,
  { databaseUrl, folder, rounds }: { databaseUrl: string; folder: string; rounds: number },
): Promise<Contender[]> {
  const clock = realClock();
  const count = warmUpCalls + rounds * levels.reduce((sum, { calls }) => sum + calls, 0);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await preparePeers(client);
  const { mac } = makeKeys(rig.config);
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

async function measure(
  contenders: readonly Contender[],
  rounds: number,
): Promise<{ figures: WebhookFigures[]; probe: Spread }> {
  let first = 0;
  const probes: number[] = [];
  const samples = contenders.flatMap(({ name }) =>
    levels.map(({ concurrency }) => ({
      name,
      concurrency,
      cpu: [] as number[],
      rate: [] as number[],
      p99: [] as number[],
    })),
  );
  for (const contender of contenders) await send(contender, { first, calls: warmUpCalls, concurrency: 32 });
  first += warmUpCalls;
  for (let round = 0; round < rounds; round += 1) {
    for (const { concurrency, calls } of levels) {
      probes.push(probe());
      for (const contender of contenders) {
        const result = await send(contender, { first, calls, concurrency });
        const sample = samples.find((each) => each.name === contender.name && each.concurrency === concurrency);
        sample?.cpu.push(result.cpuMicros);
        sample?.rate.push(result.perSecond);
        sample?.p99.push(result.p99Ms);
      }
      first += calls;
    }
  }
  const figures = samples.map(({ name, concurrency, cpu, rate, p99 }) => ({
    name,
    concurrency,
    cpuMicros: spreadOf(cpu),
    perSecond: spreadOf(rate),
    p99Ms: spreadOf(p99),
  }));
  return { figures, probe: spreadOf(probes) };
}

async function send(
  { address, file, cpuMicros }: Contender,
  { first, calls, concurrency }: { first: number; calls: number; concurrency: number },
): Promise<{ cpuMicros: number; perSecond: number; p99Ms: number }> {
  const count = calls * webhooksPerCall;
  const before = await cpuMicros();
  const { seconds, p99Ms } = await sendLoad([
    address,
    file,
    ...[first * webhooksPerCall, count, concurrency].map(String),
  ]);
  await realClock().sleep(afterworkMs);
  const used = (await cpuMicros()) - before;
  return { cpuMicros: used / count, perSecond: count / seconds, p99Ms };
}

/** Processor microseconds to hash a megabyte: the same work each time, so that a noisy machine shows. */
function probe(): number {
  const megabyte = Buffer.alloc(1 << 20, 1);
  const before = process.cpuUsage();
  for (let turn = 0; turn < 100; turn += 1) createHash('sha256').update(megabyte).digest();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 100;
}
