import { SAMPLE_RATE_HZ, type Samples, sampleAt } from './samples.ts';

/** One or more sine waves sounding together for a while. */
export interface Tone {
  frequenciesHz: readonly number[];
  durationMs: number;
  /** Peak of each wave; the sum of all of them should stay below 1. */
  amplitude: number;
}

/**
 * A tone that fades in and out within 5 ms, so that it does not click.
 *
 * @example
 * tone({ frequenciesHz: [440, 480], durationMs: 1000, amplitude: 0.2 }).length; // 8000
 */
export function tone({ frequenciesHz, durationMs, amplitude }: Tone): Samples {
  const length = sampleAt(durationMs);
  const ramp = Math.max(1, Math.min(sampleAt(5), Math.floor(length / 2)));
  return Int16Array.from({ length }, (_, at) => {
    const loudness = amplitude * Math.min(1, (at + 1) / ramp, (length - at) / ramp);
    const wave = frequenciesHz.reduce((sum, hz) => sum + Math.sin((2 * Math.PI * hz * at) / SAMPLE_RATE_HZ), 0);
    return Math.round(32767 * loudness * wave);
  });
}

/**
 * The 1000 Hz tone that a voicemail plays before it records.
 *
 * @param ms how long it lasts, in milliseconds
 * @example
 * beep().length; // 4000
 */
export function beep(ms = 500): Samples {
  return tone({ frequenciesHz: [1000], durationMs: ms, amplitude: 0.4 });
}
