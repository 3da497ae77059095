// Measures the program beside its peers in one run and prints the tables of the README; nothing is asserted. Arguments
// name the parts to measure (boot, webhooks, answers, live, builder, lists, stats, import, scheduler, dialling, emulator); without any all are.
// A number is that of the calls in the longest list, and of the rows of an import: 10000000 calls take 20 GB of disk.
// Numbers behind `scheduler` are the prospects of its campaigns.
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { realClock, secureRandom } from '@offhook/kit';
import { startEmbeddedPostgres } from '../apps/server/src/runtime/processes/embedded-postgres.ts';
import { makeRig, type Rig } from '../journeys/chaos/rig.ts';
import { measureAnswers } from './answers.ts';
import { type BootFigures, type MemoryFigures, measureBoot, measureMemory } from './boot.ts';
import { measureBuilder } from './builder.ts';
import { measureDialling } from './dialling.ts';
import { type EmulatorFigures, measureEmulator } from './emulator.ts';
import { ratio, show, table } from './figures.ts';
import { measureImport } from './import.ts';
import { measureLists } from './lists.ts';
import { measureLive } from './live.ts';
import { startPeer } from './processes.ts';
import { measureScheduler } from './scheduler.ts';
import { openSlowWay } from './slow-way.ts';
import { measureStats } from './stats.ts';
import { type LoadFigures, measureWebhooks, type WebhookFigures } from './webhooks.ts';

