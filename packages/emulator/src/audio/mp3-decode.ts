import { MPEGDecoder } from 'mpg123-decoder';
import { fromUnitRange } from './samples.ts';
import { makeTelephoneBand, type TelephoneBand } from './telephone-band.ts';
import { UnreadableAudio } from './unreadable-audio.ts';

const pieceBytes = 65_536;

/**
 * The sound of an MP3 file (MPEG layers I to III, any rate), both channels averaged into one, as a telephone plays it.
 * Broken frames are skipped. The decoder is mpg123 (https://github.com/eshaz/wasm-audio-decoders).
 *
 * @throws UnreadableAudio when not one frame can be decoded
 * @example
 * (await decodeMp3(bytes)).length;
 */
export async function decodeMp3(bytes: Uint8Array): Promise<Int16Array<ArrayBuffer>> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    return decodeWith(decoder, bytes);
  } finally {
    decoder.free();
  }
}

function decodeWith(decoder: MPEGDecoder, bytes: Uint8Array): Int16Array<ArrayBuffer> {
  let band: TelephoneBand | undefined;
  let rateHz = 0;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const { channelData, sampleRate } = decoder.decode(bytes.subarray(at, at + pieceBytes));
    const values = averageOf(channelData);
    if (values.length === 0) continue;
    rateHz ||= sampleRate;
    band ??= makeTelephoneBand(rateHz);
    // A file has one rate; a piece at another is a broken frame, or a second file joined on.
    if (sampleRate === rateHz) band.push(values);
  }
  if (!band) throw new UnreadableAudio('This is not an MP3 file: no part of it can be decoded.');
  return fromUnitRange(band.end());
}

function averageOf([left = new Float32Array(0), right = left]: Float32Array[]): Float32Array {
  return left.map((value, at) => {
    const average = (value + (right[at] ?? value)) / 2;
    return Number.isFinite(average) ? average : 0;
  });
}
