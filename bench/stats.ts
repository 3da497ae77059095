import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import { Client } from 'pg';
import { type Group, groupsOf, quarterMs, rangesOf } from '../apps/server/src/features/insights/periods.ts';
import { readSums, type Selection, sumsQuery } from '../apps/server/src/features/insights/reading-store.ts';
import { type Database, openDatabase } from '../apps/server/src/runtime/database/database.ts';
import { migrate } from '../apps/server/src/runtime/database/migrate.ts';
import { makeLog } from '../apps/server/src/runtime/log.ts';
import { ratio, show, spreadOf, table } from './figures.ts';
import { fillCalls, workspaceOf } from './fill-calls.ts';
import { fillRollups } from './fill-rollups.ts';
import { historyUntil } from './list-wishes.ts';

interface Urls {
  superuserUrl: string;
  ownerUrl: string;
  appUrl: string;
  systemUrl: string;
}

const tenantId = workspaceOf(0) as Id<'workspace'>; // a UUID
const selection: Selection = { tenantId, people: 'everybody', direction: undefined, byOutcome: false };
const few = 10_000;
const readingsARound = 40;
const dayMs = 86_400_000;
const endMs = historyUntil.getTime() - 20 * quarterMs;
const zone = 'America/New_York';

const cut = (by: 'day' | 'month', days: number) =>
  groupsOf(by, { startMs: endMs - days * dayMs, endMs }, zone, 1000) ?? [];
const whole = (days: number): Group[] => [{ key: '', label: '', startMs: endMs - days * dayMs, endMs }];
const wishes: readonly (readonly [string, readonly Group[]])[] = [
  ['a month', whole(30)],
  ['a month by days', cut('day', 30)],
  ['all time', whole(364)],
  ['a year by months', cut('month', 364)],
];

/** Statistics of `many` calls beside the same of 10,000, and beside adding up the calls themselves. */
export async function measureStats(urls: Urls, many: number, rounds: number): Promise<string[]> {
  const sizes = [await counted(urls, few), await counted(urls, many)] as const;
  try {
    const rows: string[][] = [];
    for (const [name, groups] of wishes) rows.push(await compare(name, groups, sizes, rounds));
    const header = [
      'Statistics of',
      'of 10,000: p95 ms',
      `of ${many.toLocaleString('en')}`,
      'ratio',
      'blocks',
      'blocks',
    ];
    return table([...header, 'peer: adding up the calls, ms'], rows);
  } finally {
    for (const db of sizes) await db.close();
  }
}

async function compare(
  name: string,
  groups: readonly Group[],
  sizes: readonly [Database, Database],
  rounds: number,
): Promise<string[]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of [0, 1] as const) {
      const p95 = await p95Of(() => read(sizes[side], groups));
      // The first round warms up.
      if (round > 0) times[side].push(p95);
    }
  }
  const [one, other] = [spreadOf(times[0]), spreadOf(times[1])];
  const blocks = [await blocksOf(sizes[0], groups), await blocksOf(sizes[1], groups)].map(String);
  const direct = await millisecondsOf(() => addUp(sizes[1], groups));
  return [name, show(one, 2), show(other, 2), ratio(other, one), ...blocks, direct.toFixed(0)];
}

const wishOf = (groups: readonly Group[]) => [rangesOf(groups), groups.map(({ startMs }) => startMs)] as const;

const read = (db: Database, groups: readonly Group[]) =>
  db.asTenant(tenantId, (tx) => readSums(tx, selection, ...wishOf(groups)));

const addUp = (db: Database, groups: readonly Group[]) =>
  db.asTenant(tenantId, (tx) =>
    sql`select width_bucket(created_at, ${groups.map(({ startMs }) => new Date(startMs))}::timestamptz[]), direction,
        count(*), count(answered_at), sum(duration_seconds), sum(cost_micros)
      from calls where tenant_id = ${tenantId} and created_at >= ${new Date(groups[0]?.startMs ?? 0)}
        and created_at < ${new Date(endMs)} group by 1, 2`.execute(tx),
  );

async function blocksOf(db: Database, groups: readonly Group[]): Promise<number> {
  const query = sumsQuery(selection, ...wishOf(groups));
  const { rows } = await db.asTenant(tenantId, (tx) =>
    sql<{
      'QUERY PLAN': [{ Plan: Record<string, number> }];
    }>`explain (analyze, buffers, format json) ${query}`.execute(tx),
  );
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
}

async function p95Of(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < readingsARound; turn += 1) times.push(await millisecondsOf(work));
  return times.sort((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0;
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The database that the lists of this size are measured in, filled if it is not yet, with its sums. */
async function counted(urls: Urls, calls: number): Promise<Database> {
  const name = `lists_${calls}`;
  const inside = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const isNew = await asSuperuser(urls.superuserUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name} owner offhook_owner`);
    return rowCount === 0;
  });
  if (isNew) await migrate(inside(urls.ownerUrl));
  await asSuperuser(inside(urls.superuserUrl), async (client) => {
    if (isNew) await fillCalls(client, { tenantId, calls, until: historyUntil });
    await fillRollups(client, tenantId);
  });
  const log = makeLog({ level: 'silent', personalData: false });
  return openDatabase({ appUrl: inside(urls.appUrl), systemUrl: inside(urls.systemUrl) }, log);
}

async function asSuperuser<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
