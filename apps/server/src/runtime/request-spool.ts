import { appendFile, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from './log.ts';

/** What was answered while it could not be written to the database: kept on this disk until it can. */
export interface RequestSpool {
  /** Resolves once the entry is on the disk. */
  append(entry: object): Promise<void>;
  /**
   * Gives every entry to `take`, in order. What `take` throws ends the replay for now, unless it `isLasting`: such an entry
   * is set aside in a file that nobody replays. An entry may be given twice, after a replay that was cut off.
   */
  replay(take: (entry: unknown) => Promise<void>, isLasting: (error: unknown) => boolean): Promise<void>;
}

interface Waiting {
  text: string;
  done: PromiseWithResolvers<void>;
}

const ours = /^\d+-\d+\.jsonl$/;
const setAside = 'set-aside.jsonl';

/**
 * A spool in a folder that belongs to this process. Entries of one moment share one write and one flush to the disk. After
 * each replay, failure and start a new file is begun, so that a line which was cut off spoils no other.
 */
export function makeRequestSpool(folder: string, log: Log, nowMs: () => number): RequestSpool {
  const waiting: Waiting[] = [];
  let current: string | undefined;
  let named = 0;
  // What an earlier run of the program left is there from the beginning.
  let mayHaveEntries = true;
  // Writing and closing take turns: no entry is written to a file that is being read.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };

  const nextName = () => {
    named += 1;
    return `${nowMs()}-${named}.jsonl`;
  };
  const writeWaiting = async (): Promise<void> => {
    const batch = waiting.splice(0);
    if (batch.length === 0) return;
    try {
      await mkdir(folder, { recursive: true });
      current ??= nextName();
      await writeDurably(join(folder, current), batch.map(({ text }) => text).join(''));
      for (const { done } of batch) done.resolve();
    } catch (error) {
      // What stands there may be half a line.
      current = undefined;
      for (const { done } of batch) done.reject(error);
    }
  };

  return {
    append(entry) {
      const done = Promise.withResolvers<void>();
      mayHaveEntries = true;
      waiting.push({ text: `${JSON.stringify(entry)}\n`, done });
      void inTurn(writeWaiting);
      return done.promise;
    },
    async replay(take, isLasting) {
      if (!mayHaveEntries) return;
      const names = await inTurn(async () => {
        current = undefined;
        const found = (await readdir(folder).catch((): string[] => [])).filter((name) => ours.test(name));
        if (found.length === 0) mayHaveEntries = waiting.length > 0;
        return found.sort(byAge);
      });
      for (const name of names) {
        const path = join(folder, name);
        for (const line of (await readFile(path, 'utf8')).split('\n')) {
          if (line !== '') await takeLine(line, take, isLasting);
        }
        await rm(path);
      }
    },
  };

  async function takeLine(
    line: string,
    take: (entry: unknown) => Promise<void>,
    isLasting: (error: unknown) => boolean,
  ): Promise<void> {
    try {
      await take(JSON.parse(line));
    } catch (error) {
      if (!(error instanceof SyntaxError) && !isLasting(error)) throw error;
      log.error({ err: error, bytes: line.length }, 'an entry of the spool cannot be taken: it is set aside');
      await appendFile(join(folder, setAside), `${line}\n`, { mode: 0o600 });
    }
  }
}

/** Appends and has the disk say that it is there. Nothing is left open that a stop would have to close. */
async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Of a name: when the file was begun, then its number. */
function byAge(one: string, other: string): number {
  const [oneMs = 0, oneNumber = 0] = one.split(/[-.]/).map(Number);
  const [otherMs = 0, otherNumber = 0] = other.split(/[-.]/).map(Number);
  return oneMs - otherMs || oneNumber - otherNumber;
}
