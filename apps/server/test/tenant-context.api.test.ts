import { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from './database.ts';

const one = '0198c0de-0000-7000-8000-000000000001';
const other = '0198c0de-0000-7000-8000-000000000002';
const at = '2026-11-02T15:00:00Z';

let database: TestDatabase;
let app: Pool;
let system: Pool;

beforeAll(async () => {
  database = await cloneDatabase();
  app = new Pool({ connectionString: database.appUrl, max: 1 });
  system = new Pool({ connectionString: database.systemUrl, max: 1 });
  for (const tenant of [one, other]) {
    await system.query(
      `insert into workspaces (tenant_id, name, country, time_zone, created_at) values ($1, 'One', 'US', 'UTC', $2)`,
      [tenant, at],
    );
    await system.query(`insert into contacts (tenant_id, id, name, created_at) values ($1, $1, 'Somebody', $2)`, [
      tenant,
      at,
    ]);
    await system.query(`insert into people (id, email, name, created_at) values ($1, 'at-' || $2, 'Somebody', $3)`, [
      tenant,
      tenant,
      at,
    ]);
    await system.query(`insert into memberships (tenant_id, person_id, role, joined_at) values ($1, $1, 'agent', $2)`, [
      tenant,
      at,
    ]);
    await system.query(
      `insert into audit_entries (tenant_id, id, at, actor_kind, actor_name, action, details) values ($1, $1, $2, 'system', 'x', 'x', '{}')`,
      [tenant, at],
    );
  }
});
afterAll(async () => {
  await Promise.all([app.end(), system.end()]);
  await database.drop();
});

test('without a tenant the application sees no row of any table and gets no error', async () => {
  for (const table of await tablesOfApp()) expect([table, await count(table)]).toEqual([table, 0]);
});

test('the tenant of a transaction is gone when it is over, though the connection stays', async () => {
  const { pid, seen } = await asTenant(one, async () => ({
    pid: await backend(),
    seen: (await app.query('select tenant_id from contacts')).rows,
  }));
  expect(seen).toEqual([{ tenant_id: one }]);
  expect(await backend()).toBe(pid);
  expect((await app.query(`select current_setting('app.tenant_id', true) as left_over`)).rows).toEqual([
    { left_over: '' },
  ]);
  for (const table of await tablesOfApp()) expect([table, await count(table)]).toEqual([table, 0]);
});

test('a tenant meets its own people only', async () => {
  const seen = await asTenant(one, async () => (await app.query('select id from people')).rows);
  expect(seen).toEqual([{ id: one }]);
});

test('nobody writes a row for another tenant, moves one there, or writes without a tenant', async () => {
  const insert = `insert into contacts (tenant_id, id, name, created_at) values ('${other}', gen_random_uuid(), 'x', '${at}')`;
  const denied = { code: '42501' };
  await expect(asTenant(one, () => app.query(insert))).rejects.toMatchObject(denied);
  await expect(app.query(insert)).rejects.toMatchObject(denied);
  const move = `update contacts set tenant_id = '${other}'`;
  await expect(asTenant(one, () => app.query(move))).rejects.toMatchObject(denied);
});

test('what reaches for another tenant changes nothing there', async () => {
  const touched = await asTenant(one, async () => {
    const changed = await app.query(`update contacts set name = 'Taken over' where tenant_id = '${other}'`);
    const deleted = await app.query(`delete from contacts where tenant_id = '${other}'`);
    return [changed.rowCount, deleted.rowCount];
  });
  expect(touched).toEqual([0, 0]);
  expect((await system.query('select name from contacts where tenant_id = $1', [other])).rows).toEqual([
    { name: 'Somebody' },
  ]);
});

test.each(['update audit_entries set action = $$y$$', 'delete from audit_entries', 'truncate audit_entries'])(
  'neither role may %s',
  async (statement) => {
    await expect(asTenant(one, () => app.query(statement))).rejects.toMatchObject({ code: '42501' });
    await expect(system.query(statement)).rejects.toMatchObject({ code: '42501' });
  },
);

test('neither role can take the fence away or become somebody else', async () => {
  for (const pool of [app, system]) {
    for (const attempt of [
      'alter table contacts disable row level security',
      'drop policy tenant on contacts',
      'set role offhook_owner',
      'create table public.mine (n int)',
    ]) {
      await expect(pool.query(attempt)).rejects.toMatchObject({ code: '42501' });
    }
  }
});

async function tablesOfApp(): Promise<string[]> {
  const { rows } = await app.query<{ name: string }>(
    `select table_name as name from information_schema.role_table_grants
     where grantee = 'offhook_app' and table_schema = 'public' and privilege_type = 'SELECT' order by 1`,
  );
  expect(rows.length).toBeGreaterThan(15);
  return rows.map((row) => row.name);
}

async function count(table: string): Promise<number> {
  return (await app.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1;
}

async function backend(): Promise<number> {
  return (await app.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;
}

// The pool has one connection, so these statements are one transaction.
async function asTenant<T>(tenant: string, work: () => Promise<T>): Promise<T> {
  await app.query('begin');
  try {
    await app.query(`select set_config('app.tenant_id', $1, true)`, [tenant]);
    return await work();
  } finally {
    await app.query('rollback');
  }
}
