import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Bucket } from './bucket.ts';
import { StorageError } from './storage.ts';

const writing = '.writing-';

/** Files in a folder. A write goes to a temporary name, is synced, and is then renamed: no reader sees half of it. */
export function localBucket(folder: string, makeName: () => string): Bucket {
  const root = resolve(folder);
  const place = (key: string) => {
    const path = resolve(root, key);
    if (!path.startsWith(root + sep)) throw new Error('A storage key must stay inside the storage.');
    return path;
  };
  return {
    async put(key, content) {
      const path = place(key);
      const temporary = join(root, `${writing}${makeName()}`);
      const made = await mkdir(dirname(path), { recursive: true });
      try {
        await pipeline(content, createWriteStream(temporary, { mode: 0o600, flush: true }));
        await rename(temporary, path);
      } finally {
        await rm(temporary, { force: true });
      }
      await syncFolder(dirname(path));
      if (made) await syncFolder(dirname(made));
    },
    async get(key, { start, end }) {
      const file = await open(place(key)).catch((error: unknown) => {
        throw isMissing(error) ? new StorageError('missing', key) : error;
      });
      try {
        const { size } = await file.stat();
        return { size, content: file.createReadStream({ start, end }) };
      } catch (error) {
        await file.close();
        throw error;
      }
    },
    remove: (key) => rm(place(key), { force: true }),
    async clearLeftovers(before) {
      const names = await readdir(root).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      for (const name of names.filter((each) => each.startsWith(writing))) {
        const path = join(root, name);
        const written = await stat(path).catch(() => undefined);
        if (written && written.mtime < before) await rm(path, { force: true });
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** A new name is only on the disk when its folder is; the carrier's copy may go right after. Windows opens no folder. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
