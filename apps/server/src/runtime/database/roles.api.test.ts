import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { makeLog } from '../log.ts';
import { openDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

test('the program steps down to its roles, also when the URL brings options of its own', async () => {
  const url = `${database.ownerUrl}?options=${encodeURIComponent('-c statement_timeout=60000')}`;
  const db = openDatabase({ appUrl: url, systemUrl: url }, makeLog({ level: 'silent', personalData: false }));
  const who = sql<{ name: string; limit: string }>`
    select current_user as name, current_setting('statement_timeout') as limit`;
  const tenant = '0198c0de-0000-7000-8000-000000000000' as never; // any workspace: none is looked at
  expect((await db.asTenant(tenant, (tx) => who.execute(tx))).rows).toEqual([{ name: 'offhook_app', limit: '1min' }]);
  expect((await db.asSystem((tx) => who.execute(tx))).rows).toEqual([{ name: 'offhook_system', limit: '1min' }]);
  await db.close();
});
