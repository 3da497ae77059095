// The kernel is a sinc of 16 zero crossings on each side under a Blackman window, tabulated once; its size therefore
// does not depend on the rates, which come from files of strangers.
const crossings = 16;
const stepsPerCrossing = 512;
const kernel = tabulateKernel();

/**
 * The same sound at another sample rate, by windowed sinc. Everything above `passHz` is taken away.
 *
 * @param samples any scale; the result has the same
 * @param passHz upper edge of the band that is kept; by default nearly all that both rates can carry
 * @example
 * resample(new Float32Array(16_000), 16_000, 8000).length; // 8000
 */
export function resample(samples: Float32Array, fromHz: number, toHz: number, passHz?: number): Float32Array {
  if (fromHz === toHz && passHz === undefined) return samples;
  const cutoffHz = passHz ?? 0.46 * Math.min(fromHz, toHz);
  // Zero crossings of the sinc per input sample; also the gain that keeps the loudness.
  const density = (2 * cutoffHz) / fromHz;
  const reach = crossings / density;
  const result = new Float32Array(Math.round((samples.length * toHz) / fromHz));
  for (let at = 0; at < result.length; at += 1) {
    const centre = (at * fromHz) / toHz;
    const end = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let input = Math.max(0, Math.ceil(centre - reach)); input <= end; input += 1) {
      sum += (samples[input] ?? 0) * kernelAt(Math.abs(centre - input) * density);
    }
    result[at] = sum * density;
  }
  return result;
}

function kernelAt(distance: number): number {
  const position = distance * stepsPerCrossing;
  const step = Math.floor(position);
  const left = kernel[step] ?? 0;
  return left + ((kernel[step + 1] ?? 0) - left) * (position - step);
}

function tabulateKernel(): Float64Array {
  const length = crossings * stepsPerCrossing + 1;
  return Float64Array.from({ length }, (_, step) => {
    if (step === 0) return 1;
    const angle = (Math.PI * step) / stepsPerCrossing;
    const across = (Math.PI * step) / (length - 1);
    return (Math.sin(angle) / angle) * (0.42 + 0.5 * Math.cos(across) + 0.08 * Math.cos(2 * across));
  });
}
