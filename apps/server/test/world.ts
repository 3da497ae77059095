import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatorOptions } from '@offhook/emulator';
import { manualClock } from '@offhook/kit';
import { makeVirtualWorld, type VirtualWorld } from '../src/virtual-world.ts';
import { cloneDatabase } from './database.ts';

export const adminEmail = 'admin@example.com';
export const adminPassword = 'correct horse battery staple';
export const ourNumber = '+14155550199';

export type World = VirtualWorld;

export interface WorldOptions {
  environment?: Record<string, string>;
  emulator?: Partial<EmulatorOptions>;
  /** The way to the database, where a test wants one of its own. */
  via?: (databaseUrl: string) => string;
}

/** A virtual world on a database and a data folder of its own, which go with it. */
export async function makeWorld({
  environment = {},
  emulator = {},
  via = (databaseUrl) => databaseUrl,
}: WorldOptions = {}): Promise<World> {
  const own = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'offhook-world-'));
  return makeVirtualWorld({
    ...{ environment, emulator, dataDir, clock: manualClock(new Date('2026-11-02T15:00:00Z')) },
    database: { ...own, appUrl: via(own.appUrl), systemUrl: via(own.systemUrl) },
    admin: { email: adminEmail, name: 'Ada Admin', password: adminPassword },
    afterClose: async () => {
      await own.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  });
}
