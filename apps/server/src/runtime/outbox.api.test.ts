import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../test/database.ts';
import { type Database, openDatabase } from './database/database.ts';
import { makeLog } from './log.ts';
import { type OutboxEntry, readOutbox } from './outbox.ts';

const tenant = '0198c0de-0000-7000-8000-000000000001';

let database: TestDatabase;
let db: Database;
const writers: Client[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  db = openDatabase(database, makeLog({ level: 'silent', personalData: false }));
  await db.systemPool.query(
    `insert into workspaces (tenant_id, name, country, time_zone, created_at) values ($1, 'One', 'US', 'UTC', now())`,
    [tenant],
  );
});
afterAll(async () => {
  await Promise.all(writers.map((writer) => writer.end()));
  await db.close();
  await database.drop();
});

/** A transaction that has written an entry and is not over. */
async function write(name: string): Promise<{ commit: () => Promise<unknown> }> {
  const writer = new Client({ connectionString: database.systemUrl });
  writers.push(writer);
  await writer.connect();
  await writer.query('begin');
  await writer.query(`insert into outbox (tenant_id, kind, name, payload, at) values ($1, 'event', $2, '{}', now())`, [
    tenant,
    name,
  ]);
  return { commit: () => writer.query('commit') };
}

test('a slow transaction is not overtaken by a later one: a reader with a cursor misses neither', async () => {
  const slow = await write('slow');
  const quick = await write('quick');
  await quick.commit();
  const seen: string[] = [];
  let cursor = { tx: '0', id: 0 };
  const read = async () => {
    const entries: OutboxEntry[] = await db.asReader((tx) => readOutbox(tx, cursor, 10));
    cursor = entries.at(-1) ?? cursor;
    seen.push(...entries.map((entry) => entry.name));
  };
  await read();
  expect(seen).toEqual([]);
  await slow.commit();
  // The transactions of other databases on this PostgreSQL hold the horizon back, too, until they are over.
  while (seen.length < 2) await read();
  expect(seen).toEqual(['slow', 'quick']);
});
