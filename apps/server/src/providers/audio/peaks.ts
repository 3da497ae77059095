/** Enough for a waveform on the widest screen. */
const maxSteps = 1200;
// A peak drawn from buckets of its step is off by at most one bucket at each edge.
const bucketsPerStep = 16;

/** Draws the peaks of one channel that comes in pieces and whose length nobody knows before its end. */
export interface Peaks {
  push(samples: Float32Array): void;
  /** The loudest sample, 0 to 1, of each of at most 1200 even stretches. */
  end(): number[];
}

/** Holds the peaks of even buckets and doubles their size whenever there are too many: memory stays the same. */
export function makePeaks(): Peaks {
  const buckets = new Float32Array(maxSteps * bucketsPerStep * 2);
  let size = 1;
  let total = 0;

  const widen = () => {
    for (let at = 0; at < buckets.length / 2; at += 1) {
      buckets[at] = Math.max(buckets[2 * at] ?? 0, buckets[2 * at + 1] ?? 0);
    }
    buckets.fill(0, buckets.length / 2);
    size *= 2;
  };

  return {
    push(samples) {
      for (const sample of samples) {
        if (total >= size * buckets.length) widen();
        const bucket = Math.floor(total / size);
        const loudness = Math.abs(sample);
        if (loudness > (buckets[bucket] ?? 0)) buckets[bucket] = loudness;
        total += 1;
      }
    },
    end() {
      const steps = Math.min(maxSteps, total);
      return Array.from({ length: steps }, (_none, step) => {
        const first = Math.floor(Math.floor((step * total) / steps) / size);
        const last = Math.ceil(Math.floor(((step + 1) * total) / steps) / size);
        return Math.round(Math.min(1, loudest(buckets.subarray(first, last))) * 1000) / 1000;
      });
    },
  };
}

export function loudest(samples: Float32Array): number {
  let most = 0;
  for (const sample of samples) most = Math.max(most, Math.abs(sample));
  return most;
}
