import { type Samples, sampleAt } from './samples.ts';

/** Something to be heard: samples, a sound that is computed piece by piece, or one that is made only if needed. */
export type Sound = Samples | PositionedSound | LazySound;

/** A sound that knows each of its samples by their position, however long it lasts: ringing, music, noise. */
export interface PositionedSound {
  lengthMs: number;
  /** The samples from `from` until `to`, counted from the start of the sound; always `to - from` of them. */
  read(from: number, to: number): Samples;
}

/** A sound that costs work to make, such as speech. What `render` gives beyond `lengthMs` is not heard. */
export interface LazySound {
  lengthMs: number;
  /** May be called more than once, and not at all when nobody listens. */
  render(): Samples | Promise<Samples>;
}

/**
 * How long a sound lasts, in milliseconds; nothing is rendered to know it.
 *
 * @example
 * lengthMsOf(beep()); // 500
 */
export function lengthMsOf(sound: Sound): number {
  return sound instanceof Int16Array ? sound.length / 8 : sound.lengthMs;
}

/**
 * One pattern again and again for `lengthMs` milliseconds; the last round may be cut short. The pattern is not copied.
 *
 * @example
 * repeated(beep(), 600_000).read(4000, 8000); // the second beep
 */
export function repeated(pattern: Samples, lengthMs: number): PositionedSound {
  return {
    lengthMs,
    read: (from, to) => {
      const samples = new Int16Array(Math.max(0, to - from));
      if (pattern.length === 0) return samples;
      for (let at = from; at < to; ) {
        const start = at % pattern.length;
        const end = Math.min(pattern.length, start + to - at);
        samples.set(pattern.subarray(start, end), at - from);
        at += end - start;
      }
      return samples;
    },
  };
}

/**
 * All samples of a sound.
 *
 * @example
 * (await samplesOf(repeated(beep(), 1000))).length; // 8000
 */
export async function samplesOf(sound: Sound): Promise<Samples> {
  if (sound instanceof Int16Array) return sound;
  return 'read' in sound ? sound.read(0, sampleAt(sound.lengthMs)) : sound.render();
}
