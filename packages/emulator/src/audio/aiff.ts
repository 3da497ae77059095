import { averageOf, checkShape, type Pcm, type ReadSample, readers, tagAt, type Wave } from './pcm.ts';
import { UnreadableAudio } from './unreadable-audio.ts';

interface Format extends Pcm {
  compression: string;
}

/**
 * The sound of an AIFF or AIFF-C file, all channels averaged into one. Reads PCM of 8, 16, 24 and 32 bits in both byte
 * orders, float, µ-law and A-law ("Audio Interchange File Format AIFF-C", Apple 1991).
 *
 * @throws UnreadableAudio with a sentence that says what is wrong
 * @example
 * readAiff(bytes).rateHz; // 44100
 */
export function readAiff(bytes: Uint8Array): Wave {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tagAt(view, 0) !== 'FORM' || !['AIFF', 'AIFC'].includes(tagAt(view, 8))) {
    throw new UnreadableAudio('This is not an AIFF file: it does not begin with FORM and AIFF or AIFC.');
  }
  const chunks = chunksOf(view);
  const common = chunks.get('COMM');
  const sound = chunks.get('SSND');
  if (!common || common.byteLength < 18) throw new UnreadableAudio('This AIFF file does not say its format.');
  if (!sound || sound.byteLength < 8) throw new UnreadableAudio('This AIFF file holds no sound.');
  const format = readFormat(common, tagAt(view, 8) === 'AIFC');
  const start = Math.min(sound.byteLength, 8 + sound.getUint32(0));
  const data = new DataView(sound.buffer, sound.byteOffset + start, sound.byteLength - start);
  return { values: averageOf(data, format, readerOf(format)), rateHz: format.rateHz };
}

function chunksOf(view: DataView): Map<string, DataView> {
  const chunks = new Map<string, DataView>();
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const declaredBytes = view.getUint32(at + 4);
    const bytes = Math.min(declaredBytes, view.byteLength - at - 8);
    chunks.set(tagAt(view, at), new DataView(view.buffer, view.byteOffset + at + 8, bytes));
    at += 8 + declaredBytes + (declaredBytes % 2);
  }
  return chunks;
}

function readFormat(common: DataView, isCompressed: boolean): Format {
  // Samples of 12 bits lie in 16, those of 20 in 24.
  const bits = Math.ceil(common.getInt16(6) / 8) * 8;
  const compression = isCompressed && common.byteLength >= 22 ? tagAt(common, 18) : 'NONE';
  const isG711 = /^[ua]law$/i.test(compression);
  const format = { channels: common.getInt16(0), rateHz: extendedAt(common, 8), bits: isG711 ? 8 : bits, compression };
  checkShape('AIFF', format);
  return format;
}

// An 80-bit float: sign and exponent in two bytes, then 64 bits of mantissa with its leading one.
function extendedAt(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383;
  return Math.round(view.getUint32(at + 2) * 2 ** (exponent - 31) + view.getUint32(at + 6) * 2 ** (exponent - 63));
}

function readerOf({ compression, bits }: Format): ReadSample {
  const reader = readersByCompression[`${compression.toLowerCase()}/${bits}`];
  if (!reader) {
    throw new UnreadableAudio(
      `This AIFF file has the format '${compression}' with ${bits} bits, which cannot be played.`,
    );
  }
  return reader;
}

const bigEndian = (name: string): Record<string, ReadSample> => ({
  [`${name}/8`]: readers.signed8,
  [`${name}/16`]: readers.big16,
  [`${name}/24`]: readers.big24,
  [`${name}/32`]: readers.big32,
});

const readersByCompression: Record<string, ReadSample> = {
  ...bigEndian('none'),
  ...bigEndian('twos'),
  'sowt/8': readers.signed8,
  'sowt/16': readers.little16,
  'sowt/24': readers.little24,
  'sowt/32': readers.little32,
  'fl32/32': readers.bigFloat32,
  'fl64/64': readers.bigFloat64,
  'ulaw/8': readers.muLaw,
  'alaw/8': readers.aLaw,
};
