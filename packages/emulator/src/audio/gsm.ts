import { UnreadableAudio } from './unreadable-audio.ts';

const frameSamples = 160;
const frameBytes = 33;
const wavBlockBytes = 65;

// ETSI EN 300 961 (GSM 06.10): the coded reflection coefficients have these widths, smallest values, offsets and steps.
const larWidths = [6, 6, 5, 5, 4, 4, 3, 3];
const larSmallest = [-32, -32, -16, -16, -8, -8, -4, -4];
const larOffsets = [0, 0, 2048, -2560, 94, -1792, -341, -1144];
const larSteps = [13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708];
const lagGains = [3277, 11469, 21299, 32767];
const mantissas = [18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767];

/**
 * Raw GSM 06.10 "full rate" (RFC 3551 section 4.5.8): frames of 33 bytes, each 20 ms at 8000 Hz. Bit-exact to the
 * standard.
 *
 * @throws UnreadableAudio when a frame does not begin as one must
 * @example
 * readGsm(bytes).length; // 160 for every 33 bytes
 */
export function readGsm(bytes: Uint8Array): Float32Array {
  const frames = Math.floor(bytes.length / frameBytes);
  const decode = makeDecoder(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    const bits = highBitsFirst(bytes.subarray(frame * frameBytes, (frame + 1) * frameBytes));
    if (bits(4) !== 0xd) throw new UnreadableAudio(`This is not GSM audio: frame ${frame + 1} has no signature.`);
    decode.frame(bits);
  }
  return decode.values;
}

/** GSM 06.10 as WAV files hold it: blocks of 65 bytes with two frames, low bits first. */
export function readGsmOfWav(data: DataView): Float32Array {
  const blocks = Math.floor(data.byteLength / wavBlockBytes);
  const decode = makeDecoder(blocks * 2);
  for (let block = 0; block < blocks; block += 1) {
    const bits = lowBitsFirst(new Uint8Array(data.buffer, data.byteOffset + block * wavBlockBytes, wavBlockBytes));
    decode.frame(bits);
    decode.frame(bits);
  }
  return decode.values;
}

/** The next `width` bits as a number. */
type ReadBits = (width: number) => number;

function highBitsFirst(bytes: Uint8Array): ReadBits {
  let at = 0;
  return (width) => {
    let value = 0;
    for (let end = at + width; at < end; at += 1)
      value = (value << 1) | (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
}

function lowBitsFirst(bytes: Uint8Array): ReadBits {
  let at = 0;
  return (width) => {
    let value = 0;
    for (let bit = 0; bit < width; bit += 1, at += 1) value |= (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) << bit;
    return value;
  };
}

interface State {
  /** The excitation: 120 samples of the past, then 40 of the present part. */
  excitation: Int16Array;
  lag: number;
  logAreaRatios: number[];
  lattice: number[];
  emphasis: number;
}

function makeDecoder(frames: number): { values: Float32Array; frame: (bits: ReadBits) => void } {
  const values = new Float32Array(frames * frameSamples);
  const state = {
    excitation: new Int16Array(160),
    lag: 40,
    logAreaRatios: Array(8).fill(0),
    lattice: Array(9).fill(0),
    emphasis: 0,
  };
  let at = 0;
  return {
    values,
    frame: (bits) => {
      for (const sample of decodeFrame(state, bits)) {
        values[at] = sample / 32_768;
        at += 1;
      }
    },
  };
}

function decodeFrame(state: State, bits: ReadBits): Int16Array {
  const ratios = larWidths.map((width, place) => logAreaRatio(bits(width), place));
  const residual = new Int16Array(frameSamples);
  for (let part = 0; part < 4; part += 1) {
    excite(state, bits);
    residual.set(state.excitation.subarray(120), part * 40);
    state.excitation.copyWithin(0, 40);
  }
  const output = synthesised(state, ratios, residual);
  state.logAreaRatios = ratios;
  return output.map((sample) => {
    state.emphasis = add(sample, multiply(state.emphasis, 28_180));
    return add(state.emphasis, state.emphasis) & 0xfff8;
  });
}

function logAreaRatio(code: number, place: number): number {
  const scaled = ((code + (larSmallest[place] ?? 0)) << 10) - (larOffsets[place] ?? 0) * 2;
  const ratio = multiply(larSteps[place] ?? 0, scaled);
  return add(ratio, ratio);
}

/** One of the four parts of a frame: pulses on a grid, on top of what was heard one pitch period ago. */
function excite(state: State, bits: ReadBits): void {
  const lag = bits(7);
  const gain = lagGains[bits(2)] ?? 0;
  const grid = bits(2);
  const { exponent, mantissa } = blockMaximum(bits(6));
  // Values out of range come only from broken transmission; the standard then keeps the last lag.
  if (lag >= 40 && lag <= 120) state.lag = lag;
  const pulses = new Int16Array(40);
  const shift = 6 - exponent;
  const rounding = shift > 0 ? 1 << (shift - 1) : 0;
  for (let pulse = 0; pulse < 13; pulse += 1) {
    const value = multiply(mantissas[mantissa] ?? 0, (bits(3) * 2 - 7) << 12);
    pulses[grid + pulse * 3] = add(value, rounding) >> shift;
  }
  for (let at = 0; at < 40; at += 1) {
    const past = state.excitation[120 + at - state.lag] ?? 0;
    state.excitation[120 + at] = add(pulses[at] ?? 0, multiply(gain, past));
  }
}

function blockMaximum(code: number): { exponent: number; mantissa: number } {
  let exponent = code > 15 ? (code >> 3) - 1 : 0;
  let mantissa = code - (exponent << 3);
  if (mantissa === 0) return { exponent: -4, mantissa: 7 };
  while (mantissa <= 7) {
    mantissa = (mantissa << 1) | 1;
    exponent -= 1;
  }
  return { exponent, mantissa: mantissa - 8 };
}

// The filter glides from the last frame's coefficients to this one's over the first 40 samples.
const glide: [number, number, (last: number, now: number) => number][] = [
  [0, 13, (last, now) => add(add(last >> 2, now >> 2), last >> 1)],
  [13, 27, (last, now) => add(last >> 1, now >> 1)],
  [27, 40, (last, now) => add(add(last >> 2, now >> 2), now >> 1)],
  [40, 160, (_, now) => now],
];

function synthesised(state: State, ratios: number[], residual: Int16Array): Int16Array {
  const output = new Int16Array(frameSamples);
  const { lattice } = state;
  for (const [from, to, between] of glide) {
    const reflections = ratios.map((ratio, place) => reflection(between(state.logAreaRatios[place] ?? 0, ratio)));
    for (let at = from; at < to; at += 1) {
      let value = residual[at] ?? 0;
      for (let stage = 7; stage >= 0; stage -= 1) {
        const coefficient = reflections[stage] ?? 0;
        const before = lattice[stage] ?? 0;
        value = add(value, -multiply(coefficient, before));
        lattice[stage + 1] = add(before, multiply(coefficient, value));
      }
      lattice[0] = value;
      output[at] = value;
    }
  }
  return output;
}

function reflection(ratio: number): number {
  const size = Math.abs(ratio);
  const bent = size < 11_059 ? size << 1 : size < 20_070 ? size + 11_059 : add(size >> 2, 26_112);
  return ratio < 0 ? -bent : bent;
}

function add(a: number, b: number): number {
  return Math.max(-32_768, Math.min(32_767, a + b));
}

/** Of two fractions in 16 bits, rounded. */
function multiply(a: number, b: number): number {
  return a === -32_768 && b === -32_768 ? 32_767 : (a * b + 16_384) >> 15;
}
