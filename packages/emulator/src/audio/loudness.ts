// Speech on a telephone line has about this level, -20 dB below full scale, with peaks that do not clip.
const speechLevel = 0.1;
const highestPeak = 0.9;

/**
 * The same sound at the loudness of ordinary telephone speech: -20 dBFS on average, or less where the peaks would clip.
 * Silence stays silence.
 *
 * @param samples from -1 to 1
 * @example
 * levelled(Float32Array.of(0.5, -0.5)); // Float32Array [0.1, -0.1]
 */
export function levelled(samples: Float32Array): Float32Array {
  let energy = 0;
  let peak = 0;
  for (const value of samples) {
    energy += value * value;
    peak = Math.max(peak, Math.abs(value));
  }
  if (peak === 0) return samples;
  const gain = Math.min(speechLevel / Math.sqrt(energy / samples.length), highestPeak / peak);
  return samples.map((value) => value * gain);
}
