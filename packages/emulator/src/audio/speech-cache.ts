import type { Samples } from './samples.ts';

/** Remembers what was said lately, and what is being said right now. */
export interface SpeechCache {
  get(key: string): Promise<Samples> | undefined;
  /** Remembers the samples from now on; forgets them again if they fail. Returns what it was given. */
  keep(key: string, samples: Promise<Samples>): Promise<Samples>;
}

/**
 * A cache that forgets what was used longest ago once it holds more than `mostSamples`.
 *
 * @example
 * const cache = makeSpeechCache(80_000); // ten seconds
 */
export function makeSpeechCache(mostSamples: number): SpeechCache {
  // A Map lists its keys in the order in which they were set, so the first is the one used longest ago.
  const entries = new Map<string, { samples: Promise<Samples>; size: number }>();
  let total = 0;

  const forget = (key: string) => {
    total -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };

  const shrink = () => {
    for (const key of entries.keys()) {
      if (total <= mostSamples) return;
      forget(key);
    }
  };

  return {
    get: (key) => {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.samples;
    },
    keep: (key, samples) => {
      const entry = { samples, size: 0 };
      entries.set(key, entry);
      const weigh = (done: Samples) => {
        if (entries.get(key) !== entry) return;
        entry.size = done.length;
        total += done.length;
        shrink();
      };
      samples.then(weigh, () => {
        if (entries.get(key) === entry) forget(key);
      });
      return samples;
    },
  };
}
