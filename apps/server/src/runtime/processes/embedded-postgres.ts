import { join } from 'node:path';
import { type Clock, type Random, realClock, secureRandom } from '@offhook/kit';
import { errorCode, StartupProblem } from '../startup-problem.ts';
import { holdDataFolder } from './data-folder.ts';
import { type DatabaseUrls, databaseUrl, databaseUrls, ensureRoles } from './database-roles.ts';
import { findFreePort } from './free-port.ts';
import { type DatabasePasswords, ensureCluster } from './postgres-cluster.ts';
import { findPostgresHome, type PostgresHome } from './postgres-home.ts';
import type { PostgresVersion } from './postgres-programs.ts';
import { findOrphan, launchPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts';

export interface EmbeddedPostgres extends DatabaseUrls {
  /** Of the superuser of the embedded server: to make databases, for tests and virtual days. */
  superuserUrl: string;
  /** Where the data lies on disk: below the data folder, or below /var/lib/offhook. */
  directory: string;
  /** True when the server of an earlier process was found running and taken over. */
  adopted: boolean;
  pid: number;
  /** Gives up the data folder too. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  version?: PostgresVersion;
  /** False trades the safety of the data for speed: for tests only. */
  durable?: boolean;
  log: (message: string) => void;
  clock?: Clock;
  random?: Random;
}

/**
 * Starts the PostgreSQL that npm brought, as a child process, or takes over the one that a killed server left behind.
 * It listens on a loopback port with passwords rather than on a socket: a socket's path is limited to 107 bytes,
 * and Windows has none.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { version = 18, durable = true, log, clock = realClock(), random = secureRandom() } = options;
  const folder = holdDataFolder(options.dataDir);
  try {
    const home = findPostgresHome(folder.path, version);
    const orphan = await findOrphan(home, clock);
    const passwords = await ensureCluster(home, { dataDir: folder.path, version, durable, random, log });
    const settings = { ...loopbackOnly, ...(durable ? {} : careless) };
    const adopted = orphan && (await adopt(orphan, passwords, { home, clock, log }));
    if (!adopted) log('Starting the database');
    const postmaster = adopted ?? (await launch(home, passwords, { dataDir: folder.path, settings, clock, random }));
    return {
      ...databaseUrls(postmaster.port, passwords),
      superuserUrl: superuserUrl(postmaster, passwords),
      directory: home.cluster,
      adopted: adopted !== undefined,
      pid: postmaster.pid,
      async stop() {
        await stopPostmaster(postmaster.pid, home, clock);
        folder.release();
      },
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}

// What was just killed may still look ready; it counts only once it has answered, and has ten seconds to do so.
async function adopt(
  orphan: Postmaster,
  passwords: DatabasePasswords,
  { home, clock, log }: { home: PostgresHome; clock: Clock; log: (message: string) => void },
): Promise<Postmaster | undefined> {
  let found: Postmaster | undefined = orphan;
  for (const endMs = clock.nowMs() + 10_000; found; found = await findOrphan(home, clock)) {
    try {
      await ensureRoles(superuserUrl(found, passwords), passwords);
      log('Took over the database that an earlier server left running');
      return found;
    } catch (error) {
      if (!passingCodes.has(errorCode(error))) throw error;
    }
    await clock.sleep(100);
    if (clock.nowMs() >= endMs) await stopPostmaster(found.pid, home, clock);
  }
  return undefined;
}

// Refused, reset, shut down in between, crashed backends, starting up.
const passingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03']);

async function launch(
  home: PostgresHome,
  passwords: DatabasePasswords,
  {
    dataDir,
    settings,
    clock,
    random,
  }: { dataDir: string; settings: Record<string, string | number>; clock: Clock; random: Random },
): Promise<Postmaster> {
  const logFile = join(dataDir, 'postgres.log');
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await findFreePort(random);
    const postmaster = await launchPostmaster(home, { port, logFile, settings, clock });
    if (!postmaster) continue;
    try {
      await ensureRoles(superuserUrl(postmaster, passwords), passwords);
      return postmaster;
    } catch (error) {
      await stopPostmaster(postmaster.pid, home, clock);
      throw error;
    }
  }
  throw new StartupProblem('The database found no free port on 127.0.0.1: too many programs start at the same time.');
}

const loopbackOnly = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Short statements only: compiling them costs more than it saves.
  jit: 'off',
};

const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 300,
  shared_buffers: '256MB',
};

function superuserUrl({ port }: Postmaster, passwords: DatabasePasswords): string {
  return databaseUrl('postgres', passwords.superuser, port, 'postgres');
}
