import { mkdirSync } from 'node:fs';
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compactFile, type Keeps } from './journal/compaction.ts';
import { entryOf, lineOf } from './journal/line.ts';
import { fileMedia, type MediaStore, memoryMedia } from './journal/media.ts';
import { makeWriter } from './journal/writer.ts';
import type { Entry } from './world.ts';

/** What an emulator remembers beyond its process: entries in order, and the sound of recordings. */
export interface Journal extends MediaStore {
  /** Entries of earlier lives, oldest first. They are given once, so that nobody keeps them. */
  takeEntries(): readonly Entry[];
  append(entry: Entry): void;
  /** Resolves when everything appended so far is on disk. */
  flushed(): Promise<void>;
  /** Whether it has grown so much that {@link Journal.compact} may be worth its time. */
  isGrown(): boolean;
  /** Forgets the entries that are not kept, and rows that were put again or removed since. */
  compact(keeps: Keeps): Promise<void>;
  close(): Promise<void>;
}

// A file of this size is read in a few hundredths of a second.
const smallBytes = 4 << 20;

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
  await rm(`${path}.part`, { force: true });
  const file = await open(path, 'a+');
  let { entries, byteLength } = await wholeLines(path, file);
  const writer = makeWriter(file, byteLength);
  let leanBytes = 0;
  let compacting: Promise<void> | undefined;
  return {
    ...fileMedia(folder),
    takeEntries: () => {
      const taken = entries;
      entries = [];
      return taken;
    },
    append: (entry) => writer.add(lineOf(entry)),
    flushed: writer.flushed,
    isGrown: () => compacting === undefined && writer.byteLength() > smallBytes + 2 * leanBytes,
    compact: (keeps) => {
      compacting ??= compactFile(path, writer, keeps).finally(() => {
        compacting = undefined;
        leanBytes = writer.byteLength();
      });
      return compacting;
    },
    close: async () => {
      await compacting;
      await writer.close();
    },
  };
}

/** A journal that ends with the process. */
export function memoryJournal(): Journal {
  return {
    ...memoryMedia(),
    takeEntries: () => [],
    append: () => undefined,
    flushed: async () => undefined,
    isGrown: () => false,
    compact: async () => undefined,
    close: async () => undefined,
  };
}

async function wholeLines(path: string, file: FileHandle): Promise<{ entries: readonly Entry[]; byteLength: number }> {
  const bytes = await readFile(path);
  const byteLength = bytes.lastIndexOf('\n') + 1;
  if (byteLength < bytes.length) await file.truncate(byteLength);
  const entries: Entry[] = [];
  // Line by line: a string holds at most half a gigabyte.
  for (let from = 0; from < byteLength; ) {
    const to = bytes.indexOf('\n', from);
    if (to > from) entries.push(entryOf(bytes.toString('utf8', from, to)));
    from = to + 1;
  }
  return { entries, byteLength };
}
