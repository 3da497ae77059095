/** The only source of chance. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  bytes(length: number): Uint8Array;
}

/**
 * Unpredictable: for secrets, tokens and ids.
 *
 * @example
 * secureRandom().bytes(32).length; // 32
 */
export function secureRandom(): Random {
  const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  return {
    bytes,
    next: () => new DataView(bytes(4).buffer).getUint32(0) / 2 ** 32,
  };
}

/**
 * Repeatable: the same seed gives the same sequence (mulberry32).
 *
 * @example
 * seededRandom(1).next() === seededRandom(1).next(); // true
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256)),
  };
}
