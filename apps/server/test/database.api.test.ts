import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from './database.ts';

let one: TestDatabase;
let two: TestDatabase;

beforeAll(async () => {
  one = await cloneDatabase();
  two = await cloneDatabase();
});

afterAll(async () => {
  await one.drop();
  await two.drop();
});

test('each clone is a database of its own', async () => {
  await query(one.ownerUrl, 'create table only_here (n int)');
  await expect(query(two.ownerUrl, 'select n from only_here')).rejects.toThrow(/does not exist/);
});

test('the application may connect to a clone and owns nothing in it', async () => {
  const owned = await query(
    one.appUrl,
    'select count(*)::int as n from pg_class where relowner = current_user::regrole',
  );
  expect(owned).toEqual([{ n: 0 }]);
});

test('a dropped clone is gone, though somebody is connected', async () => {
  const three = await cloneDatabase();
  const client = new Client({ connectionString: three.appUrl });
  client.on('error', () => undefined);
  await client.connect();
  await three.drop();
  await expect(query(three.ownerUrl, 'select 1')).rejects.toMatchObject({ code: '3D000' });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
