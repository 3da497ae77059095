import { clip, type Samples, sampleAt } from './samples.ts';

/** What one side of a call is heard to do, on the clock of that call. */
export interface Timeline {
  /** Lets `samples` be heard from `atMs` on, on top of whatever else is heard then. The samples are not copied. */
  add(atMs: number, samples: Samples): void;
  /** Silences everything scheduled so far from `atMs` on; what is added later is heard. */
  cutFrom(atMs: number): void;
  /** What is heard from `fromMs` until `toMs`: overlapping sounds are added up and clipped, the rest is silence. */
  render(fromMs: number, toMs: number): Samples;
}

interface Sound {
  start: number;
  samples: Samples;
}

/**
 * An empty timeline. Times are milliseconds from an origin of the caller's choice, and may be negative.
 *
 * @example
 * const heard = makeTimeline();
 * heard.add(1000, beep());
 * heard.cutFrom(1250);
 * heard.render(0, 2000).length; // 16000, of which 2000 samples sound
 */
export function makeTimeline(): Timeline {
  let sounds: Sound[] = [];
  return {
    add: (atMs, samples) => {
      sounds.push({ start: sampleAt(atMs), samples });
    },
    cutFrom: (atMs) => {
      const end = sampleAt(atMs);
      sounds = sounds
        .filter((sound) => sound.start < end)
        .map(({ start, samples }) => ({ start, samples: samples.subarray(0, end - start) }));
    },
    // Both edges are rounded on their own, so that neighbouring renders join without a gap.
    render: (fromMs, toMs) => sumOf(sounds, sampleAt(fromMs), Math.max(sampleAt(fromMs), sampleAt(toMs))),
  };
}

function sumOf(sounds: Sound[], from: number, to: number): Samples {
  // 32 bits until the end: clipping after each addition would make the result depend on the order.
  const sum = new Int32Array(to - from);
  for (const { start, samples } of sounds) {
    const first = Math.max(start, from);
    const end = Math.min(start + samples.length, to);
    for (let at = first; at < end; at += 1) sum[at - from] = (sum[at - from] ?? 0) + (samples[at - start] ?? 0);
  }
  return Int16Array.from(sum, clip);
}
