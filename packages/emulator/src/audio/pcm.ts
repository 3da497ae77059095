import { decodeALaw, decodeMuLaw } from './g711.ts';
import { UnreadableAudio } from './unreadable-audio.ts';

/** Sound of one channel, from -1 to 1, at any rate. */
export interface Wave {
  values: Float32Array;
  rateHz: number;
}

/** How the samples of a file lie side by side. */
export interface Pcm {
  channels: number;
  rateHz: number;
  bits: number;
}

/** The sample that begins at `at`, from -1 to 1. */
export type ReadSample = (view: DataView, at: number) => number;

// Lower rates would let a small file ask for a large memory, higher ones are nobody's audio.
const lowestRateHz = 2000;
const highestRateHz = 384_000;
const mostChannels = 32;

/** @throws UnreadableAudio for a shape that no audio has */
export function checkShape(kind: string, { channels, rateHz }: Pcm): void {
  if (channels < 1 || channels > mostChannels) {
    throw new UnreadableAudio(`This ${kind} file has ${channels} channels; 1 to ${mostChannels} can be played.`);
  }
  if (rateHz < lowestRateHz || rateHz > highestRateHz) {
    throw new UnreadableAudio(`This ${kind} file has ${rateHz} samples a second; 2000 to 384000 can be played.`);
  }
}

/** All channels averaged into one; bytes that make no whole frame at the end are left out. */
export function averageOf(data: DataView, { channels, bits }: Pcm, read: ReadSample): Float32Array {
  const sampleBytes = bits / 8;
  const frameBytes = sampleBytes * channels;
  const values = new Float32Array(Math.floor(data.byteLength / frameBytes));
  for (let frame = 0; frame < values.length; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += read(data, frame * frameBytes + channel * sampleBytes);
    }
    values[frame] = sum / channels;
  }
  return values;
}

/** The ways in which files write a sample. */
export const readers = {
  unsigned8: (view, at) => (view.getUint8(at) - 128) / 128,
  signed8: (view, at) => view.getInt8(at) / 128,
  little16: (view, at) => view.getInt16(at, true) / 2 ** 15,
  little24: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23,
  little32: (view, at) => view.getInt32(at, true) / 2 ** 31,
  littleFloat32: (view, at) => finite(view.getFloat32(at, true)),
  littleFloat64: (view, at) => finite(view.getFloat64(at, true)),
  big16: (view, at) => view.getInt16(at) / 2 ** 15,
  big24: (view, at) => (view.getInt8(at) * 2 ** 16 + view.getUint16(at + 1)) / 2 ** 23,
  big32: (view, at) => view.getInt32(at) / 2 ** 31,
  bigFloat32: (view, at) => finite(view.getFloat32(at)),
  bigFloat64: (view, at) => finite(view.getFloat64(at)),
  aLaw: (view, at) => decodeALaw(view.getUint8(at)) / 2 ** 15,
  muLaw: (view, at) => decodeMuLaw(view.getUint8(at)) / 2 ** 15,
} satisfies Record<string, ReadSample>;

// One infinity or NaN would spread over every sample that the resampler computes from it.
function finite(value: number): number {
  return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
}

/** Four characters of a file; none beyond its end. */
export function tagAt(view: DataView, at: number): string {
  if (at + 4 > view.byteLength) return '';
  return String.fromCharCode(...[0, 1, 2, 3].map((letter) => view.getUint8(at + letter)));
}
