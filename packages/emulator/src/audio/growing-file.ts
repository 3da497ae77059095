/** Bytes written one after another, or over one another after a seek. */
export interface GrowingFile {
  write(bytes: Uint8Array): void;
  /** `whence` counts from the start (0), from here (1) or from the end (2); returns the new position. */
  seek(offset: number, whence: number): number;
  bytes(): Uint8Array;
}

/**
 * An empty file in memory.
 *
 * @example
 * const file = growingFile();
 * file.write(Uint8Array.of(1, 2));
 * file.seek(0, 0);
 * file.write(Uint8Array.of(9));
 * file.bytes(); // Uint8Array [9, 2]
 */
export function growingFile(): GrowingFile {
  let content = new Uint8Array(4096);
  let length = 0;
  let position = 0;
  return {
    write: (bytes) => {
      const end = position + bytes.length;
      if (end > content.length) {
        const larger = new Uint8Array(end * 2);
        larger.set(content.subarray(0, length));
        content = larger;
      }
      content.set(bytes, position);
      position = end;
      length = Math.max(length, end);
    },
    seek: (offset, whence) => {
      const origins = [0, position, length];
      position = Math.max(0, (origins[whence] ?? 0) + offset);
      return position;
    },
    bytes: () => content.slice(0, length),
  };
}
