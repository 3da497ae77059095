import { mkdirSync } from 'node:fs';
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from './world.ts';

/** What an emulator remembers beyond its process: entries in order, and the bytes of recordings. */
export interface Journal {
  /** Entries of earlier lives, oldest first. */
  entries: readonly Entry[];
  append(entry: Entry): void;
  /** Resolves when everything appended so far is on disk. */
  flushed(): Promise<void>;
  putMedia(sid: string, bytes: Uint8Array): Promise<void>;
  media(sid: string): Promise<Uint8Array | undefined>;
  removeMedia(sid: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A journal in a folder: `calls.jsonl`, appended and fsynced, and one WAV file for each recording. A last line that was
 * torn by a crash is cut off.
 *
 * @example
 * const journal = await openJournal('./data/carrier');
 */
export async function openJournal(folder: string): Promise<Journal> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'calls.jsonl');
  const file = await open(path, 'a+');
  const entries = await wholeLines(path, file);
  const writer = makeWriter(file);
  const mediaPath = (sid: string) => join(folder, `${sid}.wav`);
  return {
    entries,
    append: (entry) => writer.add(`${JSON.stringify(entry)}\n`),
    flushed: writer.flushed,
    putMedia: (sid, bytes) => writeDurably(mediaPath(sid), bytes),
    media: (sid) => readFile(mediaPath(sid)).catch(() => undefined),
    removeMedia: (sid) => rm(mediaPath(sid), { force: true }),
    close: async () => {
      await writer.flushed();
      await file.close();
    },
  };
}

/** A journal that ends with the process. */
export function memoryJournal(): Journal {
  const media = new Map<string, Uint8Array>();
  return {
    entries: [],
    append: () => undefined,
    flushed: async () => undefined,
    putMedia: async (sid, bytes) => void media.set(sid, bytes),
    media: async (sid) => media.get(sid),
    removeMedia: async (sid) => void media.delete(sid),
    close: async () => undefined,
  };
}

async function wholeLines(path: string, file: FileHandle): Promise<Entry[]> {
  const bytes = await readFile(path);
  const whole = bytes.lastIndexOf('\n') + 1;
  if (whole < bytes.length) await file.truncate(whole);
  const lines = bytes.subarray(0, whole).toString('utf8').split('\n').filter(Boolean);
  // Only this module writes the file, and only entries.
  return lines.map((line) => JSON.parse(line) as Entry);
}

// The option `flush` of writeFile came with Node 21.
async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

// One write and one fsync for everything that arrived while the last ones were under way.
function makeWriter(file: FileHandle) {
  let waiting = '';
  let underWay: Promise<void> | undefined;
  let failure: unknown;
  const drain = async () => {
    const text = waiting;
    waiting = '';
    await file.appendFile(text);
    await file.datasync();
  };
  const flushed = async (): Promise<void> => {
    while (underWay || waiting !== '') {
      underWay ??= drain().finally(() => {
        underWay = undefined;
      });
      await underWay;
    }
    if (failure) throw failure;
  };
  return {
    flushed,
    add: (text: string) => {
      waiting += text;
      flushed().catch((error) => {
        failure = error;
      });
    },
  };
}
