// Measures the program beside its peers in one run and prints the tables of the README; nothing is asserted.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { realClock, secureRandom } from '@offhook/kit';
import { startEmbeddedPostgres } from '../apps/server/src/runtime/processes/embedded-postgres.ts';
import { makeRig, type Rig } from '../journeys/chaos/rig.ts';
import { type BootFigures, type MemoryFigures, measureBoot, measureMemory } from './boot.ts';
import { type EmulatorFigures, measureEmulator } from './emulator.ts';
import { ratio, show, table } from './figures.ts';
import { measureWebhooks, type WebhookFigures } from './webhooks.ts';

const rounds = 5;
const clock = realClock();
const startedMs = clock.nowMs();
const folder = await mkdtemp(join(tmpdir(), 'offhook-bench-'));
// As root the database runs as another user, who must be able to walk through.
await chmod(folder, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
const databaseUrl = Object.assign(new URL(postgres.superuserUrl), {
  pathname: new URL(postgres.ownerUrl).pathname,
}).href;

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, PostgreSQL 18, ${rounds} rounds: median (least–most)`,
);
try {
  await withRig({}, async (rig) => {
    printBoot(await measureBoot(rig, databaseUrl, rounds));
    printMemory(await measureMemory(rig, clock, databaseUrl));
  });
  // The peers and the server share one database server, which makes every commit durable.
  const shared = { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: postgres.ownerUrl };
  // The prepared calls are unknown to the emulator: nobody shall ask it about them.
  const quiet = { SWEEP_SECONDS: '86400', RECONCILE_AFTER_SECONDS: '3600' };
  const open = { METRICS_TOKEN: Buffer.from(secureRandom().bytes(16)).toString('hex') };
  await withRig({ ...shared, ...quiet, ...open }, async (rig) => {
    rig.launch();
    await rig.ready();
    printWebhooks(await measureWebhooks(rig, { databaseUrl, folder, rounds }));
  });
  printEmulator(await measureEmulator(rounds));
  console.log(`\nnpm run bench took ${Math.round((clock.nowMs() - startedMs) / 1000)} s.`);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
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

function printWebhooks({ figures, probe }: Awaited<ReturnType<typeof measureWebhooks>>): void {
  const bareAt = (concurrency: number) =>
    figures.find((each) => each.name === 'peer-bare-insert' && each.concurrency === concurrency);
  const row = (each: WebhookFigures) => {
    const bare = bareAt(each.concurrency);
    const times = bare ? ratio(each.cpuMicros, bare.cpuMicros) : '';
    return [
      each.name,
      String(each.concurrency),
      show(each.cpuMicros),
      times,
      show(each.perSecond),
      show(each.p99Ms, 1),
    ];
  };
  const rows = figures.toSorted((one, other) => one.concurrency - other.concurrency).map(row);
  print(
    table(['Signed status webhook', 'at once', 'CPU µs each', 'against bare-insert', 'per second', 'p99 ms'], rows),
  );
  console.log(`Control probe, the same work between the rounds: ${show(probe)} CPU µs.`);
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
