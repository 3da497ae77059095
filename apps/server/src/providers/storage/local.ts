import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Storage } from './storage.ts';

/** Files in a folder. A write goes to a temporary name, is synced, and is then renamed: no reader sees half of it. */
export function localStorage(folder: string, makeName: () => string): Storage {
  const root = resolve(folder);
  const place = (key: string) => {
    const path = resolve(root, key);
    if (!path.startsWith(root + sep)) throw new Error('A storage key must stay inside the storage.');
    return path;
  };
  return {
    async write(key, content) {
      const path = place(key);
      const temporary = join(root, `.writing-${makeName()}`);
      await mkdir(dirname(path), { recursive: true });
      const hash = createHash('sha256');
      let bytes = 0;
      const measured = new Transform({
        transform(chunk: Uint8Array, _encoding, done) {
          hash.update(chunk);
          bytes += chunk.length;
          done(null, chunk);
        },
      });
      try {
        const source = content instanceof Uint8Array ? Readable.from([content]) : content;
        await pipeline(source, measured, createWriteStream(temporary, { mode: 0o600 }));
        await sync(temporary);
        await rename(temporary, path);
      } finally {
        await rm(temporary, { force: true });
      }
      return { bytes, sha256: hash.digest('hex') };
    },
    open: (key, range) => createReadStream(place(key), range),
    read: async (key) => new Uint8Array(await readFile(place(key))),
    remove: (key) => rm(place(key), { force: true }),
  };
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
