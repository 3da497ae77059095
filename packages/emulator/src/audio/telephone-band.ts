import { joined, makeResampler } from './resample.ts';
import { SAMPLE_RATE_HZ } from './samples.ts';

// A Butterworth filter of the fourth order is two of the second with these quality factors.
const butterworthQualities = [0.5412, 1.3066];

/**
 * What a telephone carries of a sound: 300 to 3400 Hz, at 8000 samples a second. A sound that has this rate already is
 * taken for telephone audio and stays as it is.
 *
 * @param samples from -1 to 1, at `fromHz` samples a second
 * @example
 * telephoneBand(new Float32Array(16_000), 16_000).length; // 8000
 */
export function telephoneBand(samples: Float32Array, fromHz: number): Float32Array {
  const band = makeTelephoneBand(fromHz);
  band.push(samples);
  return band.end();
}

/** {@link telephoneBand} for a sound that comes in pieces, so that a long one is never held at its own rate. */
export interface TelephoneBand {
  push(piece: Float32Array): void;
  /** All that was pushed, as a telephone carries it. */
  end(): Float32Array;
}

/** Pieces at `fromHz` samples a second; at 8000 they are from a telephone already and stay as they are. */
export function makeTelephoneBand(fromHz: number): TelephoneBand {
  if (fromHz === SAMPLE_RATE_HZ) return unchanged();
  const resampler = makeResampler(fromHz, SAMPLE_RATE_HZ, 3400);
  const below3400: Float32Array[] = [];
  return {
    push: (piece) => {
      below3400.push(resampler.push(piece));
    },
    end: () => {
      const sound = joined([...below3400, resampler.end()]);
      return butterworthQualities.reduce((filtered, quality) => highPass(filtered, 300, quality), sound);
    },
  };
}

function unchanged(): TelephoneBand {
  const pieces: Float32Array[] = [];
  return {
    push: (piece) => {
      pieces.push(piece);
    },
    end: () => joined(pieces),
  };
}

// The high-pass of Robert Bristow-Johnson's "Audio EQ Cookbook" (https://www.w3.org/TR/audio-eq-cookbook/, 2021).
function highPass(samples: Float32Array, cutoffHz: number, quality: number): Float32Array {
  const angle = (2 * Math.PI * cutoffHz) / SAMPLE_RATE_HZ;
  const alpha = Math.sin(angle) / (2 * quality);
  const scale = 1 + alpha;
  const outer = (1 + Math.cos(angle)) / 2 / scale;
  const feedback1 = (-2 * Math.cos(angle)) / scale;
  const feedback2 = (1 - alpha) / scale;
  let [in1, in2, out1, out2] = [0, 0, 0, 0];
  return samples.map((input) => {
    const output = outer * (input - 2 * in1 + in2) - feedback1 * out1 - feedback2 * out2;
    [in2, in1, out2, out1] = [in1, input, out1, output];
    return output;
  });
}
