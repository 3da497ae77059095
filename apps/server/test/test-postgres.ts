import { existsSync, statSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realClock } from '@offhook/kit';
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/runtime/database/migrate.ts';
import { startEmbeddedPostgres } from '../src/runtime/processes/embedded-postgres.ts';
import { StartupProblem } from '../src/runtime/startup-problem.ts';

/** What a test file needs to make a database of its own. */
export interface TestPostgres {
  superuserUrl: string;
  ownerUrl: string;
  appUrl: string;
  systemUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testPostgres: TestPostgres | undefined;
  }
}

/** Starts one PostgreSQL for the whole run and migrates the database that every test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftOvers();
  const dataDir = await mkdtemp(join(tmpdir(), folderPrefix));
  // As root the database runs as another user, who must be able to walk through.
  await chmod(dataDir, 0o711);
  const version = process.env.OFFHOOK_TEST_POSTGRES === '15' ? 15 : 18;
  const postgres = await startEmbeddedPostgres({ dataDir, version, durable: false, log: () => undefined });
  const stopAndRemove = async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  // Vitest ends at once on a signal, without its teardown, and the database would live on.
  const onSignal = () => void stopAndRemove().finally(() => process.exit(130));
  for (const signal of signals) process.once(signal, onSignal);
  const teardown = async () => {
    for (const signal of signals) process.off(signal, onSignal);
    await stopAndRemove();
  };
  try {
    await migrate(postgres.ownerUrl);
  } catch (error) {
    await teardown();
    throw error;
  }
  const { superuserUrl, ownerUrl, appUrl, systemUrl } = postgres;
  project.provide('testPostgres', { superuserUrl, ownerUrl, appUrl, systemUrl });
  return teardown;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const folderPrefix = 'offhook-test-';

// A run that was killed leaves folders behind, and perhaps a PostgreSQL; a test of a run that lives may have a young one.
async function removeLeftOvers(): Promise<void> {
  const nowMs = realClock().nowMs();
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue;
    const folder = join(tmpdir(), name);
    const changedAtMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? nowMs;
    if (nowMs - changedAtMs < leftOverAfterMs) continue;
    const dataDir = [folder, join(folder, 'data')].find((path) => existsSync(join(path, 'postgres.log')));
    if (!dataDir || (await stopLeftOver(dataDir))) await rm(folder, { recursive: true, force: true });
  }
}

const leftOverAfterMs = 2 * 60_000;

// False when a run that lives holds the folder.
async function stopLeftOver(dataDir: string): Promise<boolean> {
  const version = existsSync(join(dataDir, 'postgres-15')) ? 15 : 18;
  try {
    const orphan = await startEmbeddedPostgres({ dataDir, version, durable: false, log: () => undefined });
    await orphan.stop();
    return true;
  } catch (error) {
    if (!(error instanceof StartupProblem)) throw error;
    return false;
  }
}
