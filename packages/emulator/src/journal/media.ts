import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The bytes of a recording, to be read in any part. */
export interface Media {
  byteLength: number;
  /** The bytes from `from` until `to`. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** What is put: all bytes at once, or piece by piece as they are made. */
export type MediaSource = Uint8Array | AsyncIterable<Uint8Array>;

/** Where the sound of recordings is kept, by SID. */
export interface MediaStore {
  /** Resolves when the file is whole and durable; until then there is none. */
  putMedia(sid: string, source: MediaSource): Promise<void>;
  media(sid: string): Promise<Media | undefined>;
  removeMedia(sid: string): Promise<void>;
}

/** WAV files in a folder, one for each recording. */
export function fileMedia(folder: string): MediaStore {
  const pathOf = (sid: string) => join(folder, `${sid}.wav`);
  return {
    putMedia: async (sid, source) => {
      const partPath = `${pathOf(sid)}.part`;
      await writeDurably(partPath, source);
      await rename(partPath, pathOf(sid));
    },
    media: async (sid) => {
      const path = pathOf(sid);
      const found = await stat(path).catch(() => undefined);
      if (!found) return undefined;
      return { byteLength: found.size, read: (from, to) => partOf(path, from, to) };
    },
    removeMedia: (sid) => rm(pathOf(sid), { force: true }),
  };
}

// The option `flush` of writeFile came with Node 21.
async function writeDurably(path: string, source: MediaSource): Promise<void> {
  const file = await open(path, 'w');
  try {
    for await (const bytes of piecesOf(source)) await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

function piecesOf(source: MediaSource): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  return source instanceof Uint8Array ? [source] : source;
}

// The file is opened by whoever reads on. The end of a stream is its last byte, and an empty one has none.
async function* partOf(path: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  if (to > from) yield* createReadStream(path, { start: from, end: to - 1 });
}

/** Sound that ends with the process. */
export function memoryMedia(): MediaStore {
  const kept = new Map<string, Uint8Array>();
  return {
    putMedia: async (sid, source) => {
      const pieces: Uint8Array[] = [];
      for await (const bytes of piecesOf(source)) pieces.push(bytes);
      kept.set(sid, pieces.length === 1 ? (pieces[0] ?? new Uint8Array(0)) : Buffer.concat(pieces));
    },
    media: async (sid) => {
      const bytes = kept.get(sid);
      return bytes && { byteLength: bytes.length, read: (from, to) => pieceOf(bytes, from, to) };
    },
    removeMedia: async (sid) => void kept.delete(sid),
  };
}

async function* pieceOf(bytes: Uint8Array, from: number, to: number): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(from, to);
}
