import type { Readable } from 'node:stream';

/** Where audio is kept. A key is a path of ours, such as `<tenant>/<recording>.wav`; nobody outside ever names one. */
export interface Storage {
  /** Writes all of it or nothing. Says the size and the hash of what was given, which is not what lies on the disk. */
  write(key: string, content: Readable | Uint8Array): Promise<{ bytes: number; sha256: string }>;
  /** Bytes from `start` up to and including `end`. What is wrong shows as an error of the stream. */
  open(key: string, range?: { start: number; end: number }): Readable;
  read(key: string): Promise<Uint8Array>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /** Removes what writes that were cut off before a time left behind. */
  clearLeftovers(before: Date): Promise<void>;
}

/** `missing`: nothing lies at that key. `damaged`: what lies there is not what we wrote there, whole. */
export class StorageError extends Error {
  override name = 'StorageError';
  readonly reason: 'missing' | 'damaged';

  constructor(reason: 'missing' | 'damaged', key: string, options?: ErrorOptions) {
    super(`${sentences[reason]} (${key})`, options);
    this.reason = reason;
  }
}

const sentences = {
  missing: 'Nothing is stored there.',
  damaged: 'What is stored there was damaged, moved, or written under another APP_ENCRYPTION_KEY.',
};
