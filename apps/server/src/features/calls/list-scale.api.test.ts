import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fillCalls, workspaceOf } from '../../../../../bench/fill-calls.ts';
import { historyUntil, type ListWish, listWishes, tagWish } from '../../../../../bench/list-wishes.ts';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { type Database, openDatabase } from '../../runtime/database/database.ts';
import { makeLog } from '../../runtime/log.ts';
import type { CallFilter } from './store/filter.ts';
import { countCalls, pageStatement } from './store/listing.ts';

const tenantId = workspaceOf(0) as Id<'workspace'>; // a UUID
const others = Array.from({ length: 50 }, (_, index) => workspaceOf(index + 1));
const liveWish: ListWish = { name: 'live calls', filterOf: () => ({ live: true }) };

interface Filled {
  database: TestDatabase;
  db: Database;
  deep: Id<'call'> | undefined;
}

let few: Filled;
let many: Filled;
beforeAll(async () => {
  few = await filled(1000);
  many = await filled(200_000);
}, 240_000);
afterAll(async () => {
  for (const each of [few, many]) {
    await each?.db.close();
    await each?.database.drop();
  }
});

test.each([...listWishes, liveWish])('a page, $name, reads as little of 200,000 calls as of 1,000', async (wish) => {
  const [little, much] = [await pageOf(few, wish), await pageOf(many, wish)];
  expect(little.rows).toBeGreaterThan(0);
  expect(much.rows).toBeGreaterThan(0);
  expect(much.buffers).toBeLessThanOrEqual(80);
  // The calls of a small table lie close together; those of a large one each in a block of its own, at worst.
  expect(much.buffers - much.rows).toBeLessThanOrEqual(Math.max(12, 2 * little.buffers));
});

test('a page of a tag reads a fixed number of blocks for each call, since tags lie in a table of their own', async () => {
  const { buffers, rows } = await pageOf(many, tagWish);
  expect(rows).toBe(51);
  expect(buffers / rows).toBeLessThan(6);
});

test('what no index serves ends after so many calls and tells where to go on', async () => {
  const { rows, buffers } = await pageOf(many, { filterOf: () => ({ answeredBy: 'fax', minDuration: 299 }) });
  expect(rows).toBeLessThan(51);
  // 20,000 calls of ours and 2,000 of others between them, a dozen to the block.
  expect(buffers).toBeLessThan(8000);
});

test('a count ends at 10,000', async () => {
  const count = (filter: CallFilter) => many.db.asTenant(tenantId, (tx) => countCalls(tx, filter));
  expect(await count({})).toEqual({ total: 10_000, isExact: false });
  expect(await count({ statuses: ['completed'] })).toEqual({ total: 10_000, isExact: false });
  expect(await count({ since: new Date(historyUntil.getTime() - 86_400_000) })).toEqual({ total: 548, isExact: true });
});

async function pageOf({ db, deep }: Filled, { filterOf, behind }: Omit<ListWish, 'name'>) {
  const statement = pageStatement(filterOf(0), { before: behind ? deep : undefined, limit: 50 });
  const { rows } = await db.asTenant(tenantId, (tx) =>
    sql<{
      'QUERY PLAN': [{ Plan: Record<string, number> }];
    }>`explain (analyze, buffers, format json) ${statement}`.execute(tx),
  );
  const { Plan } = rows[0]?.['QUERY PLAN'][0] ?? { Plan: {} };
  const blocks = (kind: string) => Plan[`Shared ${kind} Blocks`] ?? Number.NaN;
  return { buffers: blocks('Hit') + blocks('Read'), rows: Plan['Actual Rows'] ?? 0 };
}

async function filled(calls: number): Promise<Filled> {
  const database = await cloneDatabase();
  const { superuserUrl } = inject('testPostgres') ?? {};
  const { pathname } = new URL(database.ownerUrl);
  const client = new Client({ connectionString: Object.assign(new URL(superuserUrl ?? ''), { pathname }).href });
  await client.connect();
  await fillCalls(client, { tenantId, calls, until: historyUntil, others });
  await client.query(
    `update calls set status = 'ringing' where tenant_id = $1 and id in
      (select id from calls where tenant_id = $1 order by hashtext(id::text) limit 60)`,
    [tenantId],
  );
  const deep = await client.query('select id from calls where tenant_id = $1 order by id desc offset $2 limit 1', [
    ...[tenantId, Math.min(24_999, calls / 2)],
  ]);
  await client.end();
  const db = openDatabase(database, makeLog({ level: 'silent', personalData: false }));
  return { database, db, deep: deep.rows[0]?.id };
}
