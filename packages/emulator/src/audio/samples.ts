/** Telephone audio: one channel, 8000 signed 16-bit samples a second. */
export type Samples = Int16Array;

/** Samples in a second. */
export const SAMPLE_RATE_HZ = 8000;

/**
 * Two sounds at once. The shorter one ends in silence; what is too loud is clipped, never wrapped around.
 *
 * @example
 * mix(Int16Array.of(1, 2), Int16Array.of(10)); // Int16Array [11, 2]
 */
export function mix(a: Samples, b: Samples): Samples {
  return Int16Array.from({ length: Math.max(a.length, b.length) }, (_, at) => clip((a[at] ?? 0) + (b[at] ?? 0)));
}

/**
 * The number of samples that end `ms` milliseconds after the start.
 *
 * @example
 * sampleAt(70); // 560
 */
export function sampleAt(ms: number): number {
  return Math.round((ms * SAMPLE_RATE_HZ) / 1000);
}

/**
 * Numbers from -1 to 1 as samples; louder ones are clipped, what is not a number is silence.
 *
 * @example
 * fromUnitRange(Float32Array.of(0, 1, -2)); // Int16Array [0, 32767, -32768]
 */
export function fromUnitRange(values: Float32Array): Int16Array<ArrayBuffer> {
  return rounded(values, 32_768);
}

/**
 * Numbers, `scale` times as large, as the nearest samples; louder ones are clipped.
 *
 * @example
 * rounded(Float64Array.of(1.4, 50_000)); // Int16Array [1, 32767]
 */
export function rounded(values: Float32Array | Float64Array, scale = 1): Int16Array<ArrayBuffer> {
  const samples = new Int16Array(values.length);
  // A loop: Int16Array.from with a function takes four times as long, and long recordings pass through here.
  for (let at = 0; at < samples.length; at += 1) samples[at] = clip(Math.round((values[at] ?? 0) * scale));
  return samples;
}

/**
 * The nearest value that fits 16 bits.
 *
 * @example
 * clip(40_000); // 32767
 */
export function clip(value: number): number {
  return Math.max(-32768, Math.min(32767, value));
}
