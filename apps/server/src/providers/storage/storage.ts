import type { Readable } from 'node:stream';

/** Where audio is kept. A key is a path of ours, such as `<tenant>/<recording>.wav`; nobody outside ever names one. */
export interface Storage {
  /** Writes all of it or nothing. */
  write(key: string, content: Readable | Uint8Array): Promise<{ bytes: number; sha256: string }>;
  /** Bytes from `start` up to and including `end`. */
  open(key: string, range?: { start: number; end: number }): NodeJS.ReadableStream;
  read(key: string): Promise<Uint8Array>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
}
