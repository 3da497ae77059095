import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock } from '@offhook/kit';
import { Refusal } from './refusal.ts';

/** What a stranger sent, whole, on the disk and under no name: it is gone once it is closed, or the process ends. */
export interface Spooled {
  bytes: number;
  read(): Promise<Uint8Array>;
  /** From its beginning, for what need not lie in memory whole. */
  open(): Readable;
  close(): Promise<void>;
}

export interface SpoolOptions {
  folder: string;
  maxBytes: number;
  /** Sees the first bytes as soon as they are there; what it throws ends the reading. */
  checkHead?: ((head: Uint8Array) => void) | undefined;
}

const headBytes = 65_536;

/** Takes in a stream, with memory for a piece of it; one byte too many and it is refused, with nothing left behind. */
export async function spool(source: Readable, { folder, maxBytes, checkHead }: SpoolOptions): Promise<Spooled> {
  const file = await openUnnamed(folder);
  const head = Buffer.alloc(Math.min(headBytes, maxBytes));
  let bytes = 0;
  try {
    for await (const piece of piecesOf(source)) {
      const before = bytes;
      bytes += piece.length;
      if (bytes > maxBytes) throw new Refusal('media.too_large', { limit_bytes: maxBytes });
      if (before < head.length) piece.copy(head, before);
      if (before < head.length && bytes >= head.length) checkHead?.(head);
      await file.write(piece);
    }
    if (bytes < head.length) checkHead?.(head.subarray(0, bytes));
  } catch (error) {
    source.destroy();
    await file.close();
    throw error;
  }
  const open = () => file.createReadStream({ start: 0, autoClose: false });
  return { bytes, read: () => readAll(file, bytes), open, close: () => file.close() };
}

/** The sender stopped, or what carried it broke. */
export class CutShort extends Error {
  override name = 'CutShort';
}

async function* piecesOf(source: Readable): AsyncGenerator<Buffer> {
  try {
    // Streams of bytes give buffers.
    yield* source as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new CutShort('The file ended too early.', { cause });
  }
}

// Its name goes before its first byte comes, so that no crash can leave anything behind.
async function openUnnamed(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, crypto.randomUUID());
  const file = await open(path, 'wx+', 0o600);
  await rm(path);
  return file;
}

async function readAll(file: FileHandle, bytes: number): Promise<Uint8Array> {
  const all = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; ) {
    const { bytesRead } = await file.read(all, at, bytes - at, at);
    if (bytesRead === 0) throw new Error('A spooled file is shorter than what was written to it.');
    at += bytesRead;
  }
  return all;
}

/** How long somebody has to send a file, by whichever way. */
export const arrivalLimitSeconds = 120;

/** The work, or a refusal when it takes too long; `abandon` then has to end it. */
export async function inArrivalTime<T>(clock: Clock, work: Promise<T>, abandon: () => void): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = clock.after(arrivalLimitSeconds * 1000, () => {
    late.reject(new Refusal('media.too_slow', { limit_seconds: arrivalLimitSeconds }));
    abandon();
  });
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    timer.cancel();
  }
}
