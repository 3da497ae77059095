import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CallStatus, isFinal } from '@offhook/contract';
import { type Clock, secureRandom, seededRandom } from '@offhook/kit';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../apps/server/src/runtime/processes/embedded-postgres.ts';
import { findFreePort } from '../../../apps/server/src/runtime/processes/free-port.ts';
import { endsWithin, signalProcess } from '../../../apps/server/src/runtime/processes/running-process.ts';
import { type Carrier, carrierOf } from '../carrier.ts';
import { killBackend } from '../database-process.ts';
import { startMischievousEmulator } from '../emulator-process.ts';
import { planKills } from '../killer.ts';
import { type Losses, lossesOf } from '../losses.ts';
import { numberOf } from '../people.ts';

const program = fileURLToPath(new URL('worker.ts', import.meta.url));

interface Given {
  strategy: 'naive' | 'queue';
  attempts: number;
  kills: number;
  seed: number;
  clock: Clock;
}

/** Runs a rival on the same orders, with the same mischief, killed at the same rhythm; answers what it lost. */
export async function playPeer(given: Given): Promise<Losses> {
  const { seed, clock } = given;
  const dataDir = await mkdtemp(join(tmpdir(), 'offhook-chaos-'));
  // As root the database runs as another user, who must be able to walk through.
  await chmod(dataDir, 0o711);
  const random = secureRandom();
  const account = {
    url: `http://127.0.0.1:${await findFreePort(random)}`,
    accountSid: `AC${Buffer.from(random.bytes(16)).toString('hex')}`,
    authToken: Buffer.from(random.bytes(16)).toString('hex'),
  };
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const emulator = await startMischievousEmulator(dataDir, account, seed, clock);
  const db = new pg.Pool({ connectionString: postgres.ownerUrl, max: 2 });
  db.on('error', () => undefined);
  const worker = makeWorker(given.strategy, {
    DATABASE_URL: postgres.ownerUrl,
    CARRIER_URL: account.url,
    ACCOUNT_SID: account.accountSid,
    AUTH_TOKEN: account.authToken,
    PORT: String(await findFreePort(random)),
  });
  const clear = async () => {
    worker.kill();
    signalProcess(emulator, 'SIGKILL');
    await endsWithin(emulator, 5000, clock);
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  // An interrupted run must not leave its processes behind.
  const onSignal = () => void clear().finally(() => process.exit(130));
  for (const signal of signals) process.once(signal, onSignal);
  try {
    await writeOrders(db, given);
    worker.start();
    const carrier = carrierOf(account);
    const done = await killThroughout({ ...given, db, worker, dataDir });
    await settle({ db, carrier, clock });
    return { ...lossesOf(await ordersOf(db), await carrier.calls()), kills: done };
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
    await db.end();
    await clear();
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const;

interface Worker {
  start(): void;
  kill(): void;
}

function makeWorker(strategy: string, environment: Record<string, string>): Worker {
  let child: ChildProcess | undefined;
  return {
    start() {
      child = spawn(process.execPath, [program, strategy], {
        env: { ...process.env, ...environment },
        stdio: 'ignore',
      });
    },
    kill() {
      child?.kill('SIGKILL');
    },
  };
}

async function writeOrders(db: pg.Pool, { attempts, seed }: Given): Promise<void> {
  const random = seededRandom(seed + 1);
  await db.query(`create table orders (
    id int primary key, to_number text not null, state text not null default 'pending', lease_until timestamptz,
    tries int not null default 0, sid text, status text)`);
  await db.query('insert into orders (id, to_number) select n, t from unnest($1::int[], $2::text[]) as o (n, t)', [
    Array.from({ length: attempts }, (_, index) => index),
    Array.from({ length: attempts }, (_, index) => numberOf(index, random)),
  ]);
  await db.query('create index on orders (sid)');
}

interface Play extends Given {
  db: pg.Pool;
  worker: Worker;
  dataDir: string;
}

async function killThroughout({ attempts, kills, seed, clock, db, worker, dataDir }: Play): Promise<number> {
  const random = seededRandom(seed);
  for (const [index, phase] of planKills(kills, random).entries()) {
    const due = Math.floor(((index + 1) * attempts) / (kills + 1));
    while ((await count(db, `state <> 'pending' or tries > 0`)) < due) await clock.sleep(50);
    await clock.sleep(random.next() * 300);
    if (phase === 'backend' || phase === 'database') killBackend(dataDir, random);
    if (phase === 'backend') continue;
    worker.kill();
    await clock.sleep(100);
    worker.start();
  }
  return kills;
}

async function settle({ db, carrier, clock }: { db: pg.Pool; carrier: Carrier; clock: Clock }): Promise<void> {
  const isOver = async () => (await count(db, `state = 'pending'`)) === 0 && (await carrier.countLive()) === 0;
  for (const endMs = clock.nowMs() + 60_000; clock.nowMs() < endMs && !(await isOver()); ) await clock.sleep(250);
  // Late callbacks are still under way.
  await clock.sleep(4000);
}

// While PostgreSQL recovers nobody can ask it.
async function count(db: pg.Pool, condition: string): Promise<number> {
  return db.query<{ n: number }>(`select count(*)::int as n from orders where ${condition}`).then(
    ({ rows }) => rows[0]?.n ?? 0,
    () => -1,
  );
}

async function ordersOf(db: pg.Pool): Promise<Parameters<typeof lossesOf>[0]> {
  const { rows } = await db.query<{ sid: string | null; state: string; status: CallStatus | 'initiated' | null }>(
    'select sid, state, status from orders',
  );
  return rows.map(({ sid, state, status }) => ({
    sid,
    status: status ?? '',
    isOver: state === 'failed' || (status !== null && status !== 'initiated' && isFinal(status)),
  }));
}
