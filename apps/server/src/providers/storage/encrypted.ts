import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Bucket } from './bucket.ts';
import * as envelope from './envelope.ts';
import { type Storage, StorageError } from './storage.ts';

/** Keeps in a bucket what only we can read: each object under a key of its own, opened chunk by chunk. */
export function encryptedStorage(bucket: Bucket, wrapping: envelope.Wrapping): Storage {
  const plainOf = (key: string, range?: { start: number; end: number }) => opened(bucket, wrapping, key, range);
  return {
    async write(key, content) {
      const hash = createHash('sha256');
      let bytes = 0;
      const source = content instanceof Uint8Array ? Readable.from([content]) : content;
      async function* measured(): AsyncGenerator<Uint8Array> {
        for await (const piece of source) {
          hash.update(piece);
          bytes += piece.length;
          yield piece;
        }
      }
      try {
        await bucket.put(key, sealed(wrapping, key, measured()));
      } finally {
        // The bucket may have failed before it read anything.
        source.destroy();
      }
      return { bytes, sha256: hash.digest('hex') };
    },
    open: (key, range) => Readable.from(plainOf(key, range), { objectMode: false }),
    read: async (key) => Buffer.concat(await Array.fromAsync(plainOf(key))),
    remove: (key) => bucket.remove(key),
    clearLeftovers: (before) => bucket.clearLeftovers(before),
  };
}

async function* sealed(
  wrapping: envelope.Wrapping,
  key: string,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const { header, dataKey } = envelope.newHeader(wrapping, key);
  yield header;
  let index = 0;
  // One piece is held back, because only the end tells which was the last.
  let held: Buffer | undefined;
  for await (const piece of inPieces(content, envelope.plainChunk)) {
    if (held) yield envelope.sealChunk(dataKey, index++, false, held);
    held = piece;
  }
  yield envelope.sealChunk(dataKey, index, true, held ?? Buffer.alloc(0));
}

async function* opened(
  bucket: Bucket,
  wrapping: envelope.Wrapping,
  key: string,
  range: { start: number; end: number } | undefined,
): AsyncGenerator<Buffer> {
  const { size, content } = await bucket.get(key, { start: 0, end: envelope.headerBytes - 1 });
  const header = Buffer.concat(await content.toArray());
  if (envelope.isOldWave(header)) {
    const { start, end } = within(size, range);
    if (start <= end) yield* (await bucket.get(key, { start, end })).content;
    return;
  }
  const shape = envelope.shapeOf(size);
  if (!shape || !envelope.isSealed(header)) throw new StorageError('damaged', key);
  const dataKey = orDamaged(key, () => envelope.dataKeyOf(wrapping, key, header));
  const wanted = within(shape.plainSize, range);
  // Also an empty object has a chunk, and who reads it all learns whether that is whole.
  if (range && wanted.start > wanted.end) return;
  yield* openedChunks(bucket, key, dataKey, shape.chunks, wanted);
}

async function* openedChunks(
  bucket: Bucket,
  key: string,
  dataKey: Buffer,
  chunks: number,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Buffer> {
  const first = Math.floor(start / envelope.plainChunk);
  const last = Math.max(first, Math.floor(end / envelope.plainChunk));
  const { content } = await bucket.get(key, {
    start: envelope.headerBytes + first * envelope.storedChunk,
    end: envelope.headerBytes + (last + 1) * envelope.storedChunk - 1,
  });
  let index = first;
  for await (const piece of inPieces(content, envelope.storedChunk)) {
    const plain = orDamaged(key, () => envelope.openChunk(dataKey, index, index === chunks - 1, piece));
    const offset = index * envelope.plainChunk;
    const part = plain.subarray(Math.max(0, start - offset), Math.max(0, end + 1 - offset));
    if (part.length > 0) yield part;
    index += 1;
  }
  if (index <= last) throw new StorageError('damaged', key);
}

/** The wanted part of `size` bytes; its start is past its end when there is none. */
function within(size: number, range: { start: number; end: number } | undefined): { start: number; end: number } {
  return { start: range?.start ?? 0, end: Math.min(range?.end ?? size, size - 1) };
}

function orDamaged<T>(key: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    throw new StorageError('damaged', key, { cause });
  }
}

/** The same bytes in pieces of `length`, the last of them perhaps shorter. */
async function* inPieces(content: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Buffer> {
  let piece = Buffer.allocUnsafe(length);
  let filled = 0;
  for await (const given of content) {
    for (let taken = 0; taken < given.length; ) {
      const part = given.subarray(taken, taken + length - filled);
      piece.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < length) continue;
      yield piece;
      piece = Buffer.allocUnsafe(length);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
