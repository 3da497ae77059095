import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileProblem, StartupProblem } from '../startup-problem.ts';
import { copyPostgres, installedPostgres, type PostgresVersion } from './postgres-programs.ts';

/** Where PostgreSQL keeps its files and programs, and as whom it runs. */
export interface PostgresHome {
  /** The data directory in PostgreSQL's sense; its parent exists, the directory itself may not yet. */
  cluster: string;
  programs: string;
  /** Set only when this process is root: PostgreSQL refuses to run as root. */
  account: { uid: number; gid: number } | undefined;
}

export function findPostgresHome(dataDir: string, version: PostgresVersion): PostgresHome {
  const native = installedPostgres(version);
  const inDataDir = join(dataDir, `postgres-${version}`);
  if (process.getuid?.() !== 0) {
    requirePasswdEntry();
    return { cluster: inDataDir, programs: native, account: undefined };
  }
  const account = ownerOf(inDataDir) ?? accountOfNobody();
  const home = isReachable(dataDir, account.uid) ? dataDir : join(sharedFolder, shortHash(dataDir));
  try {
    if (home !== dataDir) makeOpenFolder(home);
    const programs = isReachable(native, account.uid) ? native : copyPostgres(native, home);
    return { cluster: join(home, `postgres-${version}`), programs, account };
  } catch (error) {
    throw fileProblem(error, home);
  }
}

const sharedFolder = '/var/lib/offhook';

// PostgreSQL looks its own user up and gives up without an entry ("could not look up effective user ID").
function requirePasswdEntry(): void {
  try {
    userInfo();
  } catch {
    throw new StartupProblem(
      `The user with id ${process.getuid?.()} has no entry in /etc/passwd, which PostgreSQL needs: run as a user that exists (root is fine), or set DATABASE_URL.`,
    );
  }
}

// Data that an ordinary user began stays that user's, also when root starts the server once.
function ownerOf(cluster: string): { uid: number; gid: number } | undefined {
  const found = statSync(cluster, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function accountOfNobody(): { uid: number; gid: number } {
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return { uid: Number(entry?.[1] ?? 65534), gid: Number(entry?.[2] ?? 65534) };
}

/** True when that user can walk into the folder: every folder above it lets others pass. */
function isReachable(path: string, uid: number): boolean {
  const { mode, uid: owner } = statSync(path);
  const passes = (mode & 0o001) !== 0 || (owner === uid && (mode & 0o100) !== 0);
  return passes && (dirname(path) === path || isReachable(dirname(path), uid));
}

// Parents first and open: a recursive mkdir with a narrow mode would lock the parent as well.
function makeOpenFolder(home: string): void {
  for (const folder of [sharedFolder, home]) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
