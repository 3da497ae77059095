import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock, secureRandom } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { adminEmail, adminPassword, makeWorld, type World } from '../../../test/world.ts';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../runtime/config.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

test('a healthy program says so of each part', async () => {
  await world.passes(90);
  const { status, body } = await ask(world.url, 'GET', '/health');
  expect([status, body]).toMatchObject([
    200,
    {
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      uptime_seconds: 90,
      carrier_mode: 'emulator',
      dependencies: {
        database: { status: 'ok' },
        carrier: { status: 'ok' },
        jobs: { status: 'ok' },
        mail: { status: 'off' },
      },
    },
  ]);
  expect(JSON.stringify(body)).not.toMatch(/postgres:|AC1111/);
});

test('it is alive and ready', async () => {
  expect((await ask(world.url, 'GET', '/healthz')).body).toEqual({ status: 'ok' });
  expect((await ask(world.url, 'GET', '/readyz')).body).toEqual({ status: 'ready' });
});

test('the numbers for Prometheus count requests by route and hold nothing personal', async () => {
  await ask(world.url, 'GET', `/api/contacts?search=Lovelace`, { token: world.signedIn.token });
  await ask(world.url, 'GET', `/api/contacts/contact_0198c0de-0000-7000-8000-000000000000`, {
    token: world.signedIn.token,
  });
  const { status, headers, body } = await ask(world.url, 'GET', '/metrics');
  expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
  const text = String(body);
  expect(text).toContain(
    'offhook_http_request_seconds_count{route="/api/contacts/:contact_id",method="GET",status="404"} 1',
  );
  for (const name of ['offhook_webhooks_total', 'offhook_attempts_total', 'offhook_open_sockets 0'])
    expect(text).toContain(name);
  expect(text).not.toMatch(/Lovelace|0198c0de|example\.com/);
});

test('connections that the database ends are replaced', async () => {
  const { systemPool } = world.app.ctx.db;
  await systemPool
    .query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename = current_user',
    )
    .catch(() => undefined);
  // A connection learns of its end a moment later, and until then is handed out.
  await expect.poll(async () => (await ask(world.url, 'GET', '/readyz')).status).toBe(200);
  expect((await world.signIn(adminEmail, adminPassword)).signedIn.role).toBe('admin');
});

test('while the database is away the program lives, is not ready, and says so by name', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'offhook-away-'));
  const nobodyListens = 'postgres://nobody@127.0.0.1:1/nothing';
  const app = await buildApp({
    config: readConfig({ OFFHOOK_DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, '/'),
    database: { appUrl: nobodyListens, systemUrl: nobodyListens },
    clock: manualClock(new Date('2026-11-02T15:00:00Z')),
    random: secureRandom(),
  });
  try {
    expect((await app.server.inject('/healthz')).statusCode).toBe(200);
    const ready = await app.server.inject('/readyz');
    expect([ready.statusCode, ready.json()]).toMatchObject([503, { code: 'system.database_away' }]);
    const health = await app.server.inject('/health');
    expect([health.statusCode, health.json()]).toMatchObject([
      200,
      { status: 'degraded', dependencies: { database: { status: 'failing' }, jobs: { status: 'failing' } } },
    ]);
    const payload = { email: adminEmail, password: adminPassword };
    const login = await app.server.inject({ method: 'POST', url: '/api/auth/login', payload });
    expect([login.statusCode, login.json()]).toMatchObject([503, { code: 'system.database_away' }]);
  } finally {
    await app.server.close();
    await app.ctx.db.close();
    rmSync(dataDir, { recursive: true });
  }
});
