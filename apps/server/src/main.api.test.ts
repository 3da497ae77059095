import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../test/database.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await cloneDatabase();
  folder = mkdtempSync(join(tmpdir(), 'offhook-test-main-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function start(environment: Record<string, string>) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: {
      PATH,
      PORT: '0',
      WS_PORT: '0',
      OFFHOOK_DATA_DIR: folder,
      DATABASE_URL: database.ownerUrl,
      CARRIER: 'none',
      ...environment,
    },
  });
  const output = { out: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  const up = (async () => {
    while (!/Offhook +http:\S+/.test(output.out)) await once(child.stdout, 'data');
    return /Offhook +(http:\S+)/.exec(output.out)?.[1] ?? '';
  })();
  const ended = (async () => ({
    errors: await text(child.stderr),
    code: child.exitCode ?? (await once(child, 'exit'))[0],
  }))();
  return { child, up, ended, output };
}

describe('a start that cannot work ends with one clear sentence and exit code 1', () => {
  test('a configuration with problems: all of them at once', async () => {
    const { errors, code } = await start({ PORT: 'x', DATABASE_URL: 'mysql://x', OFFHOOK_ADMIN_EMAIL: 'a@b.example' })
      .ended;
    expect(code).toBe(1);
    expect(errors).toMatch(
      /^The configuration has problems:\n {2}PORT: .*\n {2}DATABASE_URL: .*\n {2}OFFHOOK_ADMIN_EMAIL and/,
    );
    expect(errors).not.toContain('    at ');
  });

  test('a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number }; // it listens on TCP
    const { errors, code } = await start({ PORT: String(port) }).ended;
    other.close();
    expect([errors, code]).toEqual([
      `Port ${port} is in use by another program: stop it, or choose another port with PORT.\n`,
      1,
    ]);
  });

  test('a database that cannot be reached', async () => {
    const { errors, code } = await start({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/offhook' }).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/^The database at 127\.0\.0\.1:1 cannot be reached.*\n$/);
    expect(errors).not.toContain('secret');
  });

  test('a second server on the same data folder, and the first goes on', async () => {
    const first = start({});
    const url = await first.up;
    const { errors, code } = await start({}).ended;
    expect(code).toBe(1);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });
  });
});

describe('a server on a database of its operator', () => {
  test('makes the first admin, serves, says what it refuses, and stops on a signal', async () => {
    const server = start({
      NODE_ENV: 'production',
      APP_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      OFFHOOK_ADMIN_EMAIL: 'boss@example.com',
      OFFHOOK_ADMIN_PASSWORD: 'a passphrase of mine',
      CARRIER: '',
      REDIS_URL: 'redis://localhost',
    });
    const url = await server.up;
    const login = await fetch(`${url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'boss@example.com', password: 'a passphrase of mine' }),
    });
    const { token } = (await login.json()) as { token: string }; // S2's quick test reads it so
    const call = await fetch(`${url}/api/calls/outbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ to: '+14155550142', from: '+14155550199' }),
    });
    expect(await call.json()).toMatchObject({
      code: 'calls.no_carrier',
      message: expect.stringContaining('TWILIO_ACCOUNT_SID'),
    });
    expect(server.output.out).toContain('Missing Twilio credentials');
    expect(server.output.out).toContain('REDIS_URL');
    expect(server.output.out).not.toContain('Sign in');
    const open = await fetch(`${url}/healthz`, { keepalive: true });
    expect(await open.json()).toEqual({ status: 'ok' });
    server.child.kill('SIGINT');
    expect(await server.ended).toMatchObject({ code: 0 });
  });
});
