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
  const resampler = makeResampler(fromHz, toHz, passHz);
  return joined([resampler.push(samples), resampler.end()]);
}

/** Changes the rate of a sound that comes in pieces; it holds no more than a few of their samples. */
export interface Resampler {
  /** The next piece; gives what can be known so far. */
  push(piece: Float32Array): Float32Array;
  /** The rest, after the last piece. */
  end(): Float32Array;
}

/**
 * {@link resample} for pieces: all that it gives, joined, is what `resample` would give for all pieces joined.
 *
 * @example
 * const resampler = makeResampler(44_100, 8000);
 * const parts = [...pieces.map(resampler.push), resampler.end()];
 */
export function makeResampler(fromHz: number, toHz: number, passHz?: number): Resampler {
  if (fromHz === toHz && passHz === undefined) return { push: (piece) => piece, end: () => new Float32Array(0) };
  const cutoffHz = passHz ?? 0.46 * Math.min(fromHz, toHz);
  // Zero crossings of the sinc per input sample; also the gain that keeps the loudness.
  const density = (2 * cutoffHz) / fromHz;
  const reach = crossings / density;
  let kept: Float32Array = new Float32Array(0);
  let keptFrom = 0;
  let given = 0;

  const giveUntil = (end: number) => {
    const last = keptFrom + kept.length - 1;
    const result = new Float32Array(Math.max(0, end - given));
    for (let at = 0; at < result.length; at += 1) {
      const centre = ((given + at) * fromHz) / toHz;
      const until = Math.min(last, Math.floor(centre + reach));
      let sum = 0;
      for (let input = Math.max(keptFrom, Math.ceil(centre - reach)); input <= until; input += 1) {
        sum += (kept[input - keptFrom] ?? 0) * kernelAt(Math.abs(centre - input) * density);
      }
      result[at] = sum * density;
    }
    given += result.length;
    return result;
  };

  return {
    push: (piece) => {
      kept = joined([kept, piece]);
      const received = keptFrom + kept.length;
      const result = giveUntil(Math.ceil(((received - reach) * toHz) / fromHz));
      const needed = Math.max(keptFrom, Math.ceil((given * fromHz) / toHz - reach));
      kept = kept.slice(needed - keptFrom);
      keptFrom = needed;
      return result;
    },
    end: () => giveUntil(Math.round(((keptFrom + kept.length) * toHz) / fromHz)),
  };
}

/**
 * Pieces, one after another.
 *
 * @example
 * joined([Float32Array.of(1), Float32Array.of(2)]); // Float32Array [1, 2]
 */
export function joined(pieces: readonly Float32Array[]): Float32Array {
  const [first] = pieces;
  if (first && pieces.every((piece) => piece === first || piece.length === 0)) return first;
  const result = new Float32Array(pieces.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
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
