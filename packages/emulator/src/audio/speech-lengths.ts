/** Remembers how long texts take to say, long after their sound is forgotten. */
export interface SpeechLengths {
  get(key: string): number | undefined;
  remember(key: string, ms: number): void;
}

/**
 * Lengths of at most `most` texts; beyond, the one learnt first is forgotten.
 *
 * @example
 * const lengths = makeSpeechLengths(100_000);
 */
export function makeSpeechLengths(most: number): SpeechLengths {
  const known = new Map<string, number>();
  return {
    get: (key) => known.get(key),
    remember: (key, ms) => {
      known.set(key, ms);
      if (known.size <= most) return;
      for (const oldest of known.keys()) {
        known.delete(oldest);
        return;
      }
    },
  };
}
