import { SAMPLE_RATE_HZ, type Samples } from './samples.ts';

/**
 * The amplitude of one frequency in a sound, by Goertzel's algorithm: 1 for a sine wave at full scale.
 *
 * @example
 * amplitudeAt(beep(), 1000); // about 0.4
 */
export function amplitudeAt(samples: Samples, frequencyHz: number): number {
  const angle = (2 * Math.PI * frequencyHz) / SAMPLE_RATE_HZ;
  const coefficient = 2 * Math.cos(angle);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  const power = before * before + last * last - coefficient * before * last;
  return (2 * Math.sqrt(Math.max(0, power))) / Math.max(1, samples.length) / 32768;
}
