import { decodeALaw, decodeMuLaw } from './g711.ts';
import { resample } from './resample.ts';
import { fromUnitRange, SAMPLE_RATE_HZ, type Samples } from './samples.ts';

/** The bytes are not audio that we can play; the message is a sentence for a person. */
export class UnreadableAudio extends Error {
  override name = 'UnreadableAudio';
}

interface Format {
  tag: number;
  channels: number;
  rateHz: number;
  bits: number;
}

type ReadSample = (view: DataView, at: number) => number;

// Lower rates would let a small file ask for a large memory, higher ones are nobody's audio.
const lowestRateHz = 2000;
const highestRateHz = 384_000;
const mostChannels = 32;

/**
 * The sound of a WAV file, as a telephone plays it: 8000 Hz, all channels averaged into one. Reads PCM of 8, 16, 24 and
 * 32 bits, float of 32 and 64 bits, µ-law and A-law, at 2 to 384 kHz. A file that ends early is played as far as it goes.
 *
 * @throws UnreadableAudio with a sentence that says what is wrong
 * @example
 * decodeWav(encodeWav([beep()])).length; // 4000
 */
export function decodeWav(bytes: Uint8Array): Samples {
  const { values, rateHz } = readWav(bytes);
  return fromUnitRange(resample(values, rateHz, SAMPLE_RATE_HZ));
}

/**
 * The sound of a WAV file at the rate of the file, from -1 to 1, all channels averaged into one.
 *
 * @throws UnreadableAudio as {@link decodeWav} does
 * @example
 * readWav(encodeWav([beep()])).rateHz; // 8000
 */
export function readWav(bytes: Uint8Array): { values: Float32Array; rateHz: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') {
    throw new UnreadableAudio('This is not a WAV file: it does not begin with RIFF and WAVE.');
  }
  const { format, data } = chunksOf(view);
  return { values: averageOf(data, format, sampleReader(format)), rateHz: format.rateHz };
}

function chunksOf(view: DataView): { format: Format; data: DataView } {
  let format: Format | undefined;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const tag = tagAt(view, at);
    const start = at + 8;
    const declaredBytes = view.getUint32(at + 4, true);
    // Programs that write to a pipe leave 0 or 0xffffffff as the length, so it is never believed beyond the file.
    const availableBytes = Math.min(declaredBytes, view.byteLength - start);
    if (tag === 'fmt ') format = readFormat(new DataView(view.buffer, view.byteOffset + start, availableBytes));
    if (tag === 'data') {
      if (!format) throw new UnreadableAudio('This WAV file does not say its format before its sound.');
      const length = declaredBytes === 0 ? view.byteLength - start : availableBytes;
      return { format, data: new DataView(view.buffer, view.byteOffset + start, length) };
    }
    at = start + declaredBytes + (declaredBytes % 2);
  }
  throw new UnreadableAudio('This WAV file holds no sound.');
}

function readFormat(view: DataView): Format {
  if (view.byteLength < 16) throw new UnreadableAudio('The format of this WAV file is cut short.');
  const tag = view.getUint16(0, true);
  // 0xfffe says that the real format stands in the first two bytes of a GUID.
  const isExtensible = tag === 0xfffe && view.byteLength >= 26;
  const format = {
    tag: isExtensible ? view.getUint16(24, true) : tag,
    channels: view.getUint16(2, true),
    rateHz: view.getUint32(4, true),
    bits: view.getUint16(14, true),
  };
  if (format.channels < 1 || format.channels > mostChannels) {
    throw new UnreadableAudio(`This WAV file has ${format.channels} channels; 1 to ${mostChannels} can be played.`);
  }
  if (format.rateHz < lowestRateHz || format.rateHz > highestRateHz) {
    throw new UnreadableAudio(`This WAV file has ${format.rateHz} samples a second; 2000 to 384000 can be played.`);
  }
  return format;
}

function sampleReader({ tag, bits }: Format): ReadSample {
  const reader = readers[`${tag}/${bits}`];
  if (!reader)
    throw new UnreadableAudio(`This WAV file has the format ${tag} with ${bits} bits, which cannot be played.`);
  return reader;
}

// Format tag and bits per sample; 1 is PCM, 3 float, 6 A-law, 7 µ-law (RFC 2361). All of them read -1 to 1.
const readers: Record<string, ReadSample> = {
  '1/8': (view, at) => (view.getUint8(at) - 128) / 128,
  '1/16': (view, at) => view.getInt16(at, true) / 2 ** 15,
  '1/24': (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23,
  '1/32': (view, at) => view.getInt32(at, true) / 2 ** 31,
  '3/32': (view, at) => finite(view.getFloat32(at, true)),
  '3/64': (view, at) => finite(view.getFloat64(at, true)),
  '6/8': (view, at) => decodeALaw(view.getUint8(at)) / 2 ** 15,
  '7/8': (view, at) => decodeMuLaw(view.getUint8(at)) / 2 ** 15,
};

function averageOf(data: DataView, { channels, bits }: Format, read: ReadSample): Float32Array {
  const sampleBytes = bits / 8;
  const frameBytes = sampleBytes * channels;
  return Float32Array.from({ length: Math.floor(data.byteLength / frameBytes) }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += read(data, frame * frameBytes + channel * sampleBytes);
    }
    return sum / channels;
  });
}

// One infinity or NaN would spread over every sample that the resampler computes from it.
function finite(value: number): number {
  return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
}

function tagAt(view: DataView, at: number): string {
  if (at + 4 > view.byteLength) return '';
  return String.fromCharCode(...[0, 1, 2, 3].map((letter) => view.getUint8(at + letter)));
}
