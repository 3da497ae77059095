/** Changes the rate of a sound that comes in pieces and takes away what the new rate cannot carry. */
export interface Resampler {
  /** Gives what can be known so far. */
  push(piece: Float32Array): Float32Array;
  /** The rest. */
  end(): Float32Array;
}

// Zero crossings of the sinc on each side. With a Blackman window, 3275 Hz pass untouched to 8000 samples a second and
// from 4125 Hz on nothing is left, so that all that folds back lies above what a telephone carries.
const crossings = 24;
const cutoff = 0.4625;
// Rates of strangers may share no divisor with ours: positions between samples are then rounded to this many.
const maxPhases = 1024;

export function makeResampler(fromHz: number, toHz: number): Resampler {
  if (fromHz === toHz) return { push: (piece) => piece, end: () => new Float32Array(0) };
  const phases = Math.min(maxPhases, toHz / greatestDivisor(fromHz, toHz));
  const kernels = makeKernels(phases, (2 * cutoff * Math.min(fromHz, toHz)) / fromHz);
  const taps = kernels[0]?.length ?? 0;
  const reach = taps / 2;
  // Silence before the first sample, so that every output has its taps.
  let kept: Float32Array = new Float32Array(reach);
  let keptFrom = -reach;
  let given = 0;

  const give = (until: number) => {
    const result = new Float32Array(Math.max(0, until - given));
    for (let at = 0; at < result.length; at += 1) {
      const steps = Math.round((((given + at) * fromHz) / toHz) * phases);
      const whole = Math.floor(steps / phases);
      result[at] = dot(kernels[steps - whole * phases], kept, whole - reach + 1 - keptFrom);
    }
    given += result.length;
    const needed = Math.floor((given * fromHz) / toHz) - reach;
    if (needed > keptFrom) {
      kept = kept.slice(needed - keptFrom);
      keptFrom = needed;
    }
    return result;
  };
  const take = (piece: Float32Array) => {
    const longer = new Float32Array(kept.length + piece.length);
    longer.set(kept);
    longer.set(piece, kept.length);
    kept = longer;
  };

  return {
    push: (piece) => {
      take(piece);
      return give(Math.floor(((keptFrom + kept.length - reach - 1) * toHz) / fromHz));
    },
    end: () => {
      const total = Math.round(((keptFrom + kept.length) * toHz) / fromHz);
      take(new Float32Array(2 * reach));
      return give(total);
    },
  };
}

function dot(kernel: Float32Array | undefined, samples: Float32Array, from: number): number {
  if (!kernel) return 0;
  let sum = 0;
  for (let tap = 0; tap < kernel.length; tap += 1) sum += (kernel[tap] ?? 0) * (samples[from + tap] ?? 0);
  return sum;
}

/** One kernel for each place between two samples. `density` is zero crossings per sample, and the gain. */
function makeKernels(phases: number, density: number): Float32Array[] {
  const reach = Math.ceil(crossings / density);
  return Array.from({ length: phases }, (_none, phase) =>
    Float32Array.from({ length: 2 * reach }, (_zero, tap) => {
      const distance = (tap - reach + 1 - phase / phases) * density;
      return density * sinc(distance) * blackman(distance / crossings);
    }),
  );
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** From 1 in the middle to 0 at -1 and 1. */
function blackman(x: number): number {
  if (Math.abs(x) >= 1) return 0;
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}
