import type { FileHandle } from 'node:fs/promises';

/** Appends to a file, durably. */
export interface Writer {
  add(text: string): void;
  /** Resolves when everything added so far is on disk; fails when some of it could not be written. */
  flushed(): Promise<void>;
  /** How much of the file is on disk: whole texts. */
  byteLength(): number;
  /** Puts another file in the place of this one: `swap` is called while nothing is written, and gives its length. */
  replace(swap: () => Promise<{ file: FileHandle; byteLength: number }>): Promise<void>;
  close(): Promise<void>;
}

/** One write and one fsync for everything that arrives while the last ones are under way. */
export function makeWriter(first: FileHandle, firstLength: number): Writer {
  let file = first;
  let byteLength = firstLength;
  let waiting = '';
  let underWay: Promise<void> | undefined;
  let failure: unknown;
  const drain = async () => {
    const text = waiting;
    waiting = '';
    await file.appendFile(text);
    await file.datasync();
    byteLength += Buffer.byteLength(text);
  };
  const alone = (work: () => Promise<void>) => {
    underWay = work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const flushed = async (): Promise<void> => {
    while (underWay || waiting !== '') await (underWay ?? alone(drain));
    if (failure) throw failure;
  };
  return {
    flushed,
    add: (text) => {
      waiting += text;
      flushed().catch((error) => {
        failure = error;
      });
    },
    byteLength: () => byteLength,
    replace: async (swap) => {
      while (underWay) await underWay;
      await alone(async () => {
        const next = await swap();
        const old = file;
        file = next.file;
        byteLength = next.byteLength;
        await old.close();
      });
      await flushed();
    },
    close: async () => {
      await flushed();
      await file.close();
    },
  };
}
