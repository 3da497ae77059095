import type { PositionedSound } from './sound.ts';

/**
 * The noise of a line: white, the same for the same seed, and computed from the position alone, so that any stretch of
 * it costs only itself.
 *
 * @param levelDbfs its average level in decibels below full scale, such as -50
 * @example
 * timeline.add(0, lineNoise(3_600_000, { seed: 7, levelDbfs: -55 }));
 */
export function lineNoise(lengthMs: number, { seed, levelDbfs }: { seed: number; levelDbfs: number }): PositionedSound {
  // Evenly spread numbers from -1 to 1 have an average level of one over the root of three.
  const peak = 32_768 * 10 ** (levelDbfs / 20) * Math.sqrt(3);
  return {
    lengthMs,
    read: (from, to) =>
      Int16Array.from({ length: Math.max(0, to - from) }, (_, at) => Math.round(peak * scatter(seed, from + at))),
  };
}

// The mixing steps of MurmurHash3 (public domain): neighbouring positions give unrelated numbers from -1 to 1.
function scatter(seed: number, position: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ position;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) | 0) / 2 ** 31;
}
