import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { isRunning } from './running-process.ts';

const version = process.env.OFFHOOK_TEST_POSTGRES === '15' ? 15 : 18;
const program = fileURLToPath(new URL('../../../test/start-postgres.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
const nobody = 65534;
// Below a closed folder, such as root's home, another user cannot even run Node, and those facts cannot be tried.
const nobodyCanRunUs =
  isRoot && spawnSync(process.execPath, ['--check', program], { uid: nobody, gid: nobody }).status === 0;

let parent = '';
let dataDir = '';
let toStop: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'offhook-test-'));
  chmodSync(parent, 0o755);
  dataDir = join(parent, 'data');
  toStop = [];
});

afterEach(async () => {
  for (const stop of toStop) await stop();
  rmSync(parent, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  test('keeps its data over a stop and a start', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table kept (n int)');
    await query(first.ownerUrl, 'insert into kept values (7)');
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await query(second.ownerUrl, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  test('has three roles that bypass nothing, and only the owner owns the database', async () => {
    const { superuserUrl, ownerUrl, appUrl, systemUrl } = await start();
    const roles = await query(
      superuserUrl,
      `select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname like 'offhook%' order by 1`,
    );
    const plain = { rolcanlogin: true, rolsuper: false, rolbypassrls: false, rolcreatedb: false };
    expect(roles).toEqual(['offhook_app', 'offhook_owner', 'offhook_system'].map((rolname) => ({ rolname, ...plain })));
    expect(
      await query(superuserUrl, `select datdba::regrole::text as owner from pg_database where datname = 'offhook'`),
    ).toEqual([{ owner: 'offhook_owner' }]);
    for (const url of [appUrl, systemUrl])
      await expect(query(url, 'create table mine (n int)')).rejects.toThrow(/permission denied/);
    await expect(query(ownerUrl, `select lower('ÄÖ') as low, 'Z' < 'a' as by_code_point`)).resolves.toEqual([
      { low: 'äö', by_code_point: true },
    ]);
  });

  test('is reached with a password only, on a loopback port below those of outgoing connections', async () => {
    const { ownerUrl } = await start();
    const url = new URL(ownerUrl);
    expect(url.hostname).toBe('127.0.0.1');
    expect(Number(url.port)).toBeLessThan(32768);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(dataDir, `postgres-${version}.passwords.json`)).mode & 0o777).toBe(0o600);
  });

  test('left behind by a killed server, it is taken over with everything that was committed', async () => {
    const { child, postgres } = await startProcess();
    await query(postgres.ownerUrl, 'create table kept (n int)');
    await kill(child);
    expect(isRunning(postgres.pid)).toBe(true);
    const next = await start();
    expect(next).toMatchObject({ adopted: true, pid: postgres.pid });
    await query(next.ownerUrl, 'insert into kept values (1)');
    await next.stop();
    expect(isRunning(postgres.pid)).toBe(false);
  });

  test('killed together with its server, it starts anew', async () => {
    const { child, postgres } = await startProcess();
    await query(postgres.ownerUrl, 'create table kept (n int)');
    await kill(child);
    process.kill(postgres.pid, 'SIGKILL');
    const next = await start();
    expect(next.adopted).toBe(false);
    expect(await query(next.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
  });

  test('a lock file that names an unrelated program is no obstacle', async () => {
    const first = await start();
    await first.stop();
    const lines = [process.pid, first.directory, 1, 20000, '', '127.0.0.1', '', 'ready', ''];
    writeFileSync(join(first.directory, 'postmaster.pid'), lines.join('\n'));
    expect((await start()).adopted).toBe(false);
  });

  test('a second server on the same data folder is refused in one sentence', async () => {
    await start();
    const other = await runProcess();
    expect(other.code).toBe(1);
    expect(other.said).toBe(
      `Offhook already runs on the data folder ${dataDir} (process ${process.pid}): stop it, or name another folder in OFFHOOK_DATA_DIR.`,
    );
  });

  test('a cluster without its passwords is refused rather than replaced', async () => {
    const first = await start();
    await first.stop();
    rmSync(join(dataDir, `postgres-${version}.passwords.json`));
    if (!first.directory.startsWith(dataDir)) return;
    await expect(start()).rejects.toThrow(/passwords of the database are missing: restore/);
  });

  test('damaged passwords are said so, and passwords of another database too', async () => {
    const file = join(dataDir, `postgres-${version}.passwords.json`);
    const { directory, stop } = await start();
    await stop();
    writeFileSync(file, JSON.stringify({ superuser: 'a', owner: 'b', app: 'c', system: 'd' }));
    await expect(start()).rejects.toMatchObject({
      name: 'StartupProblem',
      message: expect.stringContaining('are not those of the database'),
    });
    expect(existsSync(join(directory, 'postmaster.pid'))).toBe(false);
    writeFileSync(file, '{');
    await expect(start()).rejects.toMatchObject({
      name: 'StartupProblem',
      message: expect.stringContaining('are damaged'),
    });
  });

  test('settings that PostgreSQL refuses are quoted with the place of its log', async () => {
    const first = await start();
    await first.stop();
    appendFileSync(join(first.directory, 'postgresql.conf'), '\nno_such_setting = 1\n');
    await expect(start()).rejects.toMatchObject({
      name: 'StartupProblem',
      message: expect.stringMatching(/^The database could not be started \(.*\): .*postgres\.log says more\.$/),
    });
  });

  test('a data folder that is a file is refused in one sentence', async () => {
    writeFileSync(dataDir, '');
    await expect(start()).rejects.toMatchObject({
      name: 'StartupProblem',
      message: expect.stringContaining('is not a folder'),
    });
  });
});

describe('as an ordinary user', () => {
  test('a data folder of somebody else is refused in one sentence', async () => {
    mkdirSync(dataDir, { mode: 0o000 });
    chmodSync(dataDir, 0o000);
    if (isRoot && !nobodyCanRunUs) return;
    const { code, said } = await runProcess(isRoot ? nobody : undefined);
    expect(code).toBe(1);
    expect(said).toMatch(
      /^.* cannot be read and written by the user ".*": change its owner, or name another folder in OFFHOOK_DATA_DIR\.$/,
    );
  });

  if (nobodyCanRunUs) {
    test('it runs below the data folder', async () => {
      mkdirSync(dataDir);
      chownSync(dataDir, nobody, nobody);
      const { child, postgres } = await startProcess(nobody);
      expect(postgres.directory).toBe(join(dataDir, `postgres-${version}`));
      await expect(query(postgres.appUrl, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
      child.kill('SIGTERM');
      await once(child, 'exit');
      const byRoot = await start();
      expect(byRoot.directory).toBe(postgres.directory);
    });

    test('a user id without an entry in the list of users is refused in one sentence', async () => {
      mkdirSync(dataDir);
      chownSync(dataDir, 54_321, 54_321);
      const { code, said } = await runProcess(54_321);
      expect(code).toBe(1);
      expect(said).toMatch(/^The user with id 54321 has no entry in \/etc\/passwd, .*\.$/);
    });
  }
});

if (isRoot) {
  describe('as root', () => {
    test('the database of a closed folder lives below /var/lib/offhook', async () => {
      chmodSync(parent, 0o700);
      const first = await start();
      expect(first.directory).toMatch(/^\/var\/lib\/offhook\/[0-9a-f]{16}\/postgres-\d+$/);
      toStop.push(async () => rmSync(join(first.directory, '..'), { recursive: true }));
      await first.stop();
      rmSync(dataDir, { recursive: true });
      await start();
      expect(existsSync(`${first.directory}.old-1`)).toBe(true);
    });
  });
}

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, version, durable: false, log: () => undefined });
  toStop.unshift(() => postgres.stop());
  return postgres;
}

function spawnProgram(uid?: number): ChildProcess {
  const identity = uid === undefined ? {} : { uid, gid: uid };
  return spawn(process.execPath, [program, dataDir, String(version)], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
    ...identity,
  });
}

async function startProcess(uid?: number): Promise<{ child: ChildProcess; postgres: EmbeddedPostgres }> {
  const child = spawnProgram(uid);
  toStop.push(() => kill(child));
  if (!child.stdout || !child.stderr) throw new Error('no output');
  child.stderr.pipe(process.stderr);
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => ['{}']),
  ]);
  const postgres: EmbeddedPostgres = JSON.parse(String(line));
  return { child, postgres };
}

async function runProcess(uid?: number): Promise<{ code: number | null; said: string }> {
  const child = spawnProgram(uid);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  child.stdin?.end();
  await once(child, 'close');
  return { code: child.exitCode, said: said.trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
