import { averageOf, checkShape, type ReadSample, readers, tagAt, type Wave } from './pcm.ts';
import { UnreadableAudio } from './unreadable-audio.ts';

/**
 * The sound of an .au file, as `audio/basic` files mostly are: a header of six big-endian numbers that begins with
 * `.snd`, then µ-law, A-law, PCM or float.
 *
 * @throws UnreadableAudio with a sentence that says what is wrong
 * @example
 * readAu(bytes).rateHz; // 8000
 */
export function readAu(bytes: Uint8Array): Wave {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tagAt(view, 0) !== '.snd' || bytes.length < 24) {
    throw new UnreadableAudio('This is not an au file: it does not begin with .snd and a header.');
  }
  const start = Math.min(bytes.length, Math.max(24, view.getUint32(4)));
  const encoding = view.getUint32(12);
  const format = encodings[encoding];
  if (!format) throw new UnreadableAudio(`This au file has the encoding ${encoding}, which cannot be played.`);
  const shape = { bits: format.bits, rateHz: view.getUint32(16), channels: view.getUint32(20) };
  checkShape('au', shape);
  const data = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  return { values: averageOf(data, shape, format.read), rateHz: shape.rateHz };
}

const encodings: Record<number, { bits: number; read: ReadSample }> = {
  1: { bits: 8, read: readers.muLaw },
  2: { bits: 8, read: readers.signed8 },
  3: { bits: 16, read: readers.big16 },
  4: { bits: 24, read: readers.big24 },
  5: { bits: 32, read: readers.big32 },
  6: { bits: 32, read: readers.bigFloat32 },
  7: { bits: 64, read: readers.bigFloat64 },
  27: { bits: 8, read: readers.aLaw },
};
