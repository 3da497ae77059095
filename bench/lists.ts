import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import { Client } from 'pg';
import type { CallFilter } from '../apps/server/src/features/calls/store/filter.ts';
import { pageOfCalls, pageStatement } from '../apps/server/src/features/calls/store/listing.ts';
import { type Database, openDatabase, type Tx } from '../apps/server/src/runtime/database/database.ts';
import { migrate } from '../apps/server/src/runtime/database/migrate.ts';
import { makeLog } from '../apps/server/src/runtime/log.ts';
import { ratio, type Spread, show, spreadOf, table } from './figures.ts';
import { fillCalls, workspaceOf } from './fill-calls.ts';
import { historyUntil, type ListWish, listWishes, tagWish } from './list-wishes.ts';

const tenantId = workspaceOf(0) as Id<'workspace'>; // a UUID
const others = Array.from({ length: 50 }, (_, index) => workspaceOf(index + 1));
const limit = 50;
const few = 10_000;
const pagesARound = 60;

interface Filled {
  db: Database;
  calls: number;
}

/** Pages of the call list over `many` calls beside the same over 10,000, each in a database of its own. */
export async function measureLists(
  urls: { superuserUrl: string; ownerUrl: string; appUrl: string; systemUrl: string },
  many: number,
  rounds: number,
): Promise<string[]> {
  const sizes = [await filled(urls, few), await filled(urls, many)] as const;
  try {
    const rows: string[][] = [];
    for (const wish of [...listWishes, tagWish]) rows.push(await compare(wish, sizes, rounds));
    rows.push(await compareOffset(sizes, rounds));
    const thousands = many.toLocaleString('en');
    return table(
      ['A page of 50 calls', 'of 10,000: p95 ms', `of ${thousands}`, 'ratio', 'blocks read', 'blocks'],
      rows,
    );
  } finally {
    for (const { db } of sizes) await db.close();
  }
}

async function compare(wish: ListWish, sizes: readonly [Filled, Filled], rounds: number): Promise<string[]> {
  const times: [number[], number[]] = [[], []];
  const places = [await placeOf(sizes[0], wish), await placeOf(sizes[1], wish)] as const;
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of [0, 1] as const) {
      const p95 = await timed(sizes[side], (tx, turn) =>
        pageOfCalls(tx, wish.filterOf(turn), { before: places[side], limit }),
      );
      // The first round warms up.
      if (round > 0) times[side].push(p95);
    }
  }
  const blocks = [0, 1].map((side) => blocksOf(sizes[side as 0 | 1], wish.filterOf(0), places[side as 0 | 1]));
  return line(wish.name, times, await Promise.all(blocks));
}

/** What a page that far down costs by OFFSET. */
async function compareOffset(sizes: readonly [Filled, Filled], rounds: number): Promise<string[]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    for (const side of [0, 1] as const) {
      const offset = behind(sizes[side], 24_950);
      times[side].push(await timed(sizes[side], (tx) => pageOfCalls(tx, {}, { before: undefined, limit, offset })));
    }
  }
  return line('peer: page 500 by OFFSET', times, []);
}

function line(name: string, [little, much]: [number[], number[]], blocks: number[]): string[] {
  const [one, other]: [Spread, Spread] = [spreadOf(little), spreadOf(much)];
  return [name, show(one, 2), show(other, 2), ratio(other, one), ...[0, 1].map((side) => String(blocks[side] ?? ''))];
}

async function timed({ db }: Filled, read: (tx: Tx, turn: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < pagesARound; turn += 1) {
    await db.asTenant(tenantId, async (tx) => {
      const started = performance.now();
      await read(tx, turn);
      times.push(performance.now() - started);
    });
  }
  return times.sort((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0;
}

async function blocksOf({ db }: Filled, filter: CallFilter, before: Id<'call'> | undefined): Promise<number> {
  const statement = pageStatement(filter, { before, limit });
  const { rows } = await db.asTenant(tenantId, (tx) =>
    sql<{
      'QUERY PLAN': [{ Plan: Record<string, number> }];
    }>`explain (analyze, buffers, format json) ${statement}`.execute(tx),
  );
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
}

// In a small history page 500 is not there: its last but few stands for it.
const behind = ({ calls }: Filled, wanted: number) => Math.min(wanted, Math.floor(calls * 0.75));

async function placeOf(filled: Filled, wish: ListWish): Promise<Id<'call'> | undefined> {
  if (wish.behind === undefined) return undefined;
  const offset = behind(filled, wish.behind);
  const { rows } = await filled.db.asTenant(tenantId, (tx) =>
    pageOfCalls(tx, {}, { before: undefined, limit: 1, offset }),
  );
  return rows[0]?.id;
}

async function filled(
  urls: { superuserUrl: string; ownerUrl: string; appUrl: string; systemUrl: string },
  calls: number,
): Promise<Filled> {
  const name = `lists_${calls}`;
  const inside = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  await asSuperuser(urls.superuserUrl, async (client) => {
    await client.query(`create database ${name} owner offhook_owner`);
  });
  await migrate(inside(urls.ownerUrl));
  await asSuperuser(inside(urls.superuserUrl), (client) =>
    fillCalls(client, { tenantId, calls, until: historyUntil, others }),
  );
  const log = makeLog({ level: 'silent', personalData: false });
  return { db: openDatabase({ appUrl: inside(urls.appUrl), systemUrl: inside(urls.systemUrl) }, log), calls };
}

async function asSuperuser(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