const rounds = 5;
/** Of two seconds each, with pages that open and close around it. */
const liveRounds = 3;
const isNumber = (text: string) => /^\d+$/.test(text);
const parts = process.argv.slice(2).filter((text) => !isNumber(text));
const size = process.argv.slice(2).find(isNumber);
const listedCalls = Number(size ?? 1_000_000);
const importedRows = Number(size ?? 100_000);
const numbers = process.argv.slice(2).filter(isNumber).map(Number);
const campaignSizes = numbers.length > 1 ? numbers : [1000, 10_000, numbers[0] ?? 100_000];
const wants = (part: string) => parts.length === 0 || parts.includes(part);
const clock = realClock();
const startedMs = clock.nowMs();
const folder = await mkdtemp(join(tmpdir(), 'offhook-bench-'));
// As root the database runs as another user, who must be able to walk through.
await chmod(folder, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
const databaseUrl = Object.assign(new URL(postgres.superuserUrl), {
  pathname: new URL(postgres.ownerUrl).pathname,
}).href;
const postmaster = Number(readFileSync(join(folder, 'postgres-18', 'postmaster.pid'), 'utf8').split('\n')[0]);

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, PostgreSQL 18, ${rounds} rounds: median (least–most)`,
);
try {
  if (wants('boot')) {
    await withRig({}, async (rig) => {
      printBoot(await measureBoot(rig, databaseUrl, rounds));
      printMemory(await measureMemory(rig, clock, databaseUrl));
    });
  }
  if (wants('webhooks') || wants('live')) {
    await withServer(async (rig) => {
      const shared = { databaseUrl, folder, postmaster };
      if (wants('webhooks')) printWebhooks(await measureWebhooks(rig, { ...shared, rounds }));
      if (wants('live')) for (const lines of await measureLive(rig, { ...shared, rounds: liveRounds })) print(lines);
    });
  }
  if (wants('answers')) {
    const way = await openSlowWay(databaseUrl, clock);
    const urls = { DATABASE_URL: way.via(databaseUrl), DATABASE_OWNER_URL: postgres.ownerUrl };
    await withRig({ ...urls, LOG_LEVEL: 'error' }, async (rig) => {
      rig.launch();
      await rig.ready();
      print(await measureAnswers(rig, way, clock));
    });
    await way.close();
  }
  if (wants('builder')) await withServer(async (rig) => print(await measureBuilder(rig, rounds)));
  if (wants('lists')) print(await measureLists(postgres, listedCalls, rounds));
  if (wants('stats')) print(await measureStats(postgres, listedCalls, rounds));
  if (wants('import')) {
    await withServer(async (rig) => print(await measureImport(rig, importedRows, { clock, databaseUrl, folder })));
  }
  if (wants('scheduler')) print(await measureScheduler({ urls: postgres, postmaster, folder }, campaignSizes, rounds));
  if (wants('dialling')) await printDialling();
  if (wants('emulator')) printEmulator(await measureEmulator(rounds));
  console.log(`\nnpm run bench took ${Math.round((clock.nowMs() - startedMs) / 1000)} s.`);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** A server that shares one database server with the peers, which makes every commit durable. */
async function withServer(work: (rig: Rig) => Promise<void>): Promise<void> {
  const shared = { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: postgres.ownerUrl };
  // The prepared calls are unknown to the emulator: nobody shall ask it about them.
  const quiet = { SWEEP_SECONDS: '86400', RECONCILE_AFTER_SECONDS: '3600' };
  const open = { METRICS_TOKEN: Buffer.from(secureRandom().bytes(16)).toString('hex') };
  await withRig({ ...shared, ...quiet, ...open }, async (rig) => {
    rig.launch();
    await rig.ready();
    await work(rig);
  });
}

async function printDialling(): Promise<void> {
  const carrier = await startPeer('bare-carrier', {});
  const account = { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_AUTH_TOKEN: '2'.repeat(32) };
  const shared = { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: postgres.ownerUrl, SWEEP_SECONDS: '86400' };
  const ours = { CARRIER: 'twilio', TWILIO_FROM_NUMBER: '+14155550199', PUBLIC_URL: 'http://localhost:9' };
  const metrics = { METRICS_TOKEN: Buffer.from(secureRandom().bytes(16)).toString('hex') };
  const waits = { RECONCILE_AFTER_SECONDS: '3600' };
  try {
    await withRig(
      { ...shared, ...account, ...ours, ...metrics, ...waits, TWILIO_BASE_URL: carrier.url },
      async (rig) => {
        rig.launch();
        await rig.ready();
        print(await measureDialling(rig, { clock, databaseUrl, postmaster }, rounds));
      },
    );
  } finally {
    await carrier.end();
  }
}

async function withRig(changes: Record<string, string>, work: (rig: Rig) => Promise<void>): Promise<void> {
  const rig = await makeRig(clock, changes);
  try {
    await work(rig);
    await rig.stop();
  } finally {
    await rig.clear();
    await rm(rig.dataDir, { recursive: true, force: true });
  }
}

function printBoot({ cold, warm, bare }: BootFigures): void {
  const rows = [
    ['offhook, with its database and its emulator', show(cold), ratio(cold, bare)],
    ['offhook, both run already (after kill -9)', show(warm), ratio(warm, bare)],
    ['control: node:http and a database connection', show(bare), '1'],
  ];
  print(table(['Start to ready, data folder exists', 'ms', 'against the control'], rows));
}

function printMemory(figures: MemoryFigures | undefined): void {
  if (!figures) {
    print(['Memory is measured on Linux only.']);
    return;
  }
  const megabytes = (value: number) => value.toFixed(0);
  const rows = [
    ['offhook, the server (RSS)', megabytes(figures.server), `${(figures.server / figures.bare).toFixed(1)}×`],
    ['offhook, the emulator (RSS)', megabytes(figures.emulator), ''],
    ['offhook, the embedded PostgreSQL (PSS of all its processes)', megabytes(figures.postgres), ''],
    ['control: node:http and a database connection (RSS)', megabytes(figures.bare), '1'],
  ];
  print(table(['Memory when idle', 'MB', 'against the control'], rows));
}

function printWebhooks({ figures, load, probe }: Awaited<ReturnType<typeof measureWebhooks>>): void {
  const named = (name: string, concurrency: number) =>
    figures.find((each) => each.name === name && each.concurrency === concurrency);
  const against = (each: WebhookFigures, peer: string) => {
    const other = named(peer, each.concurrency);
    return other ? ratio(each.cpuMicros, other.cpuMicros, 2) : '';
  };
  const row = (each: WebhookFigures) => [
    each.name,
    String(each.concurrency),
    show(each.cpuMicros),
    show(each.databaseMicros),
    against(each, 'peer-bare-insert'),
    against(each, 'peer-express'),
    show(each.perSecond),
    show(each.p99Ms, 1),
  ];
  const header = ['Signed status webhook', 'at once', 'CPU µs each, with the database', 'of it database'];
  const rest = ['× bare-insert', '× express', 'per second', 'p99 ms'];
  print(table([...header, ...rest], figures.toSorted((one, other) => one.concurrency - other.concurrency).map(row)));
  printLoad(load);
  console.log(`Control probe, the same work between the rounds: ${show(probe)} CPU µs.`);
}

function printLoad({ half, overload }: LoadFigures): void {
  const rows = half.map((each) => [each.name, each.perSecond.toFixed(0), show(each.p50Ms, 1), show(each.p99Ms, 1)]);
  print(table(['At half of its own best', 'per second', 'p50 ms', 'p99 ms'], rows));
  const { best, offered, good, goodP99Ms, refused } = overload;
  console.log(
    `Offered ${offered.toFixed(0)} a second, twice its best: ${show(good)} taken a second (${(good.median / best).toFixed(2)} of the best) within ${show(goodP99Ms)} ms (p99), ${show(refused)} % told to come back.`,
  );
}

function printEmulator(figures: EmulatorFigures): void {
  const { callEvents, bareEvents, webhooks } = figures;
  const speed = [
    ['emulator: calls of 19 events, log and signatures on', show(callEvents), ratio(callEvents, bareEvents, 3)],
    ['bare loop: a heap in typed arrays, a counter for each call', show(bareEvents), '1'],
  ];
  print(table(['Virtual time, one process', 'events per CPU second', 'against the bare loop'], speed));
  const sides = (name: string, { emulatorMicros, applicationMicros, ratio: times }: typeof webhooks.bare) => [
    ...[name, emulatorMicros.toFixed(0), applicationMicros.toFixed(0), `${times.toFixed(1)}×`],
  ];
  const rows = [sides('bare node:http', webhooks.bare), sides("node:http with the SDK's validator", webhooks.checking)];
  print(table(['Webhook over HTTP, application', 'emulator CPU µs', 'application CPU µs', 'ratio'], rows));
  console.log(
    `A waiting call holds ${(figures.waitingBytes / 1024).toFixed(1)} KB; ${figures.calls} calls left ${(figures.leftBytes / 1024 / 1024).toFixed(1)} MB behind; one seed gave ${figures.isRepeatable ? 'one log in every round' : 'different logs'}.`,
  );
}

function print(lines: readonly string[]): void {
  console.log(`\n${lines.join('\n')}`);
}
