import type { Readable } from 'node:stream';

/** Where bytes lie, as S3 means the word. It knows nothing of what the bytes say. */
export interface Bucket {
  /** All or nothing; what lay there before is replaced. */
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * Bytes from `start` up to and including `end`, or fewer where the object ends before; `size` is that of the whole.
   * Who asks must read the stream or destroy it.
   *
   * @throws StorageError `missing`; `damaged` or nothing to read when the object ends before `start`
   */
  get(key: string, range: { start: number; end: number }): Promise<{ size: number; content: Readable }>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /** Removes what writes that were cut off before a time left behind. */
  clearLeftovers(before: Date): Promise<void>;
}
