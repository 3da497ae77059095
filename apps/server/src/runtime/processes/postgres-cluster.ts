import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Random } from '@offhook/kit';
import { errorCode, fileProblem, StartupProblem } from '../startup-problem.ts';
import type { PostgresHome } from './postgres-home.ts';
import { noPostgresHere, type PostgresVersion } from './postgres-programs.ts';

/** The passwords of the embedded database, one per role. */
export interface DatabasePasswords {
  superuser: string;
  owner: string;
  app: string;
  system: string;
}

/** The environment of PostgreSQL's programs: nothing of ours, which may hold secrets and odd locales. */
export const postgresEnvironment = { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' };

/** How PostgreSQL's programs say that the disk is full. */
export const noSpace = /No space left on device|Disk quota exceeded|could not extend file .* wrote only/;

/** The cluster's passwords; makes both when there is no cluster yet. */
export async function ensureCluster(
  home: PostgresHome,
  options: {
    dataDir: string;
    version: PostgresVersion;
    durable: boolean;
    random: Random;
    log: (message: string) => void;
  },
): Promise<DatabasePasswords> {
  const file = join(options.dataDir, `postgres-${options.version}.passwords.json`);
  if (!existsSync(file)) requireNoCluster(home, options.dataDir, file, options.log);
  const passwords = existsSync(file) ? readPasswords(file) : writePasswords(file, options.random);
  if (!existsSync(join(home.cluster, 'PG_VERSION'))) await initialise(home, passwords, options);
  return passwords;
}

// A cluster outside the data folder outlives its deletion: then somebody begins anew, and the old data is only moved aside.
function requireNoCluster(home: PostgresHome, dataDir: string, file: string, log: (message: string) => void): void {
  if (!existsSync(home.cluster)) return;
  if (dirname(home.cluster) === dataDir) {
    throw new StartupProblem(
      `The passwords of the database are missing: restore ${file} from a backup, or move ${home.cluster} away to begin anew.`,
    );
  }
  let number = 1;
  while (existsSync(`${home.cluster}.old-${number}`)) number += 1;
  renameSync(home.cluster, `${home.cluster}.old-${number}`);
  log(`The data folder is new, so the database of the former one was moved to ${home.cluster}.old-${number}`);
}

function readPasswords(file: string): DatabasePasswords {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8'));
    const { superuser, owner, app, system } = found ?? {};
    if ([superuser, owner, app, system].every((password) => typeof password === 'string' && password !== '')) {
      return { superuser, owner, app, system };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw fileProblem(error, file);
  }
  throw new StartupProblem(`The passwords of the database in ${file} are damaged: restore that file from a backup.`);
}

function writePasswords(file: string, random: Random): DatabasePasswords {
  const password = () => Buffer.from(random.bytes(24)).toString('base64url');
  const passwords = { superuser: password(), owner: password(), app: password(), system: password() };
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw fileProblem(error, dirname(file));
  }
  return passwords;
}

// Into a draft that is renamed when whole, so that a kill in between leaves nothing half-made.
async function initialise(
  home: PostgresHome,
  passwords: DatabasePasswords,
  { version, durable }: { version: PostgresVersion; durable: boolean },
): Promise<void> {
  const draft = `${home.cluster}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const passwordFile = `${home.cluster}.password`;
  const flags = [
    '-D',
    draft,
    '-U',
    'postgres',
    `--pwfile=${passwordFile}`,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    ...localeFlags(version),
  ];
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, `${passwords.superuser}\n`, { mode: 0o600 });
    const { account } = home;
    if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
    await promisify(execFile)(join(home.programs, 'bin', 'initdb'), durable ? flags : [...flags, '--no-sync'], {
      cwd: dirname(home.cluster),
      env: postgresEnvironment,
      ...home.account,
    });
    renameSync(draft, home.cluster);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw initialisationProblem(error, dirname(home.cluster));
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

// Order by code point, letter case by Unicode; PostgreSQL has its own locale for that from 17 on, before it is the system's.
function localeFlags(version: PostgresVersion): string[] {
  if (version === 18) return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return ['--lc-collate=C', `--lc-ctype=${process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8'}`];
}

function initialisationProblem(error: unknown, folder: string): unknown {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  if (noSpace.test(output)) return fileProblem(Object.assign(new Error(), { code: 'ENOSPC' }), folder);
  if (/Permission denied/.test(output)) return fileProblem(Object.assign(new Error(), { code: 'EACCES' }), folder);
  // ENOENT of a program that is there means that its loader is not: another C library (musl).
  if (['ENOENT', 'ENOEXEC'].includes(errorCode(error)) || /cannot execute|Exec format/.test(output))
    return noPostgresHere();
  if (!output) return fileProblem(error, folder);
  const reason = output.split('\n').find((line) => /error|fatal/i.test(line)) ?? output.trim().split('\n').at(-1);
  return new StartupProblem(`The database could not be made in ${folder}: ${reason}.`);
}
