import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from './log.ts';

/** What was answered while it could not be written to the database: kept on this disk until it can. */
export interface RequestSpool {
  /** Resolves once the entry is on the disk. */
  append(entry: object): Promise<void>;
  /** Gives every entry to `take`, in order. Entries are forgotten when all of their file were taken; a failure is thrown. */
  replay(take: (entry: unknown) => Promise<void>): Promise<void>;
}

const openFile = 'open.jsonl';
const closedFile = /^closed-\d+\.jsonl$/;

/** Entries of one moment share one write and one flush to the disk. */
export function makeRequestSpool(folder: string, log: Log): RequestSpool {
  let waiting: { text: string; done: PromiseWithResolvers<void> }[] = [];
  let file: Promise<FileHandle> | undefined;
  let writing: Promise<void> | undefined;
  // What an earlier run of the program left is there from the beginning.
  let mayHaveEntries = true;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        file ??= mkdir(folder, { recursive: true }).then(() => open(join(folder, openFile), 'a', 0o600));
        const handle = await file;
        await handle.write(batch.map(({ text }) => text).join(''));
        await handle.datasync();
        for (const { done } of batch) done.resolve();
      } catch (error) {
        file = undefined;
        for (const { done } of batch) done.reject(error);
      }
    }
  };

  return {
    append(entry) {
      const done = Promise.withResolvers<void>();
      mayHaveEntries = true;
      waiting.push({ text: `${JSON.stringify(entry)}\n`, done });
      writing ??= write().finally(() => {
        writing = undefined;
      });
      return done.promise;
    },
    async replay(take) {
      if (!mayHaveEntries) return;
      await writing;
      const handle = await file;
      file = undefined;
      await handle?.close();
      const names = await closedFiles(folder);
      for (const name of names) {
        const path = join(folder, name);
        for (const entry of entriesOf(await readFile(path, 'utf8'), log)) await take(entry);
        await rm(path);
      }
      mayHaveEntries = waiting.length > 0 || writing !== undefined;
    },
  };
}

/** Oldest first; what is written from now on goes to a new file. */
async function closedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const closed = names.filter((name) => closedFile.test(name)).sort((one, other) => numberIn(one) - numberIn(other));
  if (!names.includes(openFile)) return closed;
  const next = `closed-${numberIn(closed.at(-1) ?? '') + 1}.jsonl`;
  await rename(join(folder, openFile), join(folder, next));
  return [...closed, next];
}

const numberIn = (name: string) => Number(/\d+/.exec(name)?.[0] ?? 0);

/** A line that a crash cut off was never acknowledged. */
function entriesOf(text: string, log: Log): unknown[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    try {
      return [JSON.parse(line)];
    } catch {
      log.warn({ bytes: line.length }, 'a line of the spool was cut off');
      return [];
    }
  });
}
