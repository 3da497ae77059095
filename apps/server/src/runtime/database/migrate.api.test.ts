import { secureRandom } from '@offhook/kit';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

const name = `own_${Buffer.from(secureRandom().bytes(6)).toString('hex')}`;
const superuserUrl = inject('testPostgres')?.superuserUrl ?? '';
const url = Object.assign(new URL(superuserUrl), { username: name, password: name, pathname: `/${name}` }).href;

// A login as PostgreSQL leaves it that made the two roles itself: from 16 on a member that may not SET them.
beforeAll(async () => {
  const [version] = await asSuperuser('show server_version_num');
  const terms = Number(version?.server_version_num) >= 160_000 ? 'with admin true, set false, inherit false' : '';
  await asSuperuser(`create role ${name} login createrole password '${name}'`);
  await asSuperuser(`grant offhook_app, offhook_system to ${name} ${terms}`);
  await asSuperuser(`create database ${name} owner ${name}`);
});

afterAll(async () => {
  await asSuperuser(`drop database ${name} with (force)`);
  await asSuperuser(`drop role ${name}`);
});

test('one login that made the roles itself migrates and steps down to both of them', async () => {
  await migrate(url);
  const database = openDatabase({ appUrl: url, systemUrl: url }, pino({ level: 'silent' }));
  try {
    const { rows } = await database.systemPool.query('select current_user');
    expect(rows).toEqual([{ current_user: 'offhook_system' }]);
  } finally {
    await database.close();
  }
});

test('to migrate again changes nothing', async () => {
  const lines: string[] = [];
  await migrate(url, (line) => lines.push(line));
  expect(lines).toEqual([]);
});

async function asSuperuser(statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
