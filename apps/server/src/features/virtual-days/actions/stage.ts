import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeScratchDatabase, type ScratchDatabase, type ScratchUrls } from '#runtime/database/scratch-databases';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';

/** Where a virtual day may make its database. */
export interface ScratchPowers extends ScratchUrls {
  creatorUrl: string;
}

/** A database and a folder for one virtual day. */
export interface Stage {
  database: ScratchDatabase;
  dataDir: string;
  clear(): Promise<void>;
}

export async function makeStage(ctx: Context, scratch: ScratchPowers | undefined): Promise<Stage> {
  const dataDir = join(ctx.config.dataDir, 'virtual-day');
  // One that was killed has left its own behind.
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const database = await openDatabase(ctx, scratch);
  return {
    database,
    dataDir,
    async clear() {
      await rm(dataDir, { recursive: true, force: true });
      await database.drop();
    },
  };
}

async function openDatabase(ctx: Context, scratch: ScratchPowers | undefined): Promise<ScratchDatabase> {
  if (!scratch) throw new Refusal('virtual_days.no_database', { problem: 'no login of an owner is known.' });
  try {
    return await makeScratchDatabase(scratch.creatorUrl, scratch);
  } catch (error) {
    ctx.log.warn({ err: error }, 'a database for a virtual day could not be made');
    throw new Refusal('virtual_days.no_database', { problem: error instanceof Error ? error.message : String(error) });
  }
}
