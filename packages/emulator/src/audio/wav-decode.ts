import { readGsmOfWav } from './gsm.ts';
import { averageOf, checkShape, type Pcm, type ReadSample, readers, tagAt, type Wave } from './pcm.ts';
import { resample } from './resample.ts';
import { fromUnitRange, SAMPLE_RATE_HZ, type Samples } from './samples.ts';
import { UnreadableAudio } from './unreadable-audio.ts';

interface Format extends Pcm {
  tag: number;
}

/**
 * The sound of a WAV file, as a telephone plays it: 8000 Hz, all channels averaged into one. Reads PCM of 8, 16, 24 and
 * 32 bits, float of 32 and 64 bits, µ-law, A-law and GSM 06.10, at 2 to 384 kHz. A file that ends early is played as far as it goes.
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
export function readWav(bytes: Uint8Array): Wave {
  const { format, data } = chunksOf(viewOf(bytes));
  if (format.tag === gsmTag) return { values: readGsmOfWav(data), rateHz: format.rateHz };
  return { values: averageOf(data, format, sampleReader(format)), rateHz: format.rateHz };
}

/**
 * The channels of a WAV file that {@link encodeWav} wrote, each on its own.
 *
 * @throws UnreadableAudio when the file is another
 * @example
 * const [far, near] = recordedChannels(recording);
 */
export function recordedChannels(bytes: Uint8Array): Samples[] {
  const { format, data } = chunksOf(viewOf(bytes));
  if (format.tag !== 1 || format.bits !== 16 || format.rateHz !== SAMPLE_RATE_HZ) {
    throw new UnreadableAudio('This WAV file is no recording of ours: it is not 16-bit PCM at 8000 Hz.');
  }
  const { channels } = format;
  return Array.from({ length: channels }, (_, place) => {
    const samples = new Int16Array(Math.floor(data.byteLength / 2 / channels));
    for (let frame = 0; frame < samples.length; frame += 1) {
      samples[frame] = data.getInt16((frame * channels + place) * 2, true);
    }
    return samples;
  });
}

function viewOf(bytes: Uint8Array): DataView {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') {
    throw new UnreadableAudio('This is not a WAV file: it does not begin with RIFF and WAVE.');
  }
  return view;
}

// GSM 06.10 in blocks of 65 bytes, as voicemail systems write it (RFC 2361, appendix A.28).
const gsmTag = 0x31;

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
  checkShape('WAV', format);
  return format;
}

function sampleReader({ tag, bits }: Format): ReadSample {
  const reader = readersByTag[`${tag}/${bits}`];
  if (!reader)
    throw new UnreadableAudio(`This WAV file has the format ${tag} with ${bits} bits, which cannot be played.`);
  return reader;
}

// Format tag and bits per sample; 1 is PCM, 3 float, 6 A-law, 7 µ-law (RFC 2361).
const readersByTag: Record<string, ReadSample> = {
  '1/8': readers.unsigned8,
  '1/16': readers.little16,
  '1/24': readers.little24,
  '1/32': readers.little32,
  '3/32': readers.littleFloat32,
  '3/64': readers.littleFloat64,
  '6/8': readers.aLaw,
  '7/8': readers.muLaw,
};
